import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { qaGate } from "../../scripts/qa/qa_gate.ts";
import { replay } from "../../scripts/qa/replay.ts";
// Before any virtual deadline runs: a real import would take no virtual time and miss it.
import "../../lib/pipeline/close_execution.ts";
import "../../lib/pipeline/diagnose_suites.ts";
import "../../lib/pipeline/explain_command.ts";
import "../../lib/pipeline/finish_gate.ts";
import "../../lib/pipeline/gate_command.ts";
import "../../lib/pipeline/look_further.ts";
import "../../lib/pipeline/replay_command.ts";
import red from "../../fixtures/traces/pytest/long.xml" with { type: "text" };
import { loadSignatures } from "../../lib/catalog/signatures.ts";
import { ExplanationJson } from "../../lib/model/explanation_json.ts";
import type { HttpAnswer, HttpCall } from "../../lib/model/http.ts";
import { err, ok, type Result } from "../../lib/model/result.ts";
import { engineHost } from "../support/fake_engine.ts";
import { type FakeHost, fakeHost, type FakeScript } from "../support/fake_host.ts";

await loadSignatures();

const OUTPUTS = "/project/outputs/qa";
const REFUSED = 'psql: error: connection to server at "db", port 5432 failed: Connection refused';
const CONFIG = {
  project: "shop",
  container: { image: "shop:1", network: "none" },
  suites: [
    { name: "unit", runner: "pytest" },
    { name: "lint", kind: "check", command: ["lint"] },
  ],
};

/** A host on which a red run was just recorded. */
async function recorded(script: FakeScript = {}, config: object = CONFIG): Promise<FakeHost> {
  const files = { "/project/qa.jsonc": JSON.stringify(config), ...script.files };
  const containers = {
    unit: { report: red, exitCode: 1 },
    lint: { exitCode: 2, stderr: `one line\n${REFUSED}\n` },
  };
  const host = engineHost({ environment: { PATH: "/bin" }, ...script, files }, { containers });
  assertEquals(await qaGate(host, ["--run-id", "run-1"]), 1, host.stdout() + host.stderr());
  return host;
}

async function explain(host: FakeHost, ...args: string[]) {
  const before = [host.stdout().length, host.stderr().length] as const;
  const exit = await replay(host, args);
  return { exit, out: host.stdout().slice(before[0]), err: host.stderr().slice(before[1]) };
}

async function explainJson(host: FakeHost, ...args: string[]) {
  const { exit, out, err } = await explain(host, ...args, "--json");
  assertEquals(exit, 0, err);
  return ExplanationJson.parse(JSON.parse(out));
}

Deno.test("replay --explain says what a text is, from which words, and what mends it", async () => {
  const { exit, out, err } = await explain(fakeHost(), "--explain", REFUSED);
  assertEquals([exit, err], [0, ""]);
  assertStringIncludes(out, "almost certainly connection");
  assertStringIncludes(out, `the text:1: ${REFUSED}`);
  assertStringIncludes(out, "This would be wrong if:");
  assertStringIncludes(out, "What to do:\n  1. ");
  assertEquals(out.includes("Replay:"), false);
});

Deno.test("replay --explain says of what it does not know that it does not, which is no failure", async () => {
  const told = await explainJson(fakeHost(), "--explain", "well, well");
  assertEquals(told.causes[0]?.root_cause_class, "unknown");
  const odd = `\u001b[2J\u202e${"\ufffd".repeat(20)}\n`.repeat(50);
  const { exit, out } = await explain(fakeHost({ input: odd }), "--explain", "-");
  assertEquals([exit, /[^\n\P{Cc}]|\u202e/u.test(out)], [0, false]);
});

Deno.test("replay --explain reads a pipe, and quotes by the line of the whole", async () => {
  const input = `${"noise, noise\n".repeat(500_000)}${REFUSED}\nend\n`;
  const host = fakeHost({ input });
  const { causes, source } = await explainJson(host, "--explain", "-");
  assertEquals([source.kind, source.cut, causes[0]?.root_cause_class], [
    "input",
    true,
    "connection",
  ]);
  assertEquals(causes[0]?.evidence[0], {
    source: "standard input",
    line: 500_001,
    quote: REFUSED,
  });
  assertEquals(host.stderr().includes("Ctrl-D"), false);
});

Deno.test("replay --explain reads a file of text, also behind a link", async () => {
  const host = fakeHost({
    files: {
      "/project/ci.log": `a\n${REFUSED}\n`,
      "/project/link.log": { kind: "link", to: "/project/ci.log" },
    },
  });
  for (const name of ["ci.log", "/project/link.log"]) {
    const { causes, source } = await explainJson(host, "--explain", name);
    assertEquals([source.kind, source.name], ["file", name]);
    assertEquals(causes[0]?.evidence[0]?.line, 2);
  }
});

