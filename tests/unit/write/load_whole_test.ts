import { assertEquals } from "@std/assert";
import { loadWhole } from "../../../lib/write/load_whole.ts";
import { fakeHost } from "../../support/fake_host.ts";

Deno.test("loadWhole() yields all bytes of a file, and null for none", async () => {
  const host = fakeHost({ files: { "/r/a.json": "{}", "/r/b/c": "x" } });
  assertEquals(
    new TextDecoder().decode(await loadWhole(host, "/r/a.json") ?? new Uint8Array()),
    "{}",
  );
  assertEquals(await loadWhole(host, "/r/none"), null);
  assertEquals(await loadWhole(host, "/r/b"), null);
});
