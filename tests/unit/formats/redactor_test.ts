import { assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { createRedactor } from "../../../lib/formats/redactor.ts";

const encoder = new TextEncoder();

function bytesOf(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Latin-1 text of the redacted stream, fed at the given cut points. */
function redact(secrets: ReadonlyMap<string, string>, bytes: Uint8Array, cuts: number[]): string {
  const stream = createRedactor(secrets).open("out");
  const edges = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  let out = "";
  for (let i = 1; i < edges.length; i++) {
    // A copy that is wiped afterwards: chunks are only valid until the next one.
    const chunk = bytes.slice(edges[i - 1], edges[i]);
    out += latin1(stream.push(chunk));
    chunk.fill(0x41);
  }
  return out + latin1(stream.end());
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

const PEM = "-----BEGIN RSA PRIVATE KEY-----\n" +
  "MIIEpAIBAAKCAQEA1234567890abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLM\n".repeat(4) +
  "abcd==\n-----END RSA PRIVATE KEY-----";
const MIXED = "a1B2".repeat(10);

const SHAPES: readonly (readonly [string, string])[] = [
  [`id AKIAIOSFODNN7EXAMPLE.`, `id [redacted:pattern:aws-access-key-id].`],
  [`x ghp_${MIXED} y`, `x [redacted:pattern:github-token] y`],
  [`github_pat_${MIXED}`, `[redacted:pattern:github-token]`],
  [`glpat-${MIXED}`, `[redacted:pattern:gitlab-token]`],
  [`xoxb-123456789012-${MIXED}`, `[redacted:pattern:slack-token]`],
  [`npm_${MIXED}`, `[redacted:pattern:npm-token]`],
  [`sk_live_${MIXED}`, `[redacted:pattern:stripe-key]`],
  [`sk-ant-api03-${MIXED}`, `[redacted:pattern:model-api-key]`],
  [`sk-${MIXED}`, `[redacted:pattern:model-api-key]`],
  [`AIza${MIXED}`, `[redacted:pattern:google-api-key]`],
  [`=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_D `, `=[redacted:pattern:jwt] `],
  [`Authorization: Bearer abc123def`, `Authorization: Bearer [redacted:pattern:authorization]`],
  [
    `-H 'authorization: Basic dXNlcjpwYXNz'`,
    `-H 'authorization: Basic [redacted:pattern:authorization]'`,
  ],
  [`postgres://u:p4ss@h/db`, `postgres://u:[redacted:pattern:url-password]@h/db`],
  [`redis://:p4@ss@h`, `redis://:[redacted:pattern:url-password]@h`],
  [`DB_PASSWORD=correcthorse`, `DB_PASSWORD=[redacted:pattern:assignment]`],
  [`"password": "hunter2"`, `"password": "[redacted:pattern:assignment]"`],
  [`{\\"password\\": \\"hunter2\\"}`, `{\\"password\\": \\"[redacted:pattern:assignment]\\"}`],
  [`secret = 'ab"12\\'cd34'`, `secret = '[redacted:pattern:assignment]'`],
  [`secret = "${"a1b2".repeat(70)}\\"more" x`, `secret = "[redacted:pattern:assignment]" x`],
  [`?access_token=abcd1234efgh&x=1`, `?access_token=[redacted:pattern:assignment]&x=1`],
  [`apiKey: "abcd1234efgh"`, `apiKey: "[redacted:pattern:assignment]"`],
  [`${PEM}\nafter`, `[redacted:pattern:private-key]\nafter`],
  [JSON.stringify({ key: PEM + "\n" }), `{"key":"[redacted:pattern:private-key]\\n"}`],
];

for (const [text, expected] of SHAPES) {
  Deno.test(`createRedactor() replaces a secret known by its shape: ${expected.slice(0, 60)}`, () => {
    const bytes = bytesOf(text);
    assertEquals(redact(new Map(), bytes, []), expected);
    for (let cut = 0; cut <= bytes.length; cut++) {
      assertEquals(redact(new Map(), bytes, [cut]), expected, `cut at ${cut}`);
    }
    assertEquals(redact(new Map(), bytes, [...bytes.keys()]), expected, "byte by byte");
  });
}

const INNOCENT = [
  "assert token == 'abcd12345678'",
  "password: str = None",
  "if password==expected1:",
  "def login(token: Uint8Array, secret: string)",
  "Enter password: ",
  "SyntaxError: Unexpected token: 'identifier'",
  "MAX_TOKENS=4096",
  "TOKEN=$CI_TOKEN PASSWORD=${X} password=<secret> SECRET=***",
  "http://localhost:8000/@foo git+ssh://git@github.com/a http://[::1]:80/",
  '{"password": ["This field is required."], "token": "This is no token."}',
  "secret_name=foo12345678",
  "SECRET=/run/secrets/db_password",
  "expected '-----BEGIN PRIVATE KEY-----' in file\nnext line",
  "token = next_token2(x)",
  "basic authorization is required",
  "risk-assessment-of-something-long-12A-and-so-on",
  "PASSWORD=[redacted:env:DB_PASSWORD] https://u:[redacted:env:X]@h",
  "tests/test_auth.py::test_token_expires[password-reset] PASSED",
];

Deno.test("createRedactor() leaves ordinary test output alone", () => {
  for (const text of INNOCENT) assertEquals(createRedactor(new Map()).text("f", text), text);
});

const CANARY = fc.string({ unit: "grapheme", minLength: 12, maxLength: 40 })
  .map((text) => text.toWellFormed()).filter((text) => new Set(text).size > 6);

Deno.test("createRedactor() leaks none of fifty canaries in any spelling, wherever the cuts are", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(CANARY, { minLength: 50, maxLength: 50 }),
      fc.array(fc.nat(), { maxLength: 30 }),
      (canaries, cuts) => {
        const secrets = new Map(canaries.map((value, i) => [`CANARY_${i}`, value]));
        const spelled = canaries.flatMap((value) => spellings(value));
        const bytes = bytesOf(spelled.map(({ text }) => `<${text}>`).join("\n"));
        const out = redact(secrets, bytes, cuts.map((cut) => cut % bytes.length));
        assertEquals(out, redact(secrets, bytes, []));
        const leaked = spelled.filter(({ core }) => out.includes(latin1(bytesOf(core))));
        assertEquals(leaked, []);
      },
    ),
    { numRuns: 20 },
  );
});

