import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import traps from "../../../fixtures/signatures/pytest_traps/failures.json" with { type: "json" };
import { classifyFailure } from "../../../lib/classify/classify_failure.ts";
import type { Signals } from "../../../lib/model/signature.ts";
import { SIGNATURES } from "../../support/all_signatures.ts";
import { sampleSignature } from "../../support/sample_signature.ts";
import { sampleSignals, sampleText } from "../../support/sample_signals.ts";

function classOf(texts: Parameters<typeof sampleSignals>[0], known: Partial<Signals> = {}) {
  return classifyFailure(sampleSignals(texts, known), SIGNATURES).class;
}

for (const { name, message, details } of traps) {
  Deno.test(`classifyFailure() is not trapped by words that ${name} only quotes`, () => {
    const texts = [sampleText(message, "message"), sampleText(details, "details")];
    const answer = classifyFailure(sampleSignals(texts, { runner: "pytest" }), SIGNATURES);
    assertEquals(answer.class, name === "test_401" ? "auth" : "assertion");
    assert(answer.confidence >= 0.7, `${answer.confidence}`);
  });
}

Deno.test("classifyFailure() takes a status that an assertion names for an assertion", () => {
  for (
    const text of [
      "AssertionError: expected 200 but got 404",
      "E       assert 401 == 200",
      "expect(received).toBe(expected) // Object.is equality\n\nExpected: 200\nReceived: 401",
      "assertion `left == right` failed\n  left: 429\n right: 200",
      "    t_test.go:3: expected 200 but got 404",
    ]
  ) assertEquals(classOf([text]), "assertion", text);
});

Deno.test("classifyFailure() takes a refusal by a server for auth", () => {
  assertEquals(classOf(["urllib.error.HTTPError: HTTP Error 401: unauthorized"]), "auth");
  assertEquals(classOf(["Error: 401 Unauthorized"]), "auth");
});

Deno.test("classifyFailure() believes what only the engine can say from the engine alone", () => {
  const words =
    "Cannot connect to the Docker daemon at unix:///x.sock. Is the docker daemon running?";
  assertEquals(classOf([sampleText(words, "engine")]), "daemon");
  for (const kind of ["message", "details", "stdout", "stderr", "kernel"] as const) {
    assertEquals(classOf([sampleText(words, kind)], { exitCode: 125 }), "unknown", kind);
  }
});

Deno.test("classifyFailure() weighs what was measured above what was printed", () => {
  const artifacts = { "exit.json": { container: { trailer: { oom_kills: 2 } } } };
  const texts = ["ConnectionResetError: [Errno 104] Connection reset by peer"];
  const answer = classifyFailure(sampleSignals(texts, { exitCode: 137, artifacts }), SIGNATURES);
  assertEquals(answer.class, "oom");
  assertEquals(answer.evidence, [{ source: "exit.json", line: null, quote: '"oom_kills": 2' }]);
  assertEquals(answer.runnerUp?.class, "connection");
});

Deno.test("classifyFailure() does not take 137 alone for a lack of memory", () => {
  assertEquals(classOf(["Killed"], { exitCode: 137, signal: "SIGKILL" }), "unknown");
});

Deno.test("classifyFailure() prefers the failure's own words to what was printed around it", () => {
  const own = sampleText("AssertionError: 1 != 2", "message");
  const printed = sampleText("ConnectionRefusedError: [Errno 111] Connection refused", "stderr");
  assertEquals(classOf([own, printed]), "assertion");
  assertEquals(classOf([printed]), "connection");
});

Deno.test("classifyFailure() gives little for what a test had printed, wherever it is shown", () => {
  const head = "----------------------------- Captured stdout call -----------------------------";
  const printed = "ConnectionRefusedError: [Errno 111] Connection refused";
  assertEquals(classOf([`E   assert 1 == 2\n${head}\n${printed}\n`]), "assertion");
  assertEquals(classOf([`E   assert 1 == 2\n${printed}\n`]), "connection");
});

Deno.test("classifyFailure() takes what ends a log for its cause, not what was got over before", () => {
  const noise = "curl: (7) Failed to connect to 127.0.0.1 port 8098: Connection refused\n";
  const end =
    "Traceback (most recent call last):\n  File \"a.py\", line 1\n    import shop.cart\nModuleNotFoundError: No module named 'shop.cart'\n";
  assertEquals(classOf([sampleText(noise + end, "stderr")]), "import");
  assertEquals(classOf([sampleText(`${end}\n\n${noise}`, "stderr")]), "connection");
  const both = classifyFailure(sampleSignals([sampleText(noise + end, "stderr")]), SIGNATURES);
  assertEquals(both.confidence < 0.8, true, "it is not certain");
  assertEquals(both.runnerUp?.class, "connection");
});

