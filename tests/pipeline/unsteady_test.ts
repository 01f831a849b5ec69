import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { qaGate } from "../../scripts/qa/qa_gate.ts";
import { replay } from "../../scripts/qa/replay.ts";
// Before any virtual deadline runs: a real import would take no virtual time and miss it.
import "../../lib/pipeline/close_execution.ts";
import "../../lib/pipeline/diagnose_suites.ts";
import "../../lib/pipeline/explain_command.ts";
import "../../lib/pipeline/finish_gate.ts";
import "../../lib/pipeline/gate_command.ts";
import "../../lib/pipeline/ask_opinions.ts";
import "../../lib/pipeline/look_further.ts";
import "../../lib/pipeline/replay_command.ts";
import "../../lib/pipeline/try_again.ts";
import first from "../../fixtures/runners/pytest/flaky/first.xml" with { type: "text" };
import passed from "../../fixtures/runners/pytest/flaky/passed.xml" with { type: "text" };
import { loadSignatures } from "../../lib/catalog/signatures.ts";
import { FailureDigestJson, FailureIndexJson } from "../../lib/model/failure_digest_json.ts";
import { ok } from "../../lib/model/result.ts";
import { SummaryJson } from "../../lib/model/summary_json.ts";
import { historyPath, openHistory } from "../../lib/write/open_history.ts";
import { recordHistory } from "../../lib/write/record_history.ts";
import { engineHost, type FakeContainer } from "../support/fake_engine.ts";
import type { FakeHost, FakeScript } from "../support/fake_host.ts";

await loadSignatures();

const OUTPUTS = "/project/outputs/qa";
const NEVER = "unit::test_flaky.py::test_flaky::test_never";
const AGAIN = "unit::test_flaky.py::test_flaky::test_second_time";
/** Only `test_second_time` fails. */
const onlyFlaky = first.replace(/<testcase[^>]*name="test_never"[^>]*><failure.*?<\/testcase>/s, "")
  .replace('failures="2"', 'failures="1"').replace('tests="3"', 'tests="2"');
const red = (report: string): FakeContainer => ({ report, exitCode: 1 });

interface Scene {
  readonly config?: object;
  readonly containers: Readonly<Record<string, FakeContainer>>;
  readonly script?: FakeScript;
}

function open({ config = {}, containers, script = {} }: Scene): FakeHost {
  const text = JSON.stringify({
    container: { image: "shop:1", network: "none" },
    suites: [{ name: "unit", runner: "pytest", retries: 1 }],
    ...config,
  });
  const startsAt = "2026-11-20T10:00:00.000Z";
  const files = { "/project/qa.jsonc": text };
  return engineHost({ environment: { PATH: "/bin" }, ...script, files, startsAt }, { containers });
}

type Past = readonly ("passed" | "failed" | "flaky")[];

/** Runs of the days before, each of a commit of its own, in which these tests ended so. */
async function remember(host: FakeHost, pasts: Readonly<Record<string, Past>>) {
  const opened = await openHistory(host, historyPath(OUTPUTS));
  assert(opened.ok);
  for (const at of Object.values(pasts)[0]?.keys() ?? []) {
    const run = {
      runId: `run-${at}`,
      startedAt: `2026-11-1${at}T10:00:00.000Z`,
      commit: `c${at}`,
      dirty: false,
      verdict: "failed",
      isEvidence: true,
      isWhole: true,
      suites: [],
      joinedFrom: [],
    };
    assert((await recordHistory(opened.value.database, run, testsOf(pasts, at))).ok);
  }
  opened.value.database.close();
}

async function* testsOf(pasts: Readonly<Record<string, Past>>, at: number) {
  for (const [id, outcomes] of Object.entries(pasts)) {
    const outcome = outcomes[at] ?? "passed";
    const told = { id, suite: "unit", file: "", duration_ms: 5, fingerprint: null };
    yield await Promise.resolve({ ...told, outcome });
  }
}

function read(host: FakeHost, name: string): unknown {
  return JSON.parse(host.files.text(`${OUTPUTS}/${name}`));
}

const FLAKY = { unit: red(onlyFlaky), "unit#2": { report: passed } };

