import { assert, assertEquals } from "@std/assert";
import { TEST_IMAGES } from "../../../scripts/dev/test_images.ts";
import { DiagnosticSummaryJson } from "../../../lib/model/diagnostic_json.ts";
import { DIAGNOSTIC_CASES } from "../../../scripts/dev/diagnostic_cases.ts";
import { checkDiagnosis } from "../../support/check_diagnosis.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { openProject, runGate } from "../../support/run_gate.ts";

const needs = await requireDocker({ images: ["python", "busybox"] });

for (const [name, one] of Object.entries(DIAGNOSTIC_CASES)) {
  Deno.test({
    name: `diagnostic_run finds out that ${name}`,
    ...needs,
    async fn() {
      await using project = await openProject(one.files);
      const image = one.args.includes("--image")
        ? []
        : ["--image", TEST_IMAGES[one.image ?? "python"]];
      const rest = one.command === undefined ? [] : ["--", ...one.command];
      const args = ["--network", "none", ...image, ...one.args, ...rest];
      const end = await runGate(project.root, args, { script: "diagnostic_run" });
      const said = `${end.stdout}\n${end.stderr}`;
      const outputs = one.args.includes("--root")
        ? `${project.root}/${one.args[one.args.indexOf("--root") + 1]}/outputs/qa/logs/${end.runId}`
        : end.folder;
      const text = await Deno.readTextFile(`${outputs}/summary.json`);
      const summary = DiagnosticSummaryJson.parse(JSON.parse(text));
      assertEquals(
        {
          class: summary.cause?.class ?? "unknown",
          remedies: summary.remedies.map(({ remedy }) => remedy),
          outcome: summary.outcome,
          exit: end.exit,
        },
        { class: one.class, remedies: [...one.remedies], outcome: one.outcome, exit: one.exit },
        said,
      );
      assertEquals(summary.attempts[0]?.oom, one.oom ?? "none", said);
      assert(summary.success === (one.exit === 0), said);
      await checkDiagnosis(outputs, summary);
    },
  });
}
