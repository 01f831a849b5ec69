import { assertEquals } from "@std/assert";
import { DiagnosticSummaryJson } from "../../../lib/model/diagnostic_json.ts";
import { TEST_IMAGES } from "../../../scripts/dev/test_images.ts";
import { checkDiagnosis } from "../../support/check_diagnosis.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { openProject, startGate } from "../../support/run_gate.ts";
import { waitForFile } from "../../support/wait_for_file.ts";

const needs = await requireDocker({ images: ["busybox"] });

for (const [signal, exit] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test({
    name: `diagnostic_run at ${signal} writes its artifacts and leaves no container`,
    ...needs,
    async fn() {
      await using project = await openProject({ "run.sh": "echo begun >begun\nsleep 600\n" });
      const image = TEST_IMAGES.busybox;
      const args = ["--network", "none", "--image", image, "--", "sh", "run.sh"];
      const gate = startGate(project.root, args, { script: "diagnostic_run" });
      await waitForFile(`${project.root}/begun`);
      gate.signal(signal);
      const end = await gate.ended;
      const text = await Deno.readTextFile(`${end.folder}/summary.json`);
      const summary = DiagnosticSummaryJson.parse(JSON.parse(text));
      assertEquals([end.exit, summary.outcome], [exit, "cancelled"], end.stdout + end.stderr);
      await checkDiagnosis(end.folder, summary);
    },
  });
}
