import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  findExpired,
  warnExpired,
  warnUnmatched,
} from "../../../lib/classify/explain_quarantine.ts";
import { sampleEntry } from "../../support/sample_entry.ts";

const entry = sampleEntry();
const ACCOUNTS = [
  { entry, isExpired: true, matched: "yes" },
  { entry: sampleEntry({ id: "unit::gone" }), isExpired: false, matched: "no" },
  { entry: sampleEntry({ id: "e2e::x" }), isExpired: false, matched: "unknown" },
] as const;

Deno.test("findExpired() names the day, the owner and where the test is worked on", () => {
  const { class: kind, message, evidence, remedy } = findExpired(entry, "unit::a", "tests.jsonl");
  assertEquals(kind, "flaky");
  assertStringIncludes(message, "expired on 2027-01-31");
  assertEquals(evidence, [{ source: "tests.jsonl", quote: "unit::a" }]);
  assertStringIncludes(remedy, "SHOP-12");
});

Deno.test("warnExpired() shouts about expired entries only", () => {
  assertEquals(warnExpired(ACCOUNTS), [
    'quarantine EXPIRED on 2027-01-31, it excuses nothing any more: "unit::*" ' +
    "(FLAKE-NET, ann, SHOP-12)",
  ]);
});

Deno.test("warnUnmatched() names entries that surely match nothing", () => {
  assertEquals(warnUnmatched(ACCOUNTS), [
    'quarantine matches no test: "unit::gone" (ann, SHOP-12); take it away',
  ]);
});
