import { assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { checkClaims } from "../../../lib/classify/check_claims.ts";
import type { SignalText } from "../../../lib/model/signature.ts";

const TEXTS: readonly SignalText[] = [
  { kind: "stderr", source: "stderr.log", firstLine: 10, text: "starting\nport 5432 refused\nbye" },
  { kind: "message", source: "tests.jsonl", firstLine: 3, text: "expected 200 but got 404" },
];

Deno.test("checkClaims() keeps what is quoted from the text it names, with its line", () => {
  const claims = [{ claim: "No database", quote: "port 5432 refused", source: "stderr.log" }];
  assertEquals(checkClaims({ status: "explained", claims, needs: [] }, TEXTS), {
    status: "explained",
    claims: [{ claim: "No database", quote: "port 5432 refused", source: "stderr.log", line: 11 }],
    dropped: 0,
    needs: [],
  });
});

for (
  const [what, quote, source] of [
    ["is invented", "port 5433 refused", "stderr.log"],
    ["stands in another text", "port 5432 refused", "tests.jsonl"],
    ["names a text that is not there", "port 5432 refused", "stdout.log"],
    ["is nearly the same", "port  5432 refused", "stderr.log"],
    ["is too short to prove anything", "port", "stderr.log"],
  ] as const
) {
  Deno.test(`checkClaims() drops a claim whose quotation ${what}`, () => {
    const claims = [{ claim: "It is so", quote, source }];
    const checked = checkClaims({ status: "explained", claims, needs: ["the log"] }, TEXTS);
    assertEquals(checked, {
      status: "more-information-needed",
      claims: [],
      dropped: 1,
      needs: ["the log"],
    });
  });
}

Deno.test("checkClaims() keeps nothing that is not in the texts, whatever is claimed", () => {
  const claim = fc.record({
    claim: fc.string(),
    quote: fc.string(),
    source: fc.constant("stderr.log"),
  });
  fc.assert(fc.property(fc.array(claim), (claims) => {
    const checked = checkClaims({ status: "explained", claims, needs: [] }, TEXTS);
    return checked.claims.every(({ quote }) => TEXTS[0]?.text.includes(quote)) &&
      checked.claims.length + checked.dropped === claims.length;
  }));
});
