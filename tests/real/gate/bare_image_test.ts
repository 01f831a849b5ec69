import { assertEquals } from "@std/assert";
import { importBareImage } from "../../support/bare_image.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { openProject, runGate } from "../../support/run_gate.ts";

const needs = await requireDocker({ images: ["busybox"] });

Deno.test({
  name: "qa_gate gates an image without a shell, and proves its mount all the same",
  ...needs,
  async fn() {
    await using image = await importBareImage();
    await using where = await openProject({
      "qa.jsonc": {
        container: { image: image.name, network: "none" },
        suites: [
          { name: "green", command: ["/busybox", "true"] },
          { name: "red", command: ["/busybox", "test", "-e", "/no/such/file"], needs: ["green"] },
        ],
      },
    });
    const end = await runGate(where.root, []);
    const { results, run } = await checkRun(end);
    const outcomes = results.suites.map(({ outcome, place }) => [outcome, place]);
    assertEquals(outcomes, [["passed", "container"], ["failed", "container"]], end.stdout);
    assertEquals([end.exit, run.mode], [1, "container"]);
  },
});