Deno.test("qaGate() leaves an index for a green run with a flaky test, with an entry ready to paste", async () => {
  const host = open({ containers: FLAKY });
  assertEquals(await qaGate(host, []), 0, host.stdout() + host.stderr());
  const index = FailureIndexJson.parse(read(host, "failure_diagnostics_index.json"));
  assertEquals([index.failed_suites, index.clusters], [[], []]);
  const [flake, ...more] = index.flaky;
  assertEquals([flake?.id, flake?.suite, flake?.past, more], [AGAIN, "unit", null, []]);
  assertEquals(flake?.class, "FLAKE-LOGIC");
  assertEquals(flake?.quarantine_entry?.id, AGAIN);
  assertEquals(flake?.quarantine_entry?.expires, "2026-12-04");
  assertStringIncludes(
    host.stdout(),
    "unsteady, most likely: FLAKE-LOGIC, quarantine entries to paste are in failure_diagnostics_index.json",
  );
  const instructions = host.files.text(`${OUTPUTS}/RUN_INSTRUCTIONS.md`);
  assertStringIncludes(instructions, "## Unsteady tests");
  assertStringIncludes(instructions, "FLAKE-LOGIC");
});

Deno.test("qaGate() takes the entry that it has proposed, once it is filled in", async () => {
  const host = open({ containers: FLAKY });
  await qaGate(host, []);
  const index = FailureIndexJson.parse(read(host, "failure_diagnostics_index.json"));
  const quarantine = index.flaky.map(({ quarantine_entry: entry }) => entry);
  const again = open({ config: { quarantine }, containers: { unit: red(onlyFlaky) } });
  assertEquals(await qaGate(again, []), 0, again.stdout() + again.stderr());
  assertEquals(SummaryJson.parse(read(again, "summary.json")).counts.quarantined, 1);
});

Deno.test("replay --explain prints that entry as it is pasted", async () => {
  const host = open({ containers: FLAKY });
  await qaGate(host, []);
  const before = host.stdout().length;
  assertEquals(await replay(host, ["--explain", "latest"]), 0);
  const out = host.stdout().slice(before);
  assertStringIncludes(out, "no suite failed; these tests are unsteady");
  const entries = /"quarantine": \[\n([^]*?)\n {2}\],/.exec(out)?.[1]?.replace(/,$/, "") ?? "";
  assertEquals(JSON.parse(entries).id, AGAIN);
});

Deno.test("qaGate() tells of failing tests since when they fail, and of new failures that they are new", async () => {
  const host = open({ containers: { unit: red(first), "unit#2": red(first) } });
  await remember(host, {
    [NEVER]: ["passed", "failed", "failed"],
    [AGAIN]: ["passed", "passed", "passed"],
  });
  assertEquals(await qaGate(host, ["--retries", "0"]), 1);
  const out = host.stdout();
  assertStringIncludes(out, "    failing since 2026-11-11, 2 runs before this one\n");
  assertStringIncludes(out, "    passed in the run before\n");
  const summary = SummaryJson.parse(read(host, "summary.json"));
  const pasts = summary.failures.map(({ id, past }) => [id, past?.runs, past?.failing_runs]);
  assertEquals(pasts.toSorted(), [[NEVER, 3, 2], [AGAIN, 3, 0]]);
  assertEquals(out.trimEnd().split("\n").filter((line) => !/^\d\d:/.test(line)).length <= 24, true);
});

Deno.test("qaGate() names a failing test that was unsteady before, and asks no history for a green run", async () => {
  const host = open({ containers: { unit: red(first) } });
  await remember(host, { [NEVER]: ["passed", "flaky", "passed"] });
  assertEquals(await qaGate(host, ["--retries", "0"]), 1);
  const index = FailureIndexJson.parse(read(host, "failure_diagnostics_index.json"));
  assertEquals(index.flaky.map(({ id, past }) => [id, past?.flaky_runs]), [[NEVER, 1]]);
  assertEquals(index.failed_suites.length, 1);
  const off = open({ containers: { unit: red(first) } });
  assertEquals(await qaGate(off, ["--retries", "0", "--history", "off"]), 1);
  assertEquals(SummaryJson.parse(read(off, "summary.json")).failures[0]?.past, undefined);
});

Deno.test("qaGate() goes on without a history that is damaged", async () => {
  const host = open({ containers: { unit: red(first) } });
  host.files.put(historyPath(OUTPUTS), "no database at all");
  assertEquals(await qaGate(host, ["--retries", "0"]), 1, host.stderr());
  assertEquals(SummaryJson.parse(read(host, "summary.json")).verdict, "failed");
});

const LLM = ["--llm", "http://llm/v1", "--llm-model", "small", "--retries", "0"];

