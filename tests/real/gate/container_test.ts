import { assert, assertEquals } from "@std/assert";
import { checkArtifacts, checkNothingLeft, checkRun } from "../../support/check_artifacts.ts";
import { startEngine } from "../../support/private_engine.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { requireRoot } from "../../support/require_root.ts";
import { openProject, runGate, startGate } from "../../support/run_gate.ts";

const needs = await requireDocker({ images: ["busybox"] });

/** Runs one check in a container of the busybox image. */
async function runCheck(script: string, container: object = {}, suite: object = {}) {
  await using where = await openProject({
    "qa.jsonc": {
      container: { image: "qa-gate-test-busybox:1", network: "none", ...container },
      suites: [{ name: "check", command: ["sh", "-c", script], ...suite }],
    },
  });
  const end = await runGate(where.root, []);
  const files = await checkRun(end);
  const log = (name: string) => Deno.readFile(`${end.folder}/suites/check/container-1/${name}`);
  const [stdout, stderr] = await Promise.all([log("stdout.log"), log("stderr.log")]);
  return {
    end,
    ...files,
    suite: files.results.suites[0],
    exit: files.exits["check"],
    stdout,
    stderr,
  };
}

Deno.test({
  name: "qa_gate ends a container that ignores SIGTERM: deadline, grace, kill",
  ...needs,
  async fn() {
    const { end, suite, exit } = await runCheck(
      "trap '' TERM INT; echo before; while :; do sleep 1; done",
      { timeout: 1, grace: 1 },
    );
    assertEquals([end.exit, suite?.outcome], [1, "timed-out"]);
    assertEquals(exit?.timed_out, true);
    assert((exit?.duration_ms ?? 0) < 30_000, `${exit?.duration_ms} ms`);
    // Which of the two depends on when the machine let it print; the unit tests hold the rule.
    const classes = exit?.findings.map((one) => one.class) ?? [];
    assert(classes.length === 1 && /^(hang|timeout)$/.test(classes[0]!), classes.join());
  },
});

Deno.test({
  name: "qa_gate ends a suite that forks children and hangs, and tells their last words",
  ...needs,
  async fn() {
    const { end, suite, stdout } = await runCheck(
      "for n in 1 2 3; do (setsid sh -c 'trap \"\" TERM; sleep 300') & done; echo started; wait",
      { timeout: 1, grace: 1 },
    );
    assertEquals([end.exit, suite?.outcome], [1, "timed-out"], end.stdout);
    assertEquals(new TextDecoder().decode(stdout), "started\n");
    assert(end.durationMs < 40_000, `${end.durationMs} ms`);
  },
});

Deno.test({
  name: "qa_gate lets a finished suite end although it left a child that holds its output",
  ...needs,
  async fn() {
    const { end, suite } = await runCheck("(sleep 300) & echo done");
    assertEquals([end.exit, suite?.outcome], [0, "passed"], end.stdout);
    assert(end.durationMs < 30_000, `${end.durationMs} ms`);
  },
});

Deno.test({
  name: "qa_gate keeps 1 GB of output, byte for byte as many as were written",
  ignore: needs.ignore || requireRoot("dockerd").ignore,
  async fn() {
    // The engine's own copy of the log, which is not under test, would cost a minute.
    await using engine = await startEngine({ args: ["--log-driver=none"] });
    const bytes = 1024 ** 3;
    await using where = await openProject({
      "qa.jsonc": {
        container: { image: "qa-gate-test-busybox:1", network: "none" },
        suites: [{
          name: "loud",
          command: [
            "sh",
            "-c",
            `yes 'one line of a very loud suite !' | head -c ${bytes}; echo e >&2`,
          ],
        }],
      },
    });
    const end = await runGate(where.root, [], { env: engine.env });
    const { exits } = await checkRun(end, { env: engine.env });
    const { size } = await Deno.stat(`${end.folder}/stdout.log`);
    assertEquals([end.exit, exits["loud"]?.stdout.bytes, size], [0, bytes, bytes], end.stdout);
    assertEquals(exits["loud"]?.stdout.lines, bytes / 32);
    const stderr = exits["loud"]?.stderr;
    assertEquals([stderr?.bytes, stderr?.lines], [2, 1]);
    assertEquals(stderr?.first_output_ms, stderr?.last_output_ms);
  },
});

Deno.test({
  name: "qa_gate keeps invalid UTF-8, NUL and a last line without an end, each stream its own",
  ...needs,
  async fn() {
    const { end, stdout, stderr, exit } = await runCheck(
      "printf 'a\\377\\376\\000b\\303\\nno end'; printf '\\355\\240\\200 \\033[31mred' >&2",
    );
    assertEquals(end.exit, 0, end.stdout);
    assertEquals(stdout, bytesOf("a\xff\xfe\0b\xc3\nno end"));
    assertEquals(stderr, bytesOf("\xed\xa0\x80 \x1b[31mred"));
    assertEquals([exit?.stdout.bytes, exit?.stderr.bytes], [stdout.length, stderr.length]);
  },
});

function bytesOf(latin: string): Uint8Array {
  return Uint8Array.from(latin, (character) => character.charCodeAt(0));
}

Deno.test({
  name: "qa_gate redacts a secret of the environment wherever the tests print it",
  ...needs,
  async fn() {
    await using where = await openProject({
      "qa.jsonc": {
        container: { image: "qa-gate-test-busybox:1", network: "none", env: { DB_PASSWORD: null } },
        suites: [{ name: "leak", command: ["sh", "-c", "echo $DB_PASSWORD; false $DB_PASSWORD"] }],
      },
    });
    const env = { DB_PASSWORD: "tr0ub4dor-and-3" };
    const end = await runGate(where.root, [], { env });
    await checkRun(end);
    const found = await new Deno.Command("grep", {
      args: ["-rl", env.DB_PASSWORD, where.root],
    }).output();
    assertEquals([end.exit, new TextDecoder().decode(found.stdout)], [1, ""]);
    assert(!`${end.stdout}${end.stderr}`.includes(env.DB_PASSWORD));
  },
});

Deno.test({
  name: "qa_gate gates two runs at once in containers of one repository, and reaps neither",
  ...needs,
  async fn() {
    await using where = await openProject({
      "qa.jsonc": {
        container: { image: "qa-gate-test-busybox:1", network: "none" },
        suites: ["one", "two"].map((name) => ({ name, command: ["sh", "-c", "sleep 0.7"] })),
      },
    });
    const gates = [startGate(where.root, []), startGate(where.root, [])];
    const ends = await Promise.all(gates.map(({ ended }) => ended));
    for (const end of ends) {
      const { results } = await checkArtifacts(end);
      assertEquals([end.exit, results.verdict], [0, "passed"], end.stdout + end.stderr);
      await checkNothingLeft(end);
    }
  },
});
