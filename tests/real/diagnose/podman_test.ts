import { assertEquals } from "@std/assert";
import { AttemptJson, DiagnosticSummaryJson } from "../../../lib/model/diagnostic_json.ts";
import { requirePodman } from "../../support/require_docker.ts";
import { openProject, runGate } from "../../support/run_gate.ts";

const needs = await requirePodman();

/** `tail` keeps what it may have to print, so this takes 76 MiB, in a child of the shell. */
const GREEDY = "head -c 80000000 /dev/zero | tail -c 79000000 | wc -c";

Deno.test({
  name: "diagnostic_run finds a lack of memory with podman, and the limit with which it lives",
  ...needs,
  async fn() {
    await using where = await openProject({
      "qa.jsonc": {
        container: {
          image: "qa-gate-test-busybox:1",
          docker_bin: "podman",
          network: "none",
          memory: "64m",
          // Podman's own limits are above what some machines allow, and then it starts nothing.
          ulimits: { nofile: "512:1024", nproc: "512:1024" },
        },
        suites: [{
          ...{ name: "greedy", kind: "check", runner: "command" },
          command: ["sh", "-c", GREEDY],
        }],
      },
    });
    const end = await runGate(where.root, ["--attempts", "3"], { script: "diagnostic_run" });
    const read = (name: string) => Deno.readTextFile(`${end.folder}/${name}`);
    const summary = DiagnosticSummaryJson.parse(JSON.parse(await read("summary.json")));
    const attempts = (await read("attempts.jsonl")).trim().split("\n")
      .map((line) => AttemptJson.parse(JSON.parse(line)));
    assertEquals([end.exit, summary.outcome, attempts.length], [0, "healthy", 2], end.stdout);
    assertEquals(attempts[0]?.findings[0]?.class, "oom", end.stdout);
    assertEquals(attempts[1]?.remedy, "raise-memory", end.stdout);
    assertEquals(summary.settings_to_keep?.qa_jsonc, { container: { memory: "128m" } });
  },
});