Deno.test("replay --explain tells why each suite of a record failed, as its run recognised it", async () => {
  const host = await recorded();
  const { exit, out, err } = await explain(host, "--explain", "latest");
  assertEquals([exit, err], [0, ""]);
  assertStringIncludes(out, `${OUTPUTS}/logs/run-1 (run-1, failed)`);
  assertStringIncludes(out, "unit failed: ");
  assertStringIncludes(out, "lint failed: exit code 2\nalmost certainly connection");
  assertStringIncludes(out, `suites/lint/container-1/stderr.log:2: ${REFUSED}`);
  assertStringIncludes(out, "Failures of one kind:\n  2 tests, the first is unit::");
  assertStringIncludes(out, "Worth reading:\n  suites/lint/container-1/stderr.log\n");
  assertStringIncludes(out, `scripts/qa/replay.ts ${OUTPUTS}/logs/run-1 --suite unit --test `);
});

for (const given of [[], ["run-1"], [OUTPUTS], [`${OUTPUTS}/summary.json`]]) {
  Deno.test(`replay ${given.join(" ")} --explain means the record`, async () => {
    const told = await explainJson(await recorded(), ...given, "--explain");
    assertEquals(told.source.run_id, "run-1");
    assertEquals(told.causes.map(({ suite, from }) => [suite, from]), [
      ["unit", "digest"],
      ["lint", "digest"],
    ]);
  });
}

for (const name of ["failures/lint.json", "failure_diagnostics_index.json", "tests.jsonl"]) {
  Deno.test(`replay --explain takes ${name} of a run`, async () => {
    const host = await recorded();
    const told = await explainJson(host, "--explain", `${OUTPUTS}/logs/run-1/${name}`);
    assertEquals(told.source.kind, name.endsWith(".jsonl") ? "file" : "record");
  });
}

Deno.test("replay --explain recognises anew what left no digest, and comes to the same", async () => {
  const host = await recorded();
  const first = await explainJson(host, "--explain", "latest");
  for (const place of [OUTPUTS, `${OUTPUTS}/logs/run-1`]) {
    await host.files.remove(`${place}/failures`);
    await host.files.remove(`${place}/failure_diagnostics_index.json`);
  }
  const second = await explainJson(host, "--explain", "latest");
  assertEquals(second.causes.map(({ from }) => from), ["evidence", "evidence"]);
  const plain = (told: ExplanationJson) =>
    told.causes.map(({ from: _, runner_up: _r, clusters, read: _f, ...rest }) => ({
      ...rest,
      clusters: clusters.map(({ count, tests }) => [count, tests]),
    }));
  assertEquals(plain(second), plain(first));
});

Deno.test("replay --explain shows of a stranger's digest only clean words, and not too many", async () => {
  const host = await recorded();
  const path = `${OUTPUTS}/logs/run-1/failures/lint.json`;
  const nasty = `\u001b]0;title\u0007\u202e$(reboot)\n${"long ".repeat(1000)}`;
  const digest = JSON.parse(host.files.text(path));
  const many = Array.from({ length: 5000 }, () => nasty);
  host.files.put(
    path,
    JSON.stringify({
      ...digest,
      ...{ why: nasty, disproof: nasty },
      evidence: many.map((quote) => ({ source: nasty, line: 1, quote })),
      remediation_pointer: { ...digest.remediation_pointer, steps: many, read: many },
    }),
  );
  const { exit, out } = await explain(host, "--explain", "run-1", "--suite", "lint");
  assertEquals([exit, /[^\n\P{Cc}]|\u202e/u.test(out)], [0, false]);
  assert(out.length < 100_000, `${out.length} characters`);
  // Commands are ours, whatever the record says.
  const commands = out.split("Replay:")[1] ?? "";
  assertEquals(commands.includes("reboot"), false);
});

Deno.test("replay --explain does without a digest of another run, or one that is no digest", async () => {
  const host = await recorded();
  const path = `${OUTPUTS}/logs/run-1/failures/lint.json`;
  const digest = host.files.text(path);
  for (const text of [digest.replace("run-1", "run-2"), digest.slice(0, 300), "[[[[", "\u0000"]) {
    host.files.put(path, text);
    const told = await explainJson(host, "--explain", "run-1", "--suite", "lint");
    assertEquals(told.causes.map(({ from, root_cause_class: of }) => [from, of]), [
      ["evidence", "connection"],
    ]);
  }
});

Deno.test("replay --explain tells what a summary alone can tell", async () => {
  const text = (await recorded()).files.text(`${OUTPUTS}/summary.json`);
  const host = fakeHost({ files: { "/project/downloads/summary.json": text } });
  const told = await explainJson(host, "--explain", "downloads/summary.json");
  assertEquals(told.causes.map(({ suite }) => suite).sort(), ["lint", "unit"]);
  assert(told.warnings.some((warning) => warning.includes("stands alone")));
});

