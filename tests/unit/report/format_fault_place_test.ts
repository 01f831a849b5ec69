import { assertEquals } from "@std/assert";
import { formatFaultPlace } from "../../../lib/report/format_fault_place.ts";

Deno.test("formatFaultPlace() tells a pointer and a line from the path of the file", () => {
  const places = [null, "", "/status", "12"].map((at) => formatFaultPlace({ path: "a.json", at }));
  assertEquals(places, ["a.json", "a.json", "a.json#/status", "a.json:12"]);
});
