import { assertEquals, assertStringIncludes } from "@std/assert";
import { DiagnosticSummaryJson } from "../../../lib/model/diagnostic_json.ts";
import { TEST_IMAGES } from "../../../scripts/dev/test_images.ts";
import { startEngine } from "../../support/private_engine.ts";
import { requireRoot } from "../../support/require_root.ts";
import { type GateEnd, openProject, startGate } from "../../support/run_gate.ts";
import { restartEngine } from "../faults/own_engine.ts";
import { waitForFile } from "../../support/wait_for_file.ts";

const FILES = {
  "qa.jsonc": { container: { grace: "1s" } },
  "run.sh": "echo begun >begun\nsleep 600\n",
};
const ARGS = ["--network", "none", "--image", TEST_IMAGES.busybox, "--", "sh", "run.sh"];

async function readSummary({ folder }: GateEnd): Promise<DiagnosticSummaryJson> {
  const text = await Deno.readTextFile(`${folder}/summary.json`);
  return DiagnosticSummaryJson.parse(JSON.parse(text));
}

for (const signal of ["SIGKILL", "SIGTERM"] as const) {
  Deno.test({
    name: `diagnostic_run tells an engine that got ${signal} from trouble of the tests, and stops`,
    ...requireRoot(),
    async fn() {
      await using engine = await startEngine();
      await using project = await openProject(FILES);
      const call = { script: "diagnostic_run", env: engine.env } as const;
      const gate = startGate(project.root, ARGS, call);
      await waitForFile(`${project.root}/begun`);
      engine.signal(signal);
      const end = await gate.ended;
      const summary = await readSummary(end);
      const said = `${end.stdout}${end.stderr}`;
      assertEquals(summary.cause?.class, "daemon", said);
      assertEquals([summary.outcome, end.exit], ["not-mended", 3], said);
      assertEquals([summary.remedies, summary.needs_people], [[], true], said);
      assertEquals(summary.attempts[0]?.oom, "none", said);
    },
  });
}

Deno.test({
  name: "diagnostic_run says that an engine was started anew in the middle, and blames no test",
  ...requireRoot(),
  async fn() {
    await using engine = await startEngine();
    await using project = await openProject(FILES);
    const call = { script: "diagnostic_run", env: engine.env } as const;
    const gate = startGate(project.root, ARGS, call);
    await waitForFile(`${project.root}/begun`);
    engine.signal("SIGKILL");
    await restartEngine(engine);
    const end = await gate.ended;
    const summary = await readSummary(end);
    const said = `${end.stdout}${end.stderr}`;
    assertEquals(summary.cause?.class, "daemon", said);
    assertEquals([summary.outcome, end.exit], ["not-mended", 3], said);
    assertEquals([summary.remedies, summary.needs_people], [[], true], said);
  },
});

Deno.test({
  name: "diagnostic_run says that an engine sees another file system",
  ...requireRoot(),
  async fn() {
    await using project = await openProject(FILES);
    await using engine = await startEngine({ hides: project.root });
    const call = { script: "diagnostic_run", env: engine.env } as const;
    const end = await startGate(project.root, ARGS, call).ended;
    const summary = await readSummary(end);
    assertEquals(summary.cause?.class, "mount", end.stdout + end.stderr);
    assertStringIncludes(summary.cause?.remedy ?? "", "engine");
    assertEquals(summary.outcome, "not-mended");
  },
});
