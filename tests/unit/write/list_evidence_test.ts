import { assertEquals } from "@std/assert";
import { listEvidence } from "../../../lib/write/list_evidence.ts";
import { fakeHost } from "../../support/fake_host.ts";

const FOLDER = "/p/logs/r1";

Deno.test("listEvidence() lists what is below a folder, sorted, and follows no link", async () => {
  const host = fakeHost({
    files: {
      [`${FOLDER}/b`]: "",
      [`${FOLDER}/a/z/1`]: "",
      [`${FOLDER}/a.b`]: "",
      [`${FOLDER}/empty`]: { kind: "folder" },
      [`${FOLDER}/out`]: { kind: "link", to: "/p/other" },
      "/p/other/secret": "",
    },
  });
  const value = ["a.b", "a/z/1", "b", "out"];
  assertEquals(await listEvidence(host, FOLDER), { ok: true, value });
});

Deno.test("listEvidence() gives the problem of a folder that cannot be listed", async () => {
  const failures = [{ path: `${FOLDER}/a`, code: "permission-denied" as const }];
  const host = fakeHost({ files: { [`${FOLDER}/a/b`]: "" }, failures });
  assertEquals((await listEvidence(host, FOLDER)).ok, false);
});
