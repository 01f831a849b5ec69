import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { explainDetected, formatInit } from "../../../lib/config/format_init.ts";
import { readConfig } from "../../../lib/config/read_config.ts";
import type { DetectedSuite } from "../../../lib/model/runner.ts";
import { resolvePlan } from "../../../lib/plan/resolve_plan.ts";
import { sampleInput } from "../../support/sample_input.ts";

const SCHEMA = "docs/schemas/qa.config.v1.json";
const OPTIONS = { image: null, dockerfile: null, schema: SCHEMA };
const DETECTED: readonly DetectedSuite[] = [
  {
    name: "pytest",
    kind: "unit",
    runner: "pytest",
    paths: ["t"],
    command: null,
    cwd: ".",
    why: "w",
  },
  {
    name: "web-node",
    kind: "check",
    runner: "command",
    paths: [],
    command: ["npm", "test"],
    cwd: "web",
    why: "a script */ // with\nodd words",
  },
  { name: "cargo", kind: "unit", runner: "cargo", paths: [], command: null, cwd: "core", why: "" },
];

Deno.test("formatInit() reads back to the plan that detection makes", () => {
  const text = formatInit(DETECTED, OPTIONS);
  const written = resolvePlan(sampleInput({ config: text }));
  const detected = resolvePlan(sampleInput({ detected: DETECTED }));
  assert(written.ok && detected.ok, JSON.stringify(written));
  assertEquals(written.value.suites, detected.value.suites);
  assertEquals(written.value.container, detected.value.container);
});

Deno.test("formatInit() names the image, or the Dockerfile that is built", () => {
  const named = readConfig(formatInit(DETECTED, { ...OPTIONS, image: "py:1" }), "q");
  assert(named.ok);
  assertEquals(named.value.config.container, { image: "py:1" });
  const built = readConfig(formatInit(DETECTED, { ...OPTIONS, dockerfile: "Dockerfile" }), "q");
  assert(built.ok);
  assertEquals(built.value.config.container, {
    build: { context: ".", dockerfile: "Dockerfile" },
  });
});

Deno.test("formatInit() writes an example when nothing was detected", () => {
  const plan = resolvePlan(sampleInput({ config: formatInit([], OPTIONS) }));
  assert(plan.ok);
  assertEquals(plan.value.suites.map(({ name }) => name), ["example"]);
});

Deno.test("explainDetected() tells one suite a line, or that there was none", () => {
  assertEquals(explainDetected(DETECTED.slice(0, 1)), ["pytest: w"]);
  assertEquals(explainDetected([]), ["Nothing was detected: the file holds an example to edit"]);
});

Deno.test("formatInit() survives any words in what was detected", () => {
  const words = fc.string({ unit: "binary", minLength: 1 }).filter((text) => !text.includes("\0"));
  fc.assert(fc.property(words, words, words, (why, word, folder) => {
    const [first] = DETECTED.slice(1);
    assert(first !== undefined);
    const text = formatInit([{ ...first, why, command: [word], cwd: `x/${folder}` }], OPTIONS);
    const read = readConfig(text, "q");
    // A folder that cannot be confined is refused; nothing is ever misread.
    if (!read.ok) assert(read.error.kind === "config" && read.error.message.includes("cwd"), text);
    else assertEquals(read.value.config.suites?.[0]?.command, [word]);
  }));
});
