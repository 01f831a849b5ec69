import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { DiagnosticSummaryJson } from "../../../lib/model/diagnostic_json.ts";
import { TEST_IMAGES } from "../../../scripts/dev/test_images.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { openProject, startGate } from "../../support/run_gate.ts";
import { waitForFile } from "../../support/wait_for_file.ts";

const needs = await requireDocker({ images: ["busybox"] });

/** What somebody does to a container that is none of theirs, and what is said of it. */
const DEEDS: Readonly<Record<string, { readonly verb: readonly string[]; readonly says: string }>> =
  {
    "killed": { verb: ["kill"], says: "somebody killed" },
    "removed": { verb: ["rm", "-f"], says: "somebody removed" },
    "stopped": { verb: ["stop", "-t", "1"], says: "somebody stopped" },
    "paused": { verb: ["pause"], says: "somebody paused" },
  };

for (const [name, { verb, says }] of Object.entries(DEEDS)) {
  Deno.test({
    name: `diagnostic_run says that a container was ${name} by somebody, and stops`,
    ...needs,
    async fn() {
      await using project = await openProject({
        "qa.jsonc": { container: { grace: "1s" } },
        "run.sh": "echo begun >begun\nsleep 600\n",
      });
      const gate = startGate(project.root, [
        ...["--network", "none", "--image", TEST_IMAGES.busybox],
        ...["--timeout", name === "paused" ? "8s" : "100s", "--", "sh", "run.sh"],
      ], { script: "diagnostic_run" });
      await waitForFile(`${project.root}/begun`);
      const docker = await new Deno.Command("docker", {
        args: [...verb, `qa-${gate.runId}-command-1`],
      }).output();
      assert(docker.success, new TextDecoder().decode(docker.stderr));
      const end = await gate.ended;
      const text = await Deno.readTextFile(`${end.folder}/summary.json`);
      const summary = DiagnosticSummaryJson.parse(JSON.parse(text));
      const said = `${end.stdout}${end.stderr}`;
      assertEquals(summary.cause?.class, "daemon", said);
      assertStringIncludes(summary.cause?.message ?? "", says);
      assertEquals(summary.remedies, [], said);
      assertEquals([summary.outcome, end.exit], ["not-mended", 3], said);
      assertEquals(summary.attempts[0]?.oom, "none", said);
      assertStringIncludes(summary.stopped_because, "no setting of a container mends that");
    },
  });
}
