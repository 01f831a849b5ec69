import { assertEquals } from "@std/assert";
import { nameAt } from "../../../lib/formats/xml_names.ts";

Deno.test("nameAt() yields exactly the name that stands there, known or not", () => {
  const names = [
    "testcase",
    "testcaze",
    "tescase",
    "name",
    "nane",
    "n",
    "é",
    "failure",
    "failures",
  ];
  for (const name of names) assertEquals(nameAt(`<${name}>`, 1, 1 + name.length), name);
  assertEquals(nameAt("testcases", 0, 8), "testcase");
  // By its length, first and last character it has the place of "name" in the table.
  assertEquals(nameAt("name\u03e2", 0, 5), "name\u03e2");
});