Deno.test("replay --explain chooses a suite", async () => {
  const host = await recorded();
  const told = await explainJson(host, "--explain", "latest", "--suite", "lint");
  assertEquals(told.causes.map(({ suite }) => suite), ["lint"]);
  const unknown = await explain(host, "--explain", "latest", "--suite", "lind");
  assertEquals(unknown.exit, 2);
  assertStringIncludes(unknown.err, "there is no suite lind in ");
  assertStringIncludes(unknown.err, "It has: unit, lint");
});

Deno.test("replay --explain reads nothing that a record does not hold", async () => {
  const host = await recorded();
  const path = `${OUTPUTS}/logs/run-1/results.json`;
  const secret = "curl: (6) Could not resolve host: secret";
  host.files.put("/elsewhere/stderr.log", secret);
  host.files.put(
    path,
    host.files.text(path).replaceAll("suites/lint/container-1", "../../../../../../elsewhere"),
  );
  await host.files.remove(`${OUTPUTS}/logs/run-1/failures`);
  const { out } = await explain(host, "--explain", "run-1");
  assertEquals(out.includes("secret"), false);
});

for (
  const [args, message] of [
    [["--explain", "none.log"], "there is no file and no record none.log"],
    [["--explain", "logs/none/summary.json"], "there is no file and no record"],
    [["--explain", "latest"], "there is no run in /project/outputs/qa"],
    [["--explain", "/project/broken/summary.json"], "ends in the middle of its JSON"],
    [["--explain", "/project/broken"], "ends in the middle of its JSON"],
    [["--explain", "/project/empty.log"], "/project/empty.log is empty"],
    [["--explain", "-"], "standard input is empty"],
    [["--explain", "two", "words"], "--explain takes one thing, and here are 2"],
    [["--explain", "text", "--suite", "unit"], "--suite chooses from a record"],
    [["--explain", "text", "--print"], "--explain and --print contradict each other"],
    [["--explain", "text", "--test", "a"], "--explain and --test contradict each other"],
    [["--explain", "text", "--llm", "ftp://x"], "--llm: that is no http or https address"],
    [["--explain", "text", "--llm", "http://u:pw-12345@x"], "a name or a password stands in"],
    [["--explain", "text", "--config", "no.jsonc"], "no.jsonc: cannot be read: not found"],
  ] as const
) {
  Deno.test(`replay ${args.join(" ")} exits 2`, async () => {
    const files = {
      "/project/broken/summary.json": '{ "schema": "qa.summary.v1", "run_id": ',
      "/project/empty.log": " \n",
    };
    const { exit, out, err } = await explain(fakeHost({ files }), ...args);
    assertEquals([exit, out], [2, ""], err);
    assertStringIncludes(err, message);
    assertEquals(err.includes("pw-12345"), false);
  });
}

const OWN = {
  id: "data-legacy-price-list",
  class: "data",
  title: "the legacy price list is out of date",
  patterns: ["price list is \\d{1,4} days old"],
  specimens: ["price list is 12 days old"],
  remedy: ["run make prices"],
  owner: "team-prices",
};

Deno.test("replay --explain recognises what the project has taught it", async () => {
  const files = { "/project/qa.jsonc": JSON.stringify({ signatures: [OWN] }) };
  const told = await explainJson(fakeHost({ files }), "--explain", "price list is 40 days old");
  const [cause] = told.causes;
  assertEquals([cause?.signature, cause?.remedy, cause?.owner], [OWN.id, OWN.remedy, OWN.owner]);
  assertEquals(told.warnings, []);
});

Deno.test("replay --explain warns of rows of the project that are poor, and does without those that are wrong", async () => {
  const poor = { ...OWN, patterns: ["^\\d{4} \\d{4}$"], specimens: ["1234 5678"] };
  const files = { "/project/qa.jsonc": JSON.stringify({ signatures: [poor] }) };
  const { exit, err, out } = await explain(fakeHost({ files }), "--explain", "4711 0815");
  assertEquals(exit, 0);
  assertStringIncludes(err, `warning: signature ${OWN.id} of the project: `);
  assertStringIncludes(out, OWN.title);
  const shadowed = { ...OWN, specimens: [...OWN.specimens, REFUSED] };
  const refused = { "/project/qa.jsonc": JSON.stringify({ signatures: [shadowed] }) };
  const told = await explain(fakeHost({ files: refused }), "--explain", REFUSED);
  assertEquals(told.exit, 0);
  assertStringIncludes(told.err, "warning: signatures of the project take no part: qa.jsonc:1:");
  assertStringIncludes(told.err, '"connection-refused" claims');
  assertStringIncludes(told.out, "almost certainly connection");
});

