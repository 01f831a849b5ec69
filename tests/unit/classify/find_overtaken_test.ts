import { assertEquals } from "@std/assert";
import { findOvertaken } from "../../../lib/classify/find_overtaken.ts";
import type { RootCauseClass } from "../../../lib/model/signature.ts";
import { sampleSignature } from "../../support/sample_signature.ts";

function hit(of: RootCauseClass, line: number, weight = 1) {
  const row = sampleSignature({ class: of, weight: 8 });
  return { row, pattern: 0, weight, at: 0, quote: { source: "stdout.log", line, quote: "x" } };
}

function overtaken(...hits: ReturnType<typeof hit>[]): readonly string[] {
  return [...findOvertaken(hits)].sort();
}

Deno.test("findOvertaken() names what a log told before the cause that it tells last", () => {
  assertEquals(overtaken(hit("connection", 1), hit("rate-limit", 2), hit("import", 9)), [
    "connection",
    "rate-limit",
  ]);
});

Deno.test("findOvertaken() keeps a class that is told again at the end", () => {
  assertEquals(overtaken(hit("connection", 1), hit("import", 5), hit("connection", 9)), ["import"]);
});

Deno.test("findOvertaken() lets weak signs and what follows from a cause overtake nothing", () => {
  assertEquals(overtaken(hit("connection", 1), hit("import", 5, 0.4)), []);
  assertEquals(overtaken(hit("connection", 1), hit("discovery", 5)), []);
  assertEquals(overtaken(hit("oom", 1), hit("crash", 5)), []);
  assertEquals(overtaken(hit("connection", 1), hit("import", 5, -1)), []);
});

Deno.test("findOvertaken() leaves what is told of a whole run, and what stands together", () => {
  assertEquals(overtaken(hit("flaky", 1), hit("assertion", 5)), []);
  assertEquals(overtaken(hit("import", 3), hit("connection", 5)), []);
  assertEquals(overtaken(hit("import", 3), hit("connection", 6)), ["import"]);
});

Deno.test("findOvertaken() takes the list of what a compiler misses for no log", () => {
  assertEquals(overtaken(hit("import", 1), hit("missing-dependency", 5)), []);
  assertEquals(overtaken(hit("missing-dependency", 1), hit("import", 5)), []);
});
