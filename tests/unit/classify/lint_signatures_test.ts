import { assertEquals } from "@std/assert";
import { lintSignatures } from "../../../lib/classify/lint_signatures.ts";
import type { SignatureRow } from "../../../lib/model/signature.ts";
import { sampleSignature } from "../../support/sample_signature.ts";

const OTHER = sampleSignature({ id: "data-other", class: "data", weight: 4 });

function faultsOf(changes: Partial<SignatureRow>, others: readonly SignatureRow[] = []) {
  const row = sampleSignature(changes);
  return lintSignatures([...others, row], [row]).map(({ kind, at }) => [kind, ...at].join(" "));
}

Deno.test("lintSignatures() finds nothing wrong with a sound row", () => {
  assertEquals(faultsOf({}), []);
  assertEquals(faultsOf({}, [OTHER]), []);
});

Deno.test("lintSignatures() names an id that two rows have", () => {
  assertEquals(faultsOf({}, [sampleSignature({ weight: 1, specimens: [] })]), ["duplicate-id id"]);
});

Deno.test("lintSignatures() wants a specimen", () => {
  assertEquals(faultsOf({ specimens: [] }), ["no-specimen specimens"]);
});

Deno.test("lintSignatures() names a row that can never reach an answer", () => {
  assertEquals(faultsOf({ weight: 1 }), ["unreachable weight", "unreachable specimens 0"]);
});

Deno.test("lintSignatures() names a shadowed row, and who claims its specimens", () => {
  const strong = sampleSignature({ id: "data-strong", class: "data", weight: 10 });
  assertEquals(faultsOf({}, [strong]), ["shadowed specimens", "claimed-by-another specimens 0"]);
});

Deno.test("lintSignatures() names two classes that claim one text nearly alike", () => {
  const near = sampleSignature({ id: "data-near", class: "data", weight: 7.5 });
  assertEquals(faultsOf({}, [near]), ["overlapping specimens 0"]);
  assertEquals(faultsOf({}, [{ ...near, id: "auth-near", class: "auth" }]), []);
});

Deno.test("lintSignatures() names a counter-specimen that is claimed", () => {
  const counterSpecimens = [{ text: "gateway says no" }];
  assertEquals(faultsOf({ counterSpecimens }), ["claims-counter-specimen counterSpecimens 0"]);
});

Deno.test("lintSignatures() names patterns that are slow, and those that nothing finds quickly", () => {
  const texts = [{ pattern: /^gateway says no/ }, { pattern: /a.*b/ }, { pattern: /\d{2}/ }];
  assertEquals(faultsOf({ texts }), ["slow-pattern texts 1", "no-literal texts 2"]);
});

Deno.test("lintSignatures() lets only the engine's own words tell of the engine", () => {
  const specimens = [{ text: "gateway says no", kind: "engine" }] as const;
  const daemon = {
    id: "daemon-gateway",
    class: "daemon",
    specimens,
    counterSpecimens: [],
  } as const;
  assertEquals(faultsOf(daemon), ["untrusted-source texts 0"]);
  const texts = [{ pattern: /^gateway says no/, kinds: ["engine"] }] as const;
  assertEquals(faultsOf({ ...daemon, texts }), []);
});

Deno.test("lintSignatures() names a pointer that is none, or compares with nothing", () => {
  const artifacts = [{ artifact: "exit.json", pointer: "signal", equals: 1 }, {
    artifact: "exit.json",
    pointer: "/signal",
  }];
  assertEquals(faultsOf({ artifacts }), ["bad-pointer artifacts 0", "bad-pointer artifacts 1"]);
});
