import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { readConfig } from "../../../lib/config/read_config.ts";
import { checkSignatures, loadAllSignatures } from "../../../lib/pipeline/check_signatures.ts";

const SOUND = {
  id: "auth-gateway",
  class: "auth",
  title: "the gateway refused us",
  patterns: ["^gateway says no"],
  specimens: ["gateway says no to user 7"],
  remedy: ["Renew the token"],
};

/** The first fault of a configuration with these entries, each key of the second in a line of its own. */
async function faultOf(changes: Record<string, unknown>) {
  const entry = JSON.stringify({ ...SOUND, ...changes }, null, 1);
  const read = readConfig(`{ "signatures": [\n${entry}\n] }`, "qa.jsonc");
  const checked = read.ok ? await checkSignatures(read.value, "qa.jsonc") : read;
  if (checked.ok) return null;
  assert(checked.error.kind === "config");
  const { line, message, hint } = checked.error;
  return { at: entry.split("\n")[line - 2]?.trim() ?? "", message, hint };
}

Deno.test("checkSignatures() accepts a sound entry, and an elaborate one", async () => {
  assertEquals(await faultOf({}), null);
  const elaborate = {
    patterns: [{ pattern: "GATEWAY says no", flags: "i", kinds: ["stderr"], weight: 2 }],
    exit_codes: [77],
    artifacts: [{ artifact: "exit.json", pointer: "/exit_code", at_least: 77 }],
    runners: ["pytest"],
    outcomes: ["failed"],
    weight: 12,
    specimens: [{ text: "gateway says no", kind: "stderr", runner: "pytest", exit_code: 77 }],
    counter_specimens: ["AssertionError: gateway says no"],
    replay: ["deno task qa:replay {record} --suite {suite}"],
    read: ["stderr.log"],
    disproof: "The token works by hand",
    owner: "team-edge",
    links: ["docs/gateway.md"],
  };
  assertEquals(await faultOf(elaborate), null);
});

for (
  const [what, changes, at, words] of [
    ["an expression that is none", { patterns: ["(a"] }, '"(a"', "Invalid regular expression"],
    ["a class that is none", { class: "unkown" }, '"class"', "signatures[0].class"],
    ["unknown as a class", { class: "unknown" }, '"class"', "signatures[0].class"],
    ["a key too many", { patern: [] }, '"patern"', 'Unknown key "patern"'],
    ["an entry without specimens", { specimens: [] }, '"specimens"', "signatures[0].specimens"],
    ["a specimen that it does not claim", { specimens: ["gateway is fine"] }, '"gateway', "no row"],
    [
      "a specimen that a built-in row claims",
      { patterns: ["MemoryError"], weight: 1, specimens: ["MemoryError"] },
      '"MemoryError"',
      "oom-python-memory-error",
    ],
    ["a super-linear pattern", { patterns: ["^gateway says no", "(a+)+$"] }, '"(a+)+$"', "inside"],
    ["a pattern for every line", { patterns: [".*"] }, '".*"', "the empty text"],
    ["a template with an unknown field", { replay: ["x {sute}"] }, '"x {sute}"', "{sute}"],
    ["a template with a field in quotes", { replay: ["x '{test}'"] }, "x '{test}'", "in quotes"],
    ["the id of a built-in row", { id: "oom-go" }, '"id"', "id of another row"],
    ["an id with capitals", { id: "Auth" }, '"id"', "signatures[0].id"],
    ["a weight that is too small", { weight: 0.5 }, '"gateway says', "is unknown"],
    [
      "a counter-specimen that it claims",
      { counter_specimens: ["gateway says no"] },
      '"gateway says no"',
      "must not",
    ],
    [
      "an engine class from anybody's words",
      { id: "daemon-x", class: "daemon" },
      '"^gateway says no"',
      "engine's own words",
    ],
    [
      "a pointer that is none",
      { artifacts: [{ artifact: "exit.json", pointer: "signal", equals: 1 }] },
      "{",
      "JSON pointer",
    ],
  ] as const
) {
  Deno.test(`checkSignatures() refuses ${what}, at its place`, async () => {
    const fault = await faultOf(changes);
    assertStringIncludes(fault?.message ?? "", words);
    assertStringIncludes(fault?.at ?? "", at);
    assert(fault?.hint !== "");
  });
}

Deno.test("loadAllSignatures() adds a project's own rows to the built-in ones", async () => {
  const read = readConfig(JSON.stringify({ signatures: [SOUND] }), "qa.jsonc");
  assert(read.ok);
  const rows = await loadAllSignatures(read.value.config);
  assertEquals(rows.at(-1)?.id, "auth-gateway");
  assertEquals(rows.length, (await loadAllSignatures(null)).length + 1);
});
