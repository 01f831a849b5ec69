import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { parseFlags } from "../../../lib/config/parse_flags.ts";
import { QA_GATE_FLAGS } from "../../../lib/config/qa_gate_flags.ts";
import type { FlagRow } from "../../../lib/model/flag.ts";

function read(...args: string[]) {
  return parseFlags(QA_GATE_FLAGS, args);
}

/** Message and hint of the usage problem that these arguments are. */
function refusal(...args: string[]): string {
  const flags = read(...args);
  assert(!flags.ok, `accepted ${args.join(" ")}`);
  assert(flags.error.kind === "usage");
  return `${flags.error.message} | ${flags.error.hint}`;
}

Deno.test("parseFlags() reads both spellings, switches, repetitions and the rest", () => {
  const flags = read(
    "--memory",
    "2g",
    "--suite=a",
    "--suite",
    "b",
    "--json",
    "-h",
    "--",
    "-x",
    "y",
  );
  assert(flags.ok);
  assertEquals(Object.fromEntries(flags.value.values), {
    memory: "2g",
    suite: ["a", "b"],
    json: true,
    help: true,
  });
  assertEquals(flags.value.rest, ["-x", "y"]);
});

Deno.test("parseFlags() keeps what follows the first equals sign", () => {
  const flags = read("--env=A=b=c", "--env", "NAME");
  assert(flags.ok);
  assertEquals(flags.value.values.get("env"), ["A=b=c", "NAME"]);
});

Deno.test("parseFlags() negates a switch that can be negated", () => {
  const flags = read("--no-require-container");
  assert(flags.ok);
  assertEquals(flags.value.values.get("require-container"), false);
  assertStringIncludes(refusal("--no-json"), "Unknown flag --no-json");
});

Deno.test("parseFlags() names the nearest flag when one is unknown", () => {
  assertEquals(refusal("--memry", "1g"), "Unknown flag --memry | Did you mean --memory?");
  assertEquals(refusal("--bananas"), "Unknown flag --bananas | See --help for every flag");
  assertStringIncludes(refusal("-x"), "Unknown flag -x");
});

Deno.test("parseFlags() refuses stray words, missing values, repetitions and values of switches", () => {
  assertEquals(refusal("memory"), 'Unexpected argument "memory" | Did you mean --memory?');
  assertStringIncludes(refusal("--image"), "--image needs a value | Write --image <reference>");
  assertStringIncludes(refusal("--image", "--json"), "--image needs a value");
  assertStringIncludes(refusal("--image="), "the value is empty");
  assertStringIncludes(refusal("--jobs", "1", "--jobs=2"), "--jobs is given twice");
  assertStringIncludes(refusal("--json=yes"), "--json takes no value");
});

Deno.test("parseFlags() refuses values out of range or of the wrong kind, with what is accepted", () => {
  assertStringIncludes(refusal("--jobs", "0"), "out of range; accepted are 1 to 256");
  assertStringIncludes(refusal("--jobs", "-1"), "out of range");
  assertStringIncludes(refusal("--jobs", "1.5"), "not a whole number");
  assertStringIncludes(refusal("--cpus", "NaN"), "not a number");
  assertStringIncludes(refusal("--timeout", "0"), "no time at all");
  assertStringIncludes(refusal("--memory", "-512m"), "not a size");
  assertStringIncludes(refusal("--image", "my image"), "contains a space");
  assertStringIncludes(refusal("--workdir", "app"), "must be an absolute path");
  assertStringIncludes(refusal("--mount", "x:/etc"), "would hide the system");
  assertStringIncludes(refusal("--env", "1A=x"), "not a variable name");
  assertStringIncludes(refusal("--run-id", "../x"), "not a name");
  assertStringIncludes(refusal("--mode", "containr"), "Did you mean --mode container?");
  assertStringIncludes(refusal("--network=--privileged"), "begins with a dash");
});

Deno.test("parseFlags() never shows the value of a variable", () => {
  assertEquals(refusal("--env", "A B=hunter2").includes("hunter2"), false);
});

Deno.test("parseFlags() answers any command line without throwing", () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom(...QA_GATE_FLAGS.map(({ name }) => `--${name}`), "--", "-h", "2g", "auto"),
  );
  fc.assert(fc.property(fc.array(word), (args) => {
    const flags = read(...args);
    assertEquals(flags.ok || flags.error.kind === "usage", true);
  }));
});

Deno.test("QA_GATE_FLAGS has unique names and variables that follow from them", () => {
  const names = QA_GATE_FLAGS.map(({ name }) => name);
  assertEquals(new Set(names).size, names.length);
  for (const { name, env, value, placeholder } of QA_GATE_FLAGS) {
    if (env !== undefined) assertEquals(env, `QA_${name.toUpperCase().replaceAll("-", "_")}`);
    assertEquals(value === "none", placeholder === "", name);
  }
});

Deno.test("parseFlags() takes a flag that may stand alone with a value or without one", () => {
  const rows: readonly FlagRow[] = [
    { name: "explain", group: "common", value: "words", placeholder: "<x>", bare: "", summary: "" },
    { name: "json", group: "common", value: "none", placeholder: "", summary: "" },
  ];
  const read = (...args: string[]) => {
    const parsed = parseFlags(rows, args, { takesWords: true });
    assert(parsed.ok);
    return [parsed.value.values.get("explain"), parsed.value.words];
  };
  assertEquals(read("--explain"), ["", []]);
  assertEquals(read("latest", "--explain", "--json"), ["", ["latest"]]);
  assertEquals(read("--explain", "-"), ["-", []]);
  assertEquals(read("--explain", "a\nb"), ["a\nb", []]);
  assertEquals(read("--explain=--odd"), ["--odd", []]);
});
