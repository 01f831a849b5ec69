import { assert, assertEquals } from "@std/assert";
import type { FallbackReason, Verdict } from "../../../lib/model/verdict.ts";
import { askDocker } from "../../support/ask_docker.ts";
import { checkRun, containersOf } from "../../support/check_artifacts.ts";
import { startEngine } from "../../support/private_engine.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { requireRoot } from "../../support/require_root.ts";
import {
  type GateCall,
  openProject,
  runGate,
  type RunningGate,
  startGate,
} from "../../support/run_gate.ts";

const needs = await requireDocker({ images: ["busybox"] });
const needsEngine = { ignore: needs.ignore || requireRoot("dockerd").ignore };

/** First a suite that is proved, then one that waits to be lost, then one that comes too late. */
function project() {
  // At a restart it would end at once and well, and must not be believed.
  const wait = "echo waiting; [ ! -e was-here ] || exit 0; : >was-here; sleep 60";
  return openProject({
    "qa.jsonc": {
      jobs: 1,
      container: { image: "qa-gate-test-busybox:1", network: "none" },
      suites: [
        { name: "proved", command: ["sh", "-c", "true"], failsafe: true },
        {
          name: "lost",
          command: ["sh", "-c", wait],
          failsafe: { command: ["sh", "-c", "true"] },
        },
        { name: "late", command: ["sh", "-c", "true"], failsafe: true },
      ],
    },
  });
}

/** Waits until the container of the suite has printed. */
async function waitForSuite(gate: RunningGate): Promise<void> {
  const log = `${gate.folder}/suites/lost/container-1/stdout.log`;
  while (!(await Deno.readTextFile(log).catch(() => "")).includes("waiting")) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Loses the engine or the container in the middle; the run must say so, and keep what was proved. */
async function expectLoss(
  [reason, exit, verdict]: readonly [FallbackReason, number, Verdict],
  lose: (gate: RunningGate) => Promise<unknown>,
  call: GateCall = {},
) {
  await using where = await project();
  const gate = startGate(where.root, [], call);
  await waitForSuite(gate);
  await lose(gate);
  const end = await gate.ended;
  const files = await checkRun(end, call.env ? { env: call.env } : {});
  const said = `${end.stdout}\n${end.stderr}`;
  assertEquals([files.error?.reason, files.error?.at], [reason, "midway"], said);
  assertEquals([end.exit, files.results.verdict, files.run.mode], [exit, verdict, "mixed"], said);
  const of = (name: string) => files.results.suites.find((suite) => suite.name === name);
  assertEquals([of("proved")?.place, of("proved")?.executions.length], ["container", 1], said);
  assertEquals(of("lost")?.executions.map(({ outcome }) => outcome), ["lost", "passed"], said);
  assert(files.results.not_checked.some(({ suite }) => suite === "lost"), said);
  assert(end.durationMs < 60_000, `${end.durationMs} ms`);
  return { late: of("late")?.place, said };
}

/** Nobody inside can have asked the engine for it, so the smaller set stands in, and says so. */
const OUTSIDE = ["container-lost", 0, "degraded"] as const;

for (
  const [how, argv] of Object.entries({
    "rm -f": ["rm", "--force"],
    "kill": ["kill"],
    "stop": ["stop", "--time=1"],
    "restart": ["restart", "--time=0"],
  })
) {
  Deno.test({
    name: `qa_gate falls back: container-lost, by docker ${how} in the middle`,
    ...needs,
    async fn() {
      const { late, said } = await expectLoss(OUTSIDE, async ({ runId }) => {
        await askDocker([...argv, await containersOf(runId)]);
      });
      assertEquals(late, "container", said);
    },
  });
}

for (
  const [signal, expected] of [
    ["SIGKILL", ["daemon-lost", 3, "infra"]],
    ["SIGTERM", ["daemon-lost", 0, "degraded"]],
  ] as const
) {
  Deno.test({
    name: `qa_gate falls back: daemon-lost, by ${signal} of the engine in the middle`,
    ...needsEngine,
    async fn() {
      // Tests that eat the machine's memory could have killed it; none could shut it down in good order.
      await using engine = await startEngine();
      const { late, said } = await expectLoss(
        expected,
        () => Promise.resolve(engine.signal(signal)),
        { env: engine.env },
      );
      assertEquals(late, "failsafe", said);
    },
  });
}

Deno.test({
  name: "qa_gate falls back: mount-unusable, when the user inside may not read the project",
  ...needs,
  async fn() {
    await using where = await project();
    await Deno.chmod(where.root, 0o700);
    const end = await runGate(where.root, ["--user", "65534"]);
    const { error, results } = await checkRun(end);
    // Red, because a container that was started could have been made to say so by its tests.
    assertEquals([end.exit, error?.reason, error?.at], [3, "mount-unusable", "midway"], end.stdout);
    assertEquals(results.suites.map(({ outcome, place }) => [outcome, place]), [
      ["passed", "failsafe"],
      ["passed", "failsafe"],
      ["passed", "failsafe"],
    ]);
  },
});

/** What tests may do to our witness inside the container, and must never gain by. */
const FORGERIES: Readonly<Record<string, string>> = {
  "a link to a file of this machine": "rm $T; ln -s /etc/passwd $T",
  "a link into the project": "rm $T; ln -s ../../../../../../forged.txt $T",
  "a pipe": "rm $T; mkfifo $T; { sleep 9 <$T & }",
  "a folder": "rm $T; mkdir $T",
  "an empty file": ": >$T",
  "the words of a script that saw no project": "echo 'nonce ' >$T",
  "a huge file": "yes | head -c 3000000 >>$T",
};

for (const [what, script] of Object.entries(FORGERIES)) {
  Deno.test({
    name: `qa_gate is not green, and reads nothing of this machine, when tests leave ${what}`,
    ...needs,
    async fn() {
      const words = `T=/qa-gate/trailer.txt; ${script}; exit`;
      await using where = await openProject({
        "qa.jsonc": {
          container: { image: "qa-gate-test-busybox:1", network: "none" },
          suites: [{
            name: "forges",
            command: ["sh", "-c", `${words} 0`],
            failsafe: { command: ["true"] },
          }],
        },
        "forged.txt": "nonce f00d\nexit_code 0\n",
      });
      const end = await runGate(where.root, []);
      const { results } = await checkRun(end);
      assert([3, 4].includes(end.exit), `${results.verdict}: ${end.stdout}`);
      const found = await new Deno.Command("grep", { args: ["-rl", "root:x:0", end.folder] })
        .output();
      assertEquals(new TextDecoder().decode(found.stdout), "");
      assert(end.durationMs < 40_000, `${end.durationMs} ms`);
    },
  });
}
