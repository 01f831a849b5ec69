import { assertEquals } from "@std/assert";
import { linkExecution } from "../../../lib/write/link_execution.ts";
import { fakeHost } from "../../support/fake_host.ts";

const FILES = {
  "/r/suites/unit/container-1/stdout.log": "said",
  "/r/suites/unit/container-1/exit.json": "{}",
  "/secret/key": "secret",
};

Deno.test("linkExecution() takes the regular files of an execution, and nothing else", async () => {
  const host = fakeHost({
    files: {
      ...FILES,
      "/r/suites/unit/container-1/planted": { kind: "link", to: "/secret/key" },
      "/r/suites/unit/container-1/pipe": { kind: "other" },
      "/r/suites/unit/container-1/folder/x": "",
    },
  });
  const request = {
    record: "/r",
    folder: "suites/unit/container-1",
    target: "/m/suites/unit/container-1",
  };
  assertEquals(await linkExecution(host, request), true);
  const listed = await host.files.list(request.target);
  assertEquals(listed.ok && listed.value.map(({ name }) => name), ["exit.json", "stdout.log"]);
});

Deno.test("linkExecution() takes nothing from outside of the record", async () => {
  const host = fakeHost({
    files: { ...FILES, "/r/suites/linked": { kind: "link", to: "/secret" } },
  });
  for (
    const folder of ["../secret", "/secret", "suites/linked", "suites/../../secret", "nowhere", ""]
  ) {
    assertEquals(
      await linkExecution(host, { record: "/r", folder, target: "/m/x" }),
      false,
      folder,
    );
    assertEquals(await host.files.stat("/m/x/key"), null, folder);
  }
});
