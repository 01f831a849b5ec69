import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { resolvePlan } from "../../../lib/plan/resolve_plan.ts";
import { formatPlan } from "../../../lib/report/format_plan.ts";
import { sampleEntry } from "../../support/sample_entry.ts";
import { type InputScript, sampleInput } from "../../support/sample_input.ts";

const CONFIG = `{
  "container": { "image": "py:1", "timeout": "10m", "memory": "512m" },
  "suites": [
    { "name": "unit", "runner": "pytest", "paths": ["it's here"], "env": { "TOKEN": "hunter2" },
      "failsafe": { "paths": ["fast"], "timeout": "90s" } },
    { "name": "e2e", "command": ["./e2e", "{report}"], "needs": ["unit"], "cwd": "web" },
    { "name": "lint", "command": ["make", "lint"], "profiles": ["ci"] }
  ]
}`;

function words(script: InputScript = {}): string {
  const plan = resolvePlan(sampleInput({ config: CONFIG, ...script }));
  assert(plan.ok, JSON.stringify(plan));
  return formatPlan(plan.value);
}

Deno.test("formatPlan() shows suites in order with the exact command of each place", () => {
  const text = words();
  assertMatch(text, /^Plan of p: 2 suites, profile full, mode auto, at most 4 at once\./);
  assertMatch(
    text,
    /1\. unit \(kind unit, runner pytest, required\)\n[^]*2\. e2e \(.*after unit\)/,
  );
  assertStringIncludes(text, `'--junitxml={report}' 'it'\\''s here'\n`);
  assertStringIncludes(text, "in /workspace/web; timeout 10m, memory 512m");
  assertMatch(text, /failsafe +TOKEN=… python3 .* fast\n +in \.; timeout 1m30s/);
  assertStringIncludes(text, "failsafe   none: not checked without a container");
});

Deno.test("formatPlan() shows what is left out and where each setting came from", () => {
  const text = words({ environment: { QA_MEMORY: "1g" }, args: ["--cpus", "2"] });
  assertStringIncludes(text, "Left out:\n  lint: not in profile full");
  assertMatch(text, /memory +1g +environment: QA_MEMORY\n/);
  assertMatch(text, /cpus +2 +flag: --cpus\n/);
  assertMatch(text, /timeout +10m +config: qa\.jsonc:2\n/);
  assertMatch(text, /grace +10s +default\n/);
});

Deno.test("formatPlan() shows no file of ours, and says that there is one", () => {
  const text = words();
  assertEquals(text.includes("{reports}"), false);
  assertMatch(text, /container +TOKEN=… python3 -m pytest /);
  assertStringIncludes(text, "Not shown: the small reporter\nof ours");
});

Deno.test("formatPlan() leaves out the place that will not be used", () => {
  assertEquals(words({ args: ["--mode", "failsafe"] }).includes("/workspace;"), false);
  assertEquals(/^ +failsafe {2}/m.test(words({ args: ["--mode", "container"] })), false);
});

Deno.test("formatPlan() never shows the value of a variable", () => {
  const text = words({ args: ["--env", "OTHER=hunter2"] });
  assertEquals(text.includes("hunter2"), false);
  assertStringIncludes(text, "OTHER=…");
});

Deno.test("formatPlan() shows what a runner sets itself, as long as it is the runner's own", () => {
  const of = (runner: string, env: string) =>
    words({ config: `{"suites": [{"name": "a", "runner": "${runner}", "env": {${env}}}]}` });
  const image = { args: ["--image", "i"] };
  const cargo = '{"suites": [{"name": "a", "runner": "cargo", "env": {"K": "hunter2"}}]}';
  assertStringIncludes(words({ config: cargo, ...image }), "CARGO_TERM_COLOR=never K=… cargo");
  const overridden = cargo.replace('"K"', '"CARGO_TERM_COLOR"');
  assertStringIncludes(words({ config: overridden, ...image }), "CARGO_TERM_COLOR=… cargo");
  const node = cargo.replace("cargo", "node");
  assertMatch(words({ config: node, ...image }), /container +K=… npm test\n/);
  const merged = node.replace('"K"', '"NODE_OPTIONS"');
  assertEquals(words({ config: merged, ...image }).includes("hunter2"), false);
  assertEquals(of("node", '"OUT": "{report}"').includes("OUT=…"), false);
});

Deno.test("formatPlan() says that no image is known", () => {
  const config = '{"suites": [{"name": "a", "command": ["x"], "failsafe": true}]}';
  const text = words({ config });
  assertStringIncludes(
    text,
    "Image    none is known, so the failsafe would run; name one with --image",
  );
  assertStringIncludes(text, "container  not possible: no image is known");
});

Deno.test("formatPlan() lets no escape sequence of a project through", () => {
  const text = words({ cwdName: "\u001b[31mred\u0007" });
  assertEquals(/[^\n\P{Cc}]/u.test(text), false);
});

Deno.test("formatPlan() shows retries, their limits and the quarantine with their sources", () => {
  const quarantine = JSON.stringify([sampleEntry()]);
  const config = CONFIG.replace("{", `{ "retries": 1, "quarantine": ${quarantine},`);
  const text = words({ config, args: ["--deadline", "30m", "--fail-fast"] });
  assertStringIncludes(text, "1. unit (kind unit, runner pytest, required, 1 retry)");
  assertStringIncludes(text, "Quarantine:\n  unit::*: FLAKE-NET, ann, SHOP-12, until 2027-01-31\n");
  assertMatch(text, /\n {2}retries +1 +config: qa.jsonc:1\n/);
  assertMatch(text, /deadline +30m +flag: --deadline\n/);
  assertMatch(text, /fail-fast +true +flag: --fail-fast\n/);
  assertMatch(text, /max-rerun-failures +20 +default\n/);
});
