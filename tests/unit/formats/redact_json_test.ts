import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { redactJson } from "../../../lib/formats/redact_json.ts";
import { createRedactor } from "../../../lib/formats/redactor.ts";

const AWKWARD = 's3cr"et\\with\nline';

Deno.test("redactJson() gives JSON that still parses when a secret holds quotes and line ends", () => {
  const redactor = createRedactor(new Map([["TOKEN", AWKWARD]]));
  const value = { why: `got ${AWKWARD}, sorry`, deep: [{ argv: ["--token", AWKWARD] }] };
  assertEquals(JSON.parse(redactJson(value, "run.json", redactor)), {
    why: "got [redacted:env:TOKEN], sorry",
    deep: [{ argv: ["--token", "[redacted:env:TOKEN]"] }],
  });
});

Deno.test("redactJson() gives JSON that still parses when a pattern ends at a quote", () => {
  const value = { line: 'password="hunter2-hunter2', next: "kept" };
  const text = redactJson(value, "run.json", createRedactor(new Map()));
  assertEquals(JSON.parse(text), { line: 'password="[redacted:pattern:assignment]', next: "kept" });
});

Deno.test("redactJson() does not take an escape of JSON for the beginning of a secret", () => {
  const redactor = createRedactor(new Map([["TOKEN", "nine-lives"]]));
  const value = { why: "one\nine-lives" };
  assertEquals(JSON.parse(redactJson(value, "run.json", redactor)), value);
});

Deno.test("redactJson() counts what it replaced under the name of the file", () => {
  const redactor = createRedactor(new Map([["TOKEN", AWKWARD]]));
  redactJson({ a: AWKWARD, b: [AWKWARD] }, "run.json", redactor);
  assertEquals(redactor.counts(), [{ rule: "env:TOKEN", file: "run.json", count: 2 }]);
});

Deno.test("redactJson() leaves numbers, switches and null alone, and indents as asked", () => {
  const redactor = createRedactor(new Map([["PORT", "12345678"]]));
  const value = { port: 12345678, on: true, none: null };
  assertEquals(redactJson(value, "run.json", redactor), '{"port":12345678,"on":true,"none":null}');
  assertEquals(redactJson({ on: true }, "run.json", redactor, 2), '{\n  "on": true\n}');
});

Deno.test("redactJson() finds what stands behind an escape that another text leaves open", () => {
  const redactor = createRedactor(new Map([["TOKEN", "nine-lives"]]));
  const value = ["\u001b]0;title", "\u009d0;title", "nine-lives"];
  assertEquals(JSON.parse(redactJson(value, "run.json", redactor))[2], "[redacted:env:TOKEN]");
});

Deno.test("redactJson() finds whatever it finds in each text alone, and counts it once", () => {
  const parts = fc.constantFrom(
    "hunter2-hunter2",
    "password=",
    "\u001b[",
    "nine-lives",
    "\n",
    " ",
    "a",
  );
  const texts = fc.array(fc.array(parts, { maxLength: 5 }).map((some) => some.join("")));
  fc.assert(fc.property(texts, (value) => {
    const [whole, alone] = [1, 2].map(() => createRedactor(new Map([["TOKEN", "nine-lives"]])));
    const told = JSON.parse(redactJson(value, "a", whole!));
    assertEquals(told, value.map((text) => alone!.text("a", text)));
    assertEquals(whole!.counts(), alone!.counts());
  }));
});
