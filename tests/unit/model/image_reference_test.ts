import { assert, assertEquals } from "@std/assert";
import { faultOfImage } from "../../../lib/model/image_reference.ts";

Deno.test("faultOfImage() accepts every shape of a reference", () => {
  const digest = `sha256:${"0".repeat(64)}`;
  for (
    const text of [
      "alpine",
      "python:3.12-slim",
      "registry.example:5000/team/app__x.y--z:1.0_rc",
      `app@${digest}`,
      digest,
      "localhost/app",
    ]
  ) assertEquals(faultOfImage(text), null, text);
});

Deno.test("faultOfImage() refuses spaces, dashes, capitals and endless names", () => {
  for (
    const text of ["", "my image", "-v", "--privileged", "Foo/Bar", "a:b:c", "a/", "a\nb", "a;b"]
  ) assert(faultOfImage(text) !== null, text);
  assert(faultOfImage(`${"a-".repeat(100_000)}!`) !== null);
  assert(faultOfImage("a".repeat(600)) !== null);
});
