import { assertEquals } from "@std/assert";
import { askDocker } from "../../support/ask_docker.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { openProject, runGate } from "../../support/run_gate.ts";

const needs = await requireDocker({ images: ["busybox"] });

Deno.test({
  name: "qa_gate gates an image without a shell, and proves its mount all the same",
  ...needs,
  async fn() {
    const image = `qa-gate-test-bare-${crypto.randomUUID().slice(0, 8)}:1`;
    await importBare(image);
    try {
      await using where = await openProject({
        "qa.jsonc": {
          container: { image, network: "none" },
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
    } finally {
      await askDocker(["rmi", "--force", image]);
    }
  },
});

/** An image that holds nothing but busybox at its root, so that there is no `/bin/sh`. */
async function importBare(image: string): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "qa-bare-" });
  const id = (await askDocker(["create", "qa-gate-test-busybox:1", "true"])).stdout;
  await askDocker(["cp", `${id}:/bin/busybox`, `${folder}/busybox`]);
  await askDocker(["rm", id]);

  await new Deno.Command("tar", { args: ["-C", folder, "-cf", `${folder}.tar`, "."] }).output();
  await askDocker(["import", `${folder}.tar`, image]);
  await Deno.remove(folder, { recursive: true });
  await Deno.remove(`${folder}.tar`);
}
