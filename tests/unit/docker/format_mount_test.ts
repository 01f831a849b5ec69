import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { formatMount } from "../../../lib/docker/format_mount.ts";

/** Reads one CSV record as the clients do (Go's encoding/csv): null when it is malformed. */
function readCsvRecord(text: string): string[] | null {
  const fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|$)/y;
  while (true) {
    const match = field.exec(text);
    if (match === null) return null;
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "") return fields;
  }
}

Deno.test("formatMount() spells a mount", () => {
  const mount = { source: "/a b", target: "/w:x", readOnly: false };
  assertEquals(formatMount(mount), "type=bind,source=/a b,target=/w:x");
  assertEquals(
    formatMount({ ...mount, readOnly: true }),
    "type=bind,source=/a b,target=/w:x,readonly",
  );
});

Deno.test("formatMount() quotes a path that would add a field", () => {
  const mount = { source: '/a,readonly,"x"', target: "/w\nz", readOnly: false };
  assertEquals(
    formatMount(mount),
    'type=bind,"source=/a,readonly,""x""","target=/w\nz"',
  );
});

Deno.test("formatMount() is read back as it was meant, whatever the paths hold", () => {
  const path = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.stringMatching(/^[",\n= a]{0,8}$/),
  );
  const mounts = fc.record({ source: path, target: path, readOnly: fc.boolean() });
  fc.assert(
    fc.property(mounts, (mount) => {
      assertEquals(readCsvRecord(formatMount(mount)), [
        "type=bind",
        `source=${mount.source}`,
        `target=${mount.target}`,
        ...(mount.readOnly ? ["readonly"] : []),
      ]);
    }),
    { numRuns: 300 },
  );
});
