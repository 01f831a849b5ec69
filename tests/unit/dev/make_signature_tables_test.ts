import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  makeSignatureTables,
  placeTables,
  SIGNATURES_PAGE,
} from "../../../scripts/dev/make_signature_tables.ts";
import type { JudgedAnswer } from "../../../scripts/dev/score_answers.ts";

const WRONG: JudgedAnswer = {
  name: "data/pytest-json",
  label: "data",
  isHeldOut: true,
  isHard: false,
  answer: "auth",
  signature: "auth-http",
  confidence: 0.9,
  isRight: false,
};

Deno.test("placeTables() keeps what people wrote around the tables, however often it is called", () => {
  const page = `before\n\n${SIGNATURES_PAGE}\nafter\n`;
  const once = placeTables(page, "tables");
  assertStringIncludes(once, "before");
  assertStringIncludes(once, "after");
  assertEquals(placeTables(placeTables(page, "other"), "tables"), once);
});

Deno.test("placeTables() refuses a page without a place for them", () => {
  assertThrows(() => placeTables("# Signatures\n", "tables"), Error, "docs/signatures.md lacks");
});

Deno.test("makeSignatureTables() names every wrong answer, by what, and how sure", () => {
  const tables = makeSignatureTables([WRONG], []);
  assertStringIncludes(tables, "`data/pytest-json`");
  assertStringIncludes(tables, "`auth-http`");
  assertStringIncludes(tables, "0.90");
});

Deno.test("makeSignatureTables() says so when nothing is wrong", () => {
  const right: JudgedAnswer = { ...WRONG, answer: "data", isRight: true };
  assertStringIncludes(makeSignatureTables([right], []), "## Wrong answers\n\nNone.");
});
