// The page that a real gate and a real diagnosis leave: their folders, their containers, a real browser.

import { assert, assertEquals } from "@std/assert";
import { ContainerSample } from "../../../lib/model/container_sample.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { openChromium } from "../../support/chromium.ts";
import { requireChromium } from "../../support/require_chromium.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { openProject, runGate } from "../../support/run_gate.ts";

const docker = await requireDocker({ images: ["busybox"] });
const options = (await requireChromium()).ignore ? { ...docker, ignore: true } : docker;
const IMAGE = "qa-gate-test-busybox:1";
/** Works and speaks until it was seen for some seconds. */
const LONG = "for i in 1 2 3 4 5; do echo step $i; sleep 1; done";

Deno.test({
  name: "the gate keeps what a long container uses, and draws it",
  ...options,
  async fn() {
    const suite = (name: string, script: string) => ({
      ...{ name, kind: "check", runner: "command", command: ["sh", "-c", script] },
    });
    await using project = await openProject({
      "qa.jsonc": {
        container: { image: IMAGE, network: "none", memory: "64m" },
        suites: [suite("long", LONG), suite("short", "exit 1")],
      },
    });
    const end = await runGate(project.root, []);
    assertEquals(end.exit, 1, end.stderr);
    await checkRun(end);
    const stats = `${end.folder}/suites/long/container-1/container_stats.jsonl`;
    const samples = (await Deno.readTextFile(stats)).split("\n").slice(0, -1)
      .map((line) => ContainerSample.parse(JSON.parse(line)));
    assert(samples.length >= 2, `${samples.length} samples`);
    assert(samples.every(({ at_ms, memory_bytes }) => at_ms >= 1000 && memory_bytes !== null));
    await using chromium = await openChromium();
    const page = await chromium.open(`file://${end.folder}/report.html`);
    assertEquals(await page.look("document.title.startsWith('failed: ')"), true);
    const drawn = `document.querySelector("#resources desc").textContent`;
    const words = await page.look<string>(drawn);
    assert(/memory up to .* of 64 MiB/.test(words) && words.includes("start at"), words);
    assertEquals(await page.look(`document.querySelectorAll("#failures article").length`), 1);
    const files = await page.look<string[]>(
      `[...document.querySelectorAll("a[data-file]")].map((one) => decodeURIComponent(one.pathname))`,
    );
    const missing: string[] = [];
    for (const path of new Set(files)) {
      if (!await Deno.stat(path).then(() => true, () => false)) missing.push(path);
    }
    assertEquals(missing, [], "every link leads to a file");
    assertEquals([page.complaints, page.requests], [[], []]);
  },
});

Deno.test({
  name: "a diagnosis leaves a page with its attempts as steps and what they used",
  ...options,
  async fn() {
    await using project = await openProject({ "x.txt": "" });
    const args = ["--image", IMAGE, "--network", "none", "--memory", "32m", "--attempts", "2"];
    const end = await runGate(project.root, [...args, "--", "sh", "-c", LONG], {
      script: "diagnostic_run",
    });
    assertEquals(end.exit, 0, end.stderr);
    const summary = JSON.parse(await Deno.readTextFile(`${end.folder}/summary.json`));
    assert(summary.artifacts.includes("report.html"));
    await using chromium = await openChromium();
    const page = await chromium.open(`file://${end.folder}/report.html`);
    assertEquals(await page.look(`document.querySelectorAll("#ladder .ladder > li").length`), 1);
    const words = await page.look<string>(`document.querySelector("#resources desc").textContent`);
    assert(words.includes("of 32 MiB"), words);
    assertEquals([page.complaints, page.requests], [[], []]);
  },
});
