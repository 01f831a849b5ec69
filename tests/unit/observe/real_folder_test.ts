import { assertEquals } from "@std/assert";
import { realFolder } from "../../../lib/observe/real_folder.ts";
import { fakeHost } from "../../support/fake_host.ts";

const host = fakeHost({
  files: {
    "/p/build/a.xml": "",
    "/p/link": { kind: "link", to: "/elsewhere" },
    "/elsewhere/b.xml": "",
  },
});

Deno.test("realFolder() is the folder itself where no link stands on the way", async () => {
  assertEquals(await realFolder(host, "/p/build"), "/p/build");
});

Deno.test("realFolder() follows links, also above what does not exist yet", async () => {
  assertEquals(await realFolder(host, "/p/link"), "/elsewhere");
  assertEquals(await realFolder(host, "/p/link/new/deep"), "/elsewhere/new/deep");
});

Deno.test("realFolder() says where a folder that does not exist would be", async () => {
  assertEquals(await realFolder(host, "/p/new/deep"), "/p/new/deep");
});
