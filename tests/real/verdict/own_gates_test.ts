// We judge ourselves: the gates of our own qa.jsonc over a run of our own quick profile.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { copyRepository } from "../../support/copy_repository.ts";
import { runGate } from "../../support/run_gate.ts";

Deno.test("verdict certifies this repository over a run of its own gate", async () => {
  await using project = await copyRepository();
  const { root } = project;
  const early = await runGate(root, ["--preflight"], { script: "verdict" });
  // Where this names test files: deno task qa:verdict --fix classifies them.
  assertStringIncludes(early.stdout, "there is no run in");
  assertEquals(early.exit, 1, "nothing was run, and still it passes");
  const gate = await runGate(root, ["--mode", "failsafe", "--profile", "quick"]);
  assertEquals(gate.exit, 0, gate.stdout + gate.stderr);
  const full = await runGate(root, [], { script: "verdict" });
  assertEquals(full.exit, 0, full.stdout + full.stderr);
  assertEquals(full.stdout.trimEnd().split("\n").length <= 5, true, full.stdout);
  const certified = await runGate(root, ["--certify"], { script: "verdict" });
  assertEquals(certified.exit, 0, certified.stdout + certified.stderr);
  const dossier = JSON.parse(
    await Deno.readTextFile(`${root}/outputs/qa/certification_dossier.json`),
  );
  assertEquals([dossier.overall_verdict, dossier.reasons], ["CERTIFIED", []]);
  await Deno.writeTextFile(`${root}/README.md`, "changed");
  const dirty = await runGate(root, ["--certify"], { script: "verdict" });
  assertEquals(dirty.exit, 1, dirty.stdout);
  assertStringIncludes(dirty.stdout, "NOT CERTIFIED\n");
});