Deno.test("classifyFailure() gives little for what a log holds before the report of failures", () => {
  const noise = "ERROR disk quota exceeded for user 7\n";
  const report = "  0 passing (8ms)\n  1 failing\n\n  AssertionError [ERR_ASSERTION]: 1 != 2\n";
  assertEquals(classOf([sampleText(noise + report, "stdout")]), "assertion");
});

Deno.test("classifyFailure() is unknown where too little speaks for the best row, and names it", () => {
  const rows = [sampleSignature({ weight: 2 })];
  const answer = classifyFailure(sampleSignals(["gateway says no"]), rows);
  assertEquals([answer.class, answer.signature, answer.evidence], ["unknown", null, []]);
  assertEquals(answer.runnerUp, { class: "auth", signature: "auth-gateway", confidence: 0.39 });
});

Deno.test("classifyFailure() is unknown where nothing is known", () => {
  const answer = classifyFailure(sampleSignals(["it is a mystery"]), SIGNATURES);
  assertEquals(answer, {
    class: "unknown",
    signature: null,
    confidence: 0,
    evidence: [],
    runnerUp: null,
  });
});

Deno.test("classifyFailure() quotes verbatim, with the line of the source", () => {
  const text = "one\r\ntwo\r\n\u001b[31mE   KeyError: 'total'\u001b[0m\r\n";
  const source = { kind: "details", source: "tests.jsonl", text, firstLine: 40 } as const;
  const [first] = classifyFailure(sampleSignals([source]), SIGNATURES).evidence;
  assertEquals(first, { source: "tests.jsonl", line: 42, quote: "KeyError: 'total'" });
});

Deno.test("classifyFailure() survives one line of a megabyte, bytes and bare returns", () => {
  const long = "x".repeat(1 << 20);
  assertEquals(classOf([`${long}KeyError: 'a'`]), "unknown");
  assertEquals(classOf([`${long}\nKeyError: 'a'`]), "data");
  assertEquals(classOf([`  0 %\r 50 %\r100 %\rKeyError: 'a'`]), "data");
  assertEquals(classOf([`\u0000\ufffd\ud800\nKeyError: 'a\ud800'`]), "data");
  const repeated = "connect ECONNREFUSE ".repeat(50_000);
  assertEquals(classOf([repeated]), "unknown");
});

/** Lines that no row can take for a cause. */
const irrelevant = fc.array(
  fc.constantFrom(
    "collecting ... ok",
    "test_total PASSED",
    "",
    "   1 | const a = 1;",
    "INFO server listens on 8080",
    "at Object.<anonymous> (a.test.js:1:1)",
  ),
  { maxLength: 20 },
);
const specimens = SIGNATURES.flatMap((row) => row.specimens).filter(({ text }) => text !== "");

Deno.test("classifyFailure() answers the same in whatever order rows and texts come", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...specimens), { minLength: 1, maxLength: 5 }),
      fc.shuffledSubarray([...SIGNATURES], { minLength: SIGNATURES.length }),
      (picked, rows) => {
        const texts = picked.map(({ text, kind }, index) => ({
          ...sampleText(text, kind),
          source: `${index}`,
        }));
        const here = classifyFailure(sampleSignals(texts), SIGNATURES);
        assertEquals(classifyFailure(sampleSignals(texts.toReversed()), rows), here);
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("classifyFailure() is not moved by lines that say nothing", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...specimens),
      irrelevant,
      irrelevant,
      ({ text, kind, ...known }, before, after) => {
        const padded = [...before, text, ...after].join("\n");
        const facts = { runner: known.runner ?? null, exitCode: known.exitCode ?? null };
        const alone = classifyFailure(sampleSignals([sampleText(text, kind)], facts), SIGNATURES);
        const amid = classifyFailure(sampleSignals([sampleText(padded, kind)], facts), SIGNATURES);
        assertEquals([amid.class, amid.confidence], [alone.class, alone.confidence]);
      },
    ),
    { numRuns: 200 },
  );
});
