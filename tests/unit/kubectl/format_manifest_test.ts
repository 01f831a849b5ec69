import { assertEquals } from "@std/assert";
import { formatManifest } from "../../../lib/kubectl/format_manifest.ts";

Deno.test("formatManifest() quotes every text and writes lists, objects and empty ones", () => {
  const manifest = {
    kind: "no",
    count: 3,
    yes: true,
    "a/b: c": "line\n# 'x' \"y\": \u2028",
    list: ["null", { name: "a", more: [1, 2] }, {}],
    none: {},
    empty: [],
  };
  assertEquals(
    formatManifest([manifest]),
    `---
kind: "no"
count: 3
"yes": true
"a/b: c": "line\\n# 'x' \\"y\\": \u2028"
list:
  - "null"
  - name: "a"
    more:
      - 1
      - 2
  - {}
none: {}
empty: []
`,
  );
});
