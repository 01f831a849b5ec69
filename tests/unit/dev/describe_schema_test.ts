import { assertEquals } from "@std/assert";
import { describeSchema, formatType } from "../../../scripts/dev/describe_schema.ts";

Deno.test("describeSchema() lists nested keys with their whole path", () => {
  const rows = describeSchema({
    type: "object",
    required: ["name"],
    properties: {
      name: { type: "string", description: "who" },
      list: {
        type: "array",
        items: { type: "object", properties: { on: { type: "boolean" } } },
      },
      either: { anyOf: [{ type: "boolean" }, { type: "object", properties: { n: {} } }] },
    },
  });
  assertEquals(rows.map((row) => [row.path, row.type, row.required]), [
    ["name", "text", true],
    ["list", "list of object", false],
    ["list[].on", "true or false", false],
    ["either", "true or false or object", false],
    ["either.n", "anything", false],
  ]);
  assertEquals(rows[0]?.meaning, "who");
});

Deno.test("formatType() says what a reader may write", () => {
  assertEquals(formatType({ enum: ["a", "b"] }), '`"a"`, `"b"`');
  assertEquals(formatType({ type: ["string", "null"] }), "text or null");
  const map = { type: "object", additionalProperties: { type: "integer" } };
  assertEquals(formatType(map), "name to whole number");
});
