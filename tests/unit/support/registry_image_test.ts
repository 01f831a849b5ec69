import { assertEquals } from "@std/assert";
import { readTarText } from "../../../lib/docker/read_tar_text.ts";
import { digestOf, makeTar } from "../../support/registry_image.ts";

Deno.test("makeTar() makes an archive of one file", () => {
  const tar = makeTar("note.txt", new TextEncoder().encode("words\n"));
  assertEquals(tar.length, 512 * 4);
  assertEquals(readTarText(new TextDecoder("latin1").decode(tar)), "words\n");
});

Deno.test("digestOf() names the bytes as a registry does", async () => {
  const empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  assertEquals(await digestOf(new Uint8Array()), empty);
});
