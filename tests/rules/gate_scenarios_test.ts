// Every kind of gate against its scenarios: what it finds is what their goldens say, and what the
// self-test plays. `deno task fixtures:gates` writes the goldens; look at each change.

import { assert, assertEquals } from "@std/assert";
import { walk } from "@std/fs";
import { loadGateScenarios } from "../../lib/catalog/gate_scenarios.ts";
import { loadGateRows } from "../../lib/catalog/gates.ts";
import { openMachine } from "../../lib/host/machine.ts";
import { makeGateFixtures } from "../../scripts/dev/make_gate_fixtures.ts";
import { findDrift, ROOT } from "../../scripts/dev/write_generated.ts";

const ROWS = await loadGateRows();
const SCENARIOS = await loadGateScenarios();
const MADE = await makeGateFixtures(openMachine());

/** What no scenario can show: as many tools as that, and a time that the shape of an audit refuses before. */
const NEVER_SHOWN = ["runtime more_faults", "completion-audit unknown_age"];

Deno.test("goldens and the self-test do not drift from the scenarios (deno task fixtures:gates)", async () => {
  assertEquals(await findDrift(MADE), []);
});

Deno.test("fixtures/gates holds no golden of a scenario that is gone", async () => {
  for await (const { path } of walk(`${ROOT}fixtures/gates`, { match: [/\/expected\.json$/] })) {
    assert(Object.hasOwn(MADE, path.slice(ROOT.length)), path);
  }
});

for (const { kind, codes } of ROWS) {
  const own = SCENARIOS.filter((scenario) => scenario.kind === kind);

  Deno.test(`the scenarios of ${kind} show a pass, every code, and hostile input`, () => {
    const shown = new Set(
      own.flatMap(({ expects }) => expects).map((one) => one.split(" ")[0]),
    );
    const hidden = Object.keys(codes).filter((code) => !shown.has(code));
    assertEquals(hidden.filter((code) => !NEVER_SHOWN.includes(`${kind} ${code}`)), []);
    const odd = [...shown].filter((code) => !Object.hasOwn(codes, code ?? ""));
    assertEquals(odd, [], "faults of no row");
    assert(own.some(({ name }) => /(?:^|\/)pass/.test(name)), "none passes");
    assert(own.some(({ name }) => /hostile|torn/.test(name)), "none is hostile");
  });

  Deno.test(`the scenarios of ${kind} are called by their answer, and say what they are about`, () => {
    for (const { name, about, expects } of own) {
      assertEquals(expects.length === 0, /^pass/.test(name.split("/").at(-1) ?? ""), name);
      assert(about.length > 10, name);
    }
  });
}
