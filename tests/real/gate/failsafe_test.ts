import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { checkArtifacts, checkNothingLeft, checkRun } from "../../support/check_artifacts.ts";
import { requireRoot } from "../../support/require_root.ts";
import { UNPRIVILEGED } from "../../support/unprivileged.ts";
import { openProject, processesOf, runGate, startGate } from "../../support/run_gate.ts";

const FAILSAFE = ["--mode", "failsafe"];
const GREEN = `'<testsuite tests="1"><testcase classname="c" name="ok"/></testsuite>'`;

Deno.test("qa_gate tells crash, hang, failure and missing program apart, and runs the rest", async () => {
  const suites = {
    crash: ["sh", "-c", "kill -SEGV $$"],
    hang: ["sh", "-c", "sleep 300 & sleep 300"],
    "hang-deaf": ["sh", "-c", "trap '' TERM; (trap '' TERM; sleep 300) & sleep 300"],
    "leaves-child": ["sh", "-c", "(sleep 300) & exit 0"],
    fails: ["sh", "-c", "exit 3"],
    missing: ["qa-gate-no-such-program"],
    fine: ["sh", "-c", "exit 0"],
  };
  await using where = await openProject({
    "qa.jsonc": {
      jobs: 4,
      suites: Object.entries(suites).map(([name, command]) => ({
        name,
        command,
        failsafe: { timeout: 2 },
      })),
    },
  });
  const end = await runGate(where.root, FAILSAFE);
  const { results, exits } = await checkRun(end);
  const outcomes = Object.fromEntries(results.suites.map(({ name, outcome }) => [name, outcome]));
  assertEquals(outcomes, {
    crash: "crashed",
    hang: "timed-out",
    "hang-deaf": "timed-out",
    "leaves-child": "passed",
    fails: "failed",
    missing: "unproven",
    fine: "passed",
  }, end.stdout);
  assertEquals([end.exit, results.verdict, results.timeouts], [1, "failed", 2]);
  assertEquals(exits["crash"]?.signal, "SIGSEGV");
  assertStringIncludes(exits["missing"]?.why ?? "", "qa-gate-no-such-program");
  assert(end.durationMs < 40_000, `${end.durationMs} ms`);
});

Deno.test("qa_gate keeps a local suite's streams apart and byte for byte", async () => {
  const script = "printf 'a\\377\\000b\\nend'; printf '\\355\\240\\200' >&2";
  await using where = await openProject({
    "qa.jsonc": { suites: [{ name: "raw", command: ["sh", "-c", script], failsafe: true }] },
  });
  const end = await runGate(where.root, FAILSAFE);
  const { exits } = await checkRun(end);
  const read = (name: string) => Deno.readFile(`${end.folder}/suites/raw/failsafe-1/${name}`);
  assertEquals([...await read("stdout.log")], [97, 255, 0, 98, 10, 101, 110, 100]);
  assertEquals([...await read("stderr.log")], [0xed, 0xa0, 0x80]);
  assertEquals([exits["raw"]?.stdout.bytes, exits["raw"]?.stderr.bytes], [8, 3]);
});

Deno.test("qa_gate says its verdict although the outputs folder is a file, and writes elsewhere", async () => {
  await using where = await openProject({
    "qa.jsonc": { suites: [{ name: "unit", command: ["false"], failsafe: true }] },
    "outputs": "in the way",
  });
  await using other = await openProject({});
  const temporary = other.root;
  const end = await runGate(where.root, FAILSAFE, { env: { TMPDIR: temporary } });
  assertEquals(end.exit, 1, end.stdout);
  assertStringIncludes(end.stdout, "FAILED");
  assertStringIncludes(end.stdout + end.stderr, "cannot be written");
  const [folder] = await Array.fromAsync(Deno.readDir(temporary));
  const moved = `${temporary}/${folder?.name}`;
  assertStringIncludes(end.stdout, `${moved}/logs/${end.runId}`);
  await checkArtifacts({ ...end, folder: `${moved}/logs/${end.runId}` });
  await checkNothingLeft(end, moved);
  assertEquals(await Deno.readTextFile(`${where.root}/outputs`), "in the way");
});

