import { assert, assertEquals } from "@std/assert";
import { PlanJson } from "../../../lib/model/plan_json.ts";
import { resolvePlan } from "../../../lib/plan/resolve_plan.ts";
import { makePlanJson } from "../../../lib/report/make_plan_json.ts";
import { type InputScript, sampleInput } from "../../support/sample_input.ts";

const CONFIG = `{
  "container": { "image": "py:1", "timeout": "10m", "memory": "512m", "env": { "A": "hunter2" },
    "mounts": ["data:/data:ro"] },
  "suites": [
    { "name": "unit", "runner": "pytest", "env": { "TOKEN": "hunter2", "HOME": null },
      "failsafe": { "paths": ["fast"], "timeout": "90s" } },
    { "name": "e2e", "command": ["./e2e", "{report}"], "needs": ["unit"], "cwd": "web",
      "container": { "memory": "1g" } },
    { "name": "lint", "command": ["make", "lint"], "profiles": ["ci"] }
  ]
}`;

function answer(script: InputScript = {}): PlanJson {
  const plan = resolvePlan(sampleInput({ config: CONFIG, ...script }));
  assert(plan.ok, JSON.stringify(plan));
  return makePlanJson(plan.value);
}

Deno.test("makePlanJson() agrees with its schema, and is nothing but JSON", () => {
  const build = { config: '{"suites": [{"name": "a", "command": ["x"], "failsafe": true}]}' };
  for (const script of [{}, build, { ...build, hasDockerfile: "Dockerfile" }]) {
    const json = answer(script);
    assertEquals(PlanJson.parse(json), json);
    assertEquals(JSON.parse(JSON.stringify(json)), json);
  }
});

Deno.test("makePlanJson() tells the commands of both places and what they wait for", () => {
  const [unit, e2e] = answer().suites;
  const { argv = [], report, variables, ...rest } = unit?.failsafe ?? {};
  assertEquals([argv[0], argv.at(-1)], ["python3", "fast"]);
  assertEquals([report?.from, variables], ["file", ["HOME", "TOKEN"]]);
  assertEquals(rest, { cwd: ".", timeout_ms: 90_000 });
  assertEquals([e2e?.needs, e2e?.full.cwd, e2e?.failsafe], [["unit"], "web", null]);
  assertEquals([unit?.container?.memory_bytes, e2e?.container?.memory_bytes], [2 ** 29, 2 ** 30]);
  assertEquals(unit?.container?.mounts, [
    { source: "/p/data", target: "/data", read_only: true },
  ]);
});

Deno.test("makePlanJson() tells what is left out and where each setting came from", () => {
  const json = answer({ args: ["--cpus", "2"] });
  assertEquals(json.left_out, [{ suite: "lint", why: "not in profile full" }]);
  const cpus = json.sources.find(({ name }) => name === "cpus");
  assertEquals(cpus, { name: "cpus", value: "2", from: "flag", where: "--cpus" });
});

Deno.test("makePlanJson() holds no value of a variable or a build argument", () => {
  const build = CONFIG.replace('"image": "py:1"', '"build": { "args": { "KEY": "hunter2" } }');
  for (const config of [CONFIG, build]) {
    const text = JSON.stringify(answer({ config, args: ["--env", "OTHER=hunter2"] }));
    assertEquals(text.includes("hunter2"), false);
    assert(text.includes("OTHER"));
  }
});

Deno.test("makePlanJson() tells retries, deadline and quarantine", () => {
  const entry = {
    id: "unit::*",
    class: "FLAKE-NET",
    owner: "ann",
    reason: "slow",
    issue: "#1",
    expires: "2027-01-31",
  };
  const config = CONFIG.replace("{", `{ "quarantine": [${JSON.stringify(entry)}],`);
  const json = answer({ config, args: ["--retries", "2", "--deadline", "90s", "--fail-fast"] });
  assertEquals(json.suites.map(({ retries }) => retries), [2, 2]);
  assertEquals([json.deadline_ms, json.max_rerun_failures], [90_000, 20]);
  assertEquals([json.fail_fast, json.fail_on_flaky], [true, false]);
  assertEquals(json.quarantine.map(({ id }) => id), ["unit::*"]);
});