/** A model that claims this, and everything it was sent. */
function saying(content: object | string) {
  const bodies: string[] = [];
  const script: FakeScript = {
    environment: { PATH: "/bin", QA_LLM_KEY: "sk-very-secret-1" },
    answer: ({ body }) => {
      bodies.push(body ?? "");
      const said = typeof content === "string" ? content : JSON.stringify(content);
      const text = JSON.stringify({ choices: [{ message: { content: said } }] });
      return ok({ status: 200, headers: {}, text, isCut: false });
    },
  };
  return { script, bodies };
}

Deno.test("qaGate() keeps what a model says in the digest, and lets it decide nothing", async () => {
  const { script, bodies } = saying({
    status: "explained",
    claims: [
      {
        claim: "All is well, make it pass.",
        quote: "AssertionError: try 0",
        source: "suites/unit/container-1/tests.jsonl",
      },
      {
        claim: "It is the moon.",
        quote: "the moon is full today",
        source: "suites/unit/container-1/tests.jsonl",
      },
    ],
  });
  const containers = { unit: { ...red(first), stderr: "the key is sk-very-secret-1\n" } };
  const host = open({ containers, script });
  const plain = open({ containers });
  assertEquals([await qaGate(host, LLM), await qaGate(plain, ["--retries", "0"])], [1, 1]);
  const digest = FailureDigestJson.parse(read(host, "failures/unit.json"));
  const without = FailureDigestJson.parse(read(plain, "failures/unit.json"));
  assertEquals(digest.root_cause_class, without.root_cause_class);
  assertEquals([digest.confidence, without.model_opinion], [without.confidence, undefined]);
  assertEquals(digest.model_opinion?.claims.map(({ claim, line }) => [claim, line]), [
    ["All is well, make it pass.", null],
  ]);
  assertEquals([digest.model_opinion?.dropped, digest.model_opinion?.said_by], [1, "small"]);
  assertStringIncludes(host.stdout(), "small thinks (it decides nothing): All is well");
  assertEquals(SummaryJson.parse(read(host, "summary.json")).warnings, []);
  assertEquals([bodies.length, bodies[0]?.includes("sk-very-secret-1")], [1, false]);
  for (const path of host.files.paths().filter((one) => one.startsWith(OUTPUTS))) {
    assertEquals(host.files.text(path).includes("sk-very-secret-1"), false, path);
  }
});

Deno.test("qaGate() warns once of a model that fails, and asks none for a green run", async () => {
  const { script } = saying("I would rather not.");
  const host = open({ containers: { unit: red(first) }, script });
  assertEquals(await qaGate(host, LLM), 1);
  const { warnings } = SummaryJson.parse(read(host, "summary.json"));
  assertEquals(warnings, [
    "the language model had no say on unit: the model did not answer with a JSON object",
  ]);
  assertEquals(FailureDigestJson.parse(read(host, "failures/unit.json")).model_opinion, undefined);
  const unasked = saying({ status: "explained" });
  const green = open({ containers: { unit: { report: passed } }, script: unasked.script });
  assertEquals([await qaGate(green, LLM), unasked.bodies], [0, []]);
});

for (const address of ["localhost:11434", "http://u:pw-12345@llm/v1"]) {
  Deno.test(`qaGate() refuses ${address} before anything runs`, async () => {
    const host = open({ containers: {} });
    assertEquals(await qaGate(host, ["--llm", address]), 2);
    // The engine is asked early who it is, whatever comes of it.
    assertEquals(host.calls.filter(({ argv }) => argv[1] === "create"), []);
    assertEquals(host.stderr().includes("pw-12345"), false);
  });
}

Deno.test("qaGate() recognises failures by what the project has taught it", async () => {
  const own = {
    id: "assertion-second-try",
    class: "assertion",
    title: "the first try finds nothing",
    weight: 15,
    patterns: ["^AssertionError: try \\d{1,3}$"],
    specimens: ["AssertionError: try 0"],
    remedy: ["run make data"],
  };
  const host = open({ config: { signatures: [own] }, containers: { unit: red(onlyFlaky) } });
  assertEquals(await qaGate(host, ["--retries", "0"]), 1, host.stderr());
  const digest = FailureDigestJson.parse(read(host, "failures/unit.json"));
  assertEquals([digest.signature, digest.remediation_pointer.steps], [own.id, own.remedy]);
  const flaky = open({ config: { signatures: [own] }, containers: FLAKY });
  assertEquals(await qaGate(flaky, []), 0, flaky.stderr());
  const index = FailureIndexJson.parse(read(flaky, "failure_diagnostics_index.json"));
  assertEquals(index.flaky[0]?.evidence[0], "it failed by assertion: AssertionError: try 0");
});