/** What a model answers, and everything it was asked. */
function model(answer: (call: HttpCall) => Result<HttpAnswer, never> | "refused") {
  const calls: HttpCall[] = [];
  const script: FakeScript = {
    environment: { QA_LLM_KEY: "sk-very-secret-1", PATH: "/bin" },
    answer: (call) => {
      calls.push(call);
      const told = answer(call);
      if (told !== "refused") return told;
      const address = "http://llm/v1/chat/completions";
      return err({ kind: "network", address, code: "refused", detail: "connection refused" });
    },
  };
  return { script, calls };
}

function says(content: object): Result<HttpAnswer, never> {
  const text = JSON.stringify({ choices: [{ message: { content: JSON.stringify(content) } }] });
  return ok({ status: 200, headers: {}, text, isCut: false });
}

const LLM = ["--llm", "http://llm/v1", "--llm-model", "small"];

Deno.test("replay --explain shows what a model says as its own, and only what it can quote", async () => {
  const { script, calls } = model(() =>
    says({
      status: "explained",
      claims: [
        { claim: "The database is not up yet.", quote: "port 5432 failed", source: "the text" },
        { claim: "The moon is full.", quote: "the moon is full today", source: "the text" },
      ],
      needs: ["the log of db"],
    })
  );
  const { exit, out } = await explain(fakeHost(script), "--explain", REFUSED, ...LLM);
  assertEquals([exit, calls.length], [0, 1]);
  assertStringIncludes(out, "almost certainly connection");
  assertStringIncludes(
    out,
    [
      "small (a language model; it decides nothing) says, and quotes:",
      "  The database is not up yet.",
      "    the text:1: port 5432 failed",
      "  It would have to see: the log of db",
      "  Not shown, because it quotes nothing that is there: 1 claim",
    ].join("\n"),
  );
  assertEquals(out.includes("moon"), false);
  assertEquals(calls[0]?.headers["authorization"], "Bearer sk-very-secret-1");
});

Deno.test("replay --explain sends a model no secret, and shows none that it repeats", async () => {
  const { script, calls } = model(() =>
    says({
      status: "explained",
      claims: [{
        claim: "Your key sk-very-secret-1 is no good.",
        quote: "login with [redacted:env:QA_LLM_KEY]",
        source: "the text",
      }],
    })
  );
  const text = "401 Unauthorized: login with sk-very-secret-1 was refused";
  const { out, err } = await explain(fakeHost(script), "--explain", text, ...LLM, "--json");
  assertEquals(calls[0]?.body?.includes("sk-very-secret-1"), false);
  assertEquals((out + err).includes("sk-very-secret-1"), false);
  assertStringIncludes(out, "[redacted:env:QA_LLM_KEY] is no good");
});

Deno.test("replay --explain asks of at most three suites, and a model that fails is one warning", async () => {
  const four = ["a", "b", "c", "d"].map((name) => ({ name, kind: "check", command: [name] }));
  const { script, calls } = model(() => says({ status: "more-information-needed", needs: [] }));
  const files = { "/project/qa.jsonc": JSON.stringify({ ...CONFIG, suites: four }) };
  const failing = { exitCode: 1, stderr: `${REFUSED}\n` };
  const containers = { a: failing, b: failing, c: failing, d: failing };
  const host = engineHost({ ...script, files }, { containers });
  assertEquals(await qaGate(host, ["--run-id", "run-1"]), 1);
  const told = await explainJson(host, "--explain", "latest", ...LLM);
  assertEquals(told.causes.map(({ model_opinion: opinion }) => opinion?.status ?? null), [
    "more-information-needed",
    "more-information-needed",
    "more-information-needed",
    null,
  ]);
  assertEquals(calls.length, 3);
  const gone = model(() => "refused");
  const other = await explain(fakeHost(gone.script), "--explain", REFUSED, ...LLM);
  assertEquals([other.exit, other.err.split("warning:").length, gone.calls.length], [0, 2, 2]);
  assertStringIncludes(other.err, "warning: the language model had no say on it: http://llm/v1");
});

Deno.test("replay --explain waits for a model no longer than it is told to, however often it says later", async () => {
  const { script, calls } = model(() =>
    ok({ status: 429, headers: { "retry-after": "15" }, text: "later", isCut: false })
  );
  const host = fakeHost(script);
  const started = host.monotonicMs();
  const { exit, err } = await explain(host, "--explain", REFUSED, ...LLM, "--llm-timeout", "3s");
  assertEquals([exit, calls.length], [0, 2]);
  assert(host.monotonicMs() - started <= 3000, `${host.monotonicMs() - started} ms`);
  assertEquals(calls.map(({ timeoutMs }) => timeoutMs <= 3000), [true, true]);
  assertStringIncludes(err, "the server answered 429: later");
});