/** What is written, and the part of it that must not be readable. */
function spellings(value: string): { text: string; core: string }[] {
  const bytes = bytesOf(value);
  const base64 = (before: string) => {
    const text = btoa(before + latin1(bytes) + "zz");
    return { text, core: text.slice(before.length === 0 ? 0 : 4, -4) };
  };
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const plain = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1), hex];
  return [
    ...plain.map((text) => ({ text, core: text })),
    ...["", "a", "ab"].map(base64),
  ];
}

const PIECES = fc.oneof(
  fc.constantFrom(...SHAPES.map(([text]) => text), ...INNOCENT, PEM, "s3cr3t-value", "s3cr3t"),
  fc.constantFrom("s3cr\x1b[1m3t", "\x1b[0m-va\x1b[31mlue-and", "s3c\x1b", "\x1b[", "3t\nmore"),
  fc.constantFrom("\n", "\r\n", " ", "\0", "\x1b[31m", "-----END", "password", "=", "://", "eyJ"),
  fc.string(),
);
const KNOWN = new Map([["A", "s3cr3t-value"], ["B", "value-and\nmore"], ["C", "s3cr3t"]]);

Deno.test("createRedactor() gives the same bytes whatever the chunk borders are", () => {
  fc.assert(
    fc.property(
      fc.array(PIECES, { maxLength: 12 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      (pieces, cuts) => {
        const bytes = bytesOf(pieces.join(""));
        const places = cuts.map((cut) => cut % (bytes.length + 1));
        assertEquals(redact(KNOWN, bytes, places), redact(KNOWN, bytes, []));
      },
    ),
    { numRuns: 300 },
  );
});

Deno.test("createRedactor() gives the same bytes across borders when lines are far longer than its window", () => {
  const filler = "word-and_word.".repeat(700);
  const bytes = bytesOf(SHAPES.map(([text]) => filler + " " + text).join(" "));
  const whole = redact(KNOWN, bytes, []);
  for (const size of [61, 1000, 4095, 4096, 4097, 65536]) {
    const cuts = Array.from({ length: Math.floor(bytes.length / size) }, (_, i) => (i + 1) * size);
    assertEquals(redact(KNOWN, bytes, cuts) === whole, true, `chunks of ${size}`);
  }
});

Deno.test("createRedactor() returns bytes without secrets unchanged", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 400 }).map((bytes) => bytes.map((b) => b === 0x3d ? 0xff : b)),
      fc.array(fc.nat({ max: 400 }), { maxLength: 6 }),
      (bytes, cuts) => {
        const places = cuts.map((cut) => Math.min(cut, bytes.length));
        assertEquals(redact(KNOWN, bytes, places), latin1(bytes));
      },
    ),
  );
  const long = new Uint8Array(1 << 20).map((_, i) => (i * 31) % 251 === 10 ? 11 : (i * 31) % 251);
  assertEquals(redact(KNOWN, long, [77, 70_000]) === latin1(long), true);
});

