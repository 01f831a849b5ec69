import { assertEquals } from "@std/assert";
import type { ParsedFlags } from "../../../lib/model/flag.ts";
import type { Problem } from "../../../lib/model/problem.ts";
import { ProblemJson } from "../../../lib/model/problem_json.ts";
import { openVoice, refuse } from "../../../lib/pipeline/voice.ts";
import { fakeHost, type FakeScript } from "../../support/fake_host.ts";

const TTY = { stdoutIsTerminal: true, stderrIsTerminal: true };

function flagsOf(...names: string[]): ParsedFlags {
  return { values: new Map(names.map((name) => [name, true])), words: [], rest: [], rows: [] };
}

function heard(script: FakeScript, ...names: string[]): string {
  const { style, color, json } = openVoice(fakeHost(script), flagsOf(...names));
  return `${style}${color ? " color" : ""}${json ? " json" : ""}`;
}

const CASES: readonly (readonly [string, FakeScript, readonly string[], string])[] = [
  ["a terminal", { terminal: TTY }, [], "live color"],
  ["a pipe", {}, [], "lines"],
  [
    "a pipe with standard error on a terminal",
    { terminal: { stderrIsTerminal: true } },
    [],
    "lines",
  ],
  ["a dumb terminal", { terminal: TTY, environment: { TERM: "dumb" } }, [], "lines"],
  ["NO_COLOR", { terminal: TTY, environment: { NO_COLOR: "1" } }, [], "live"],
  ["an empty NO_COLOR", { terminal: TTY, environment: { NO_COLOR: "" } }, [], "live color"],
  ["--no-color", { terminal: TTY }, ["no-color"], "live"],
  ["--quiet on a terminal", { terminal: TTY }, ["quiet"], "quiet color"],
  ["--quiet in a pipe", {}, ["quiet"], "quiet"],
  ["--json on a terminal", { terminal: TTY }, ["json"], "live color json"],
  [
    "--json with only standard output piped",
    { terminal: { stderrIsTerminal: true } },
    ["json"],
    "live color json",
  ],
  [
    "--json with only standard error piped",
    { terminal: { stdoutIsTerminal: true } },
    ["json"],
    "lines json",
  ],
  ["--json --quiet", {}, ["json", "quiet"], "quiet json"],
];

for (const [what, script, names, expected] of CASES) {
  Deno.test(`openVoice() speaks "${expected}" for ${what}`, () => {
    assertEquals(heard(script, ...names), expected);
  });
}

Deno.test("openVoice() writes for people to standard output, or beside it when --json has taken that", () => {
  const plain = fakeHost();
  openVoice(plain, flagsOf()).write("hello\n");
  assertEquals([plain.stdout(), plain.stderr()], ["hello\n", ""]);
  const json = fakeHost();
  openVoice(json, flagsOf("json")).write("hello\n");
  assertEquals([json.stdout(), json.stderr()], ["", "hello\n"]);
});

Deno.test("openVoice() warns on standard error, in one line without control characters", () => {
  const host = fakeHost();
  openVoice(host, flagsOf()).warn("one\ntwo\x1b[2J");
  assertEquals(host.stdout(), "");
  assertEquals(host.stderr().startsWith("warning: one"), true);
  assertEquals([host.stderr().split("\n").length, host.stderr().includes("\x1b")], [2, false]);
});

const PROBLEM: Problem = { kind: "usage", message: "unknown flag --bild", hint: "try --build" };
const PLAIN = { json: false, clean: (text: string) => text };

Deno.test("refuse() says what is wrong and what mends it, and gives exit code 2", () => {
  const host = fakeHost();
  assertEquals(refuse(host, PROBLEM, PLAIN), 2);
  assertEquals(host.stderr(), "error: unknown flag --bild\n  try --build\n");
  assertEquals(host.stdout(), "");
});

Deno.test("refuse() has no second line without a hint", () => {
  const host = fakeHost();
  refuse(host, { ...PROBLEM, hint: "" }, PLAIN);
  assertEquals(host.stderr(), "error: unknown flag --bild\n");
});

Deno.test("refuse() prints one line of JSON that matches its shape when asked for JSON", () => {
  const host = fakeHost();
  assertEquals(refuse(host, PROBLEM, { ...PLAIN, json: true }), 2);
  const line = host.stdout();
  assertEquals(line.indexOf("\n"), line.length - 1);
  assertEquals(ProblemJson.strict().parse(JSON.parse(line)), {
    schema: "qa.problem.v1",
    message: "unknown flag --bild",
    hint: "try --build",
  });
  assertEquals(host.stderr(), "error: unknown flag --bild\n  try --build\n");
});

Deno.test("refuse() takes out of both what must not be shown", () => {
  const host = fakeHost();
  const clean = (text: string) => text.replaceAll("bild", "***").replaceAll("build", "***");
  refuse(host, PROBLEM, { json: true, clean });
  assertEquals(host.stderr(), "error: unknown flag --***\n  try --***\n");
  assertEquals(/b(u?)ild/.test(host.stdout()), false);
});
