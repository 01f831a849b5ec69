import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { maskReference, unmaskReference } from "../../../lib/docker/mask_reference.ts";

Deno.test("maskReference() leaves what was said about an image, and none of its name", () => {
  const masked = maskReference(
    "registry.denied.com:429/eof/unauthorized:503",
    'Get "https://registry.denied.com:429/v2/eof/unauthorized/manifests/503": EOF',
  );
  assert(!/denied|unauthorized|429/.test(masked), masked);
  assert(masked.endsWith('": EOF'), masked);
});

Deno.test("maskReference() knows a reference with a tag, a digest, or no registry", () => {
  const digest = `sha256:${"0".repeat(64)}`;
  for (
    const reference of ["denied", "denied:1", `denied@${digest}`, "host:5000/denied:1@" + digest]
  ) {
    const masked = maskReference(reference, `manifest for ${reference} not found. denied.`);
    assert(!masked.includes("denied"), masked);
  }
});

Deno.test("maskReference() masks no piece of a longer word, because an image may be called a", () => {
  assertEquals(maskReference("a", "a pull access was denied"), "\uE000 pull access was denied");
});

Deno.test("unmaskReference() gives back the text as it was, whatever was masked", () => {
  const word = fc.stringMatching(/^[a-z0-9]{1,6}$/);
  const reference = fc.tuple(word, word, word).map(([host, path, tag]) =>
    `${host}.x/${path}:${tag}`
  );
  const text = fc.array(fc.oneof(word, fc.constantFrom(" ", "/", ":", ".", '"')), {
    maxLength: 30,
  });
  fc.assert(fc.property(reference, text, (reference, pieces) => {
    const text = pieces.join("") + reference + pieces.join(reference);
    assertEquals(unmaskReference(reference, maskReference(reference, text)), text);
  }));
});
