import { assertEquals } from "@std/assert";
import { createXmlInput } from "../../../lib/formats/xml_input.ts";

Deno.test("createXmlInput() keeps what was not read, and knows places across pieces", () => {
  const input = createXmlInput();
  input.push("one\ntwo");
  assertEquals([input.place(0), input.place(4), input.place(7)], [
    "line 1:1",
    "line 2:1",
    "line 2:4",
  ]);
  input.at = 5;
  input.push("\nthree");
  assertEquals(input.text, "wo\nthree");
  assertEquals([input.place(0), input.place(3)], ["line 2:2", "line 3:1"]);
  input.at = input.text.length;
  input.push("x");
  assertEquals([input.text, input.place(0)], ["x", "line 3:6"]);
});
