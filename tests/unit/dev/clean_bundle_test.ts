import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  cleanBundle,
  EXPORT_MARK,
  formatHeader,
  listPackages,
} from "../../../scripts/dev/clean_bundle.ts";

// Lines as `deno bundle` of Deno 2.9.6 writes them, with two different caches.
const BUNDLE = `
// ../../cache/npm/registry.example/xmlchars/2.2.0/xml/1.0/ed5.js
var require_ed5 = __commonJS({
  "../../cache/npm/registry.example/xmlchars/2.2.0/xml/1.0/ed5.js"(exports) {
// ../../../home/me/.cache/deno/npm/registry.example/@humanwhocodes/momoa/3.3.13/dist/momoa.js
// lib/model/verdict.ts
var text = "see ../npm/registry.example/left/1.0.0/alone.js";
`;

Deno.test("cleanBundle() names packages instead of places, and leaves code alone", () => {
  assertEquals(
    cleanBundle(BUNDLE),
    `
// npm:xmlchars@2.2.0/xml/1.0/ed5.js
var require_ed5 = __commonJS({
  "npm:xmlchars@2.2.0/xml/1.0/ed5.js"(exports) {
// npm:@humanwhocodes/momoa@3.3.13/dist/momoa.js
// lib/model/verdict.ts
var text = "see ../npm/registry.example/left/1.0.0/alone.js";
`,
  );
});

Deno.test("listPackages() lists each package once", () => {
  assertEquals(listPackages(cleanBundle(BUNDLE + BUNDLE)), [
    "@humanwhocodes/momoa@3.3.13",
    "xmlchars@2.2.0",
  ]);
});

Deno.test("formatHeader() is a runnable file's head that says what it is", () => {
  const text = formatHeader({ name: "replay", version: "replay 1.2.3", packages: ["zod@4"] });
  assertStringIncludes(text, "#!/usr/bin/env -S deno run -A\n");
  assertStringIncludes(text, `${EXPORT_MARK}: replay 1.2.3`);
  assertStringIncludes(text, "zod@4");
});