Deno.test("push() gives complete lines at once and holds a bounded part of an endless one", () => {
  const stream = createRedactor(KNOWN).open("out");
  assertEquals(latin1(stream.push(bytesOf("one\ntwo"))), "one\n");
  assertEquals(latin1(stream.push(bytesOf("\n"))), "two\n");
  let given = 0;
  for (let i = 0; i < 100; i++) given += stream.push(new Uint8Array(1000).fill(0x78)).length;
  assertEquals(given > 95_000, true);
  assertEquals(given + stream.end().length, 100_000);
});

Deno.test("createRedactor() finds a known value that colours cut to pieces, wherever the cuts are", () => {
  const secrets = new Map([["A", "tok-a1b2c3d4"], ["B", "\x1b[31mred-secret"]]);
  const cases: readonly (readonly [string, string])[] = [
    ["< tok-a\x1b[41m\x1b[37m1b2c\x1b[0m3d4 >", "< [redacted:env:A] >"],
    [[..."tok-a1b2c3d4"].map((c) => `\x1b[1m${c}`).join(""), "\x1b[1m[redacted:env:A]"],
    ["\x1b[31mtok-a1b2c3d4\x1b[0m", "\x1b[31m[redacted:env:A]\x1b[0m"],
    ["x\x1b[31mred-secret", "x\x1b[31m[redacted:env:B]"],
    ["tok-a1\x1b[31mb2 and \x1b[0m", "tok-a1\x1b[31mb2 and \x1b[0m"],
    ["tok-a1b2\x1b[", "tok-a1b2\x1b["],
  ];
  for (const [text, expected] of cases) {
    const bytes = bytesOf(text);
    for (let cut = 0; cut <= bytes.length; cut++) {
      assertEquals(redact(secrets, bytes, [cut]), expected, `${JSON.stringify(text)} at ${cut}`);
    }
    assertEquals(redact(secrets, bytes, [...bytes.keys()]), expected, "byte by byte");
  }
});

Deno.test("push() does not hold back what endless colours stretch", () => {
  const stream = createRedactor(new Map([["A", "tok-a1b2c3d4"]])).open("out");
  let given = stream.push(bytesOf("tok-")).length;
  for (let i = 0; i < 1000; i++) given += stream.push(bytesOf("\x1b[31m".repeat(100))).length;
  assertEquals(given > 300_000, true);
});

Deno.test("createRedactor() knows how XML text and Python spell a value", () => {
  const secrets = new Map([["A", `p@ss"&<x>é`]]);
  for (const text of [`p@ss"&amp;&lt;x&gt;é`, `p@ss"&<x>\\xe9`]) {
    assertEquals(redact(secrets, bytesOf(`<${text}>`), []), "<[redacted:env:A]>");
  }
});

Deno.test("createRedactor() covers overlapping known values whole", () => {
  const secrets = new Map([["A", "abcdefgh"], ["B", "efghijkl"]]);
  assertEquals(redact(secrets, bytesOf("<abcdefghijkl>"), []), "<[redacted:env:A]>");
  assertEquals(redact(secrets, bytesOf("<abcdefghijkl>"), [5, 10]), "<[redacted:env:A]>");
});

Deno.test("text() returns the very same text when there is nothing to hide", () => {
  const text = "lone \ud800 surrogate and \u0000";
  assertStrictEquals(createRedactor(KNOWN).text("f", text), text);
});

Deno.test("counts() gives rule, file and number, never the value", () => {
  const redactor = createRedactor(KNOWN);
  redactor.text("b.json", "s3cr3t-value s3cr3t-value");
  redactor.text("a.json", "API_TOKEN=abcd1234efgh");
  assertEquals(redactor.counts(), [
    { rule: "pattern:assignment", file: "a.json", count: 1 },
    { rule: "env:A", file: "b.json", count: 2 },
  ]);
});

Deno.test("createRedactor() finds the end of a key on one long line wherever it was cut", () => {
  const line = `${"MIIEpAIBAAKCAQEA1234567890abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLM"}\\n`;
  const key = `-----BEGIN PRIVATE KEY-----\\n${line.repeat(100)}-----END PRIVATE KEY-----`;
  const bytes = bytesOf(`"${key}" and then ${"more text. ".repeat(900)}`);
  const expected = latin1(bytes).replace(key, "[redacted:pattern:private-key]");
  const end = 1 + key.length;
  for (let cut = end - 60; cut < end + 3; cut++) {
    assertEquals(redact(new Map(), bytes, [cut]) === expected, true, `cut at ${cut}`);
  }
});
