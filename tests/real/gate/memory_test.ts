import { assertEquals, assertStringIncludes } from "@std/assert";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { openProject, runGate } from "../../support/run_gate.ts";

const needsPython = await requireDocker({ images: ["python"] });

const EATER = "x = []\nwhile True: x.append(bytearray(8 << 20))";

for (
  const [what, command] of Object.entries({
    "the main process": ["python3", "-c", EATER],
    "a child": ["sh", "-c", `python3 -c '${EATER}'; exit 1`],
  })
) {
  Deno.test({
    name: `qa_gate calls it oom when ${what} reached the limit of memory`,
    ...needsPython,
    async fn() {
      await using where = await openProject({
        "qa.jsonc": {
          container: { image: "qa-gate-test-python:1", network: "none", memory: "64m" },
          suites: [{ name: "eater", command }],
        },
      });
      const end = await runGate(where.root, []);
      const { exits, results } = await checkRun(end);
      assertEquals([end.exit, results.suites[0]?.outcome], [1, "crashed"], end.stdout);
      const [finding] = exits["eater"]?.findings ?? [];
      assertEquals(finding?.class, "oom");
      assertStringIncludes(finding?.remedy ?? "", "--memory 128m");
      assertStringIncludes(end.stdout, "out of memory");
      assertEquals(exits["eater"]?.container?.trailer?.oom_kills, 1);
    },
  });
}

Deno.test({
  name: "qa_gate does not call it oom when the tests end with 137 themselves",
  ...await requireDocker({ images: ["busybox"] }),
  async fn() {
    await using where = await openProject({
      "qa.jsonc": {
        container: { image: "qa-gate-test-busybox:1", network: "none", memory: "64m" },
        suites: [{ name: "ends", command: ["sh", "-c", "exit 137"] }],
      },
    });
    const end = await runGate(where.root, []);
    const { exits, results } = await checkRun(end);
    assertEquals([end.exit, results.suites[0]?.outcome], [1, "crashed"]);
    assertEquals(exits["ends"]?.findings.map((one) => one.class), ["crash"]);
  },
});