Deno.test({
  name: "qa_gate says its verdict although the outputs folder is read-only for its user",
  ...requireRoot("setpriv"),
  async fn() {
    await using where = await openProject({
      "qa.jsonc": { suites: [{ name: "unit", command: ["true"], failsafe: true }] },
      "elsewhere/.keep": "",
    });
    await Deno.chmod(`${where.root}/elsewhere`, 0o777);
    const prefix = UNPRIVILEGED;
    const env = { TMPDIR: `${where.root}/elsewhere`, HOME: `${where.root}/elsewhere` };
    const end = await runGate(where.root, FAILSAFE, { prefix, env });
    assertEquals(end.exit, 0, end.stdout + end.stderr);
    assertStringIncludes(end.stdout, "DEGRADED");
    assertStringIncludes(end.stdout + end.stderr, "cannot be written");
  },
});

for (const [what, script] of Object.entries({ loud: "yes | head -c 4000000", quiet: "true" })) {
  for (const [outcome, exit] of [["true", 0], ["false", 1]] as const) {
    Deno.test({
      name: `qa_gate says its verdict (${exit}) although the disk is full under a ${what} suite`,
      ...requireRoot("unshare"),
      async fn() {
        await using where = await openProject({
          "qa.jsonc": {
            suites: [{
              name: "unit",
              command: ["sh", "-c", `${script}; ${outcome}`],
              failsafe: true,
            }],
          },
          "full/.keep": "",
        });
        // In a mount namespace of the gate alone: nothing to unmount, whatever happens.
        const size = what === "loud" ? "1m" : "28k";
        const mount = `mount -t tmpfs -o size=${size} none full && exec "$@"`;
        const prefix = ["unshare", "--mount", "sh", "-c", mount, "sh"];
        const end = await runGate(where.root, [...FAILSAFE, "--outputs", "full"], { prefix });
        const said = end.stdout + end.stderr;
        assertEquals(end.exit, exit, said);
        assertStringIncludes(end.stdout, exit === 0 ? "DEGRADED" : "FAILED");
        assertStringIncludes(said, "No space left", said);
        assertEquals(await processesOf(end.runId), []);
      },
    });
  }
}

Deno.test("qa_gate gates two runs at once in one repository without mixing them", async () => {
  const script = `echo $QA_GATE_TEST_MARK; echo ${GREEN} >"$1"; sleep 0.5`;
  await using where = await openProject({
    "qa.jsonc": {
      suites: ["a", "b"].map((name) => ({
        name,
        command: ["sh", "-c", script, "sh", "{report}"],
        failsafe: true,
      })),
    },
  });
  const gates = [1, 2, 3].map(() => startGate(where.root, FAILSAFE));
  const ends = await Promise.all(gates.map(({ ended }) => ended));
  for (const end of ends) {
    const { results, tests } = await checkArtifacts(end);
    assertEquals([end.exit, results.verdict, tests.length], [0, "degraded", 2], end.stdout);
    const log = await Deno.readTextFile(`${end.folder}/suites/a/failsafe-1/stdout.log`);
    assertEquals(log, `${end.runId}\n`);
    await checkNothingLeft(end);
  }
  // All stable names are of one run.
  const outputs = `${where.root}/outputs/qa`;
  const { run_id } = JSON.parse(await Deno.readTextFile(`${outputs}/run.json`));
  const published = ends.find((end) => end.runId === run_id);
  assert(published !== undefined);
  for (const name of ["summary.json", "results.json", "stdout.log", "events.jsonl", "junit.xml"]) {
    const [stable, own] = await Promise.all(
      [outputs, published.folder].map((folder) => Deno.readTextFile(`${folder}/${name}`)),
    );
    assertEquals(stable, own, name);
  }
});

Deno.test("qa_gate refuses a run id that is taken, and leaves that run as it is", async () => {
  await using where = await openProject({
    "qa.jsonc": { suites: [{ name: "unit", command: ["true"], failsafe: true }] },
  });
  const first = await runGate(where.root, FAILSAFE);
  const second = await runGate(where.root, FAILSAFE, { runId: first.runId });
  assertEquals(second.exit, 2, second.stdout);
  assertStringIncludes(second.stderr, first.runId);
  await checkRun(first);
});
