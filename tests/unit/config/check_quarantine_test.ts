import { assertEquals, assertStringIncludes } from "@std/assert";
import { readConfig } from "../../../lib/config/read_config.ts";
import { sampleEntry } from "../../support/sample_entry.ts";

/** The first fault of a configuration with these entries, each in a line of its own. */
function faultOf(...entries: readonly object[]) {
  const lines = entries.map((entry) => JSON.stringify(entry)).join(",\n");
  const read = readConfig(`{ "quarantine": [\n${lines}\n] }`, "qa.jsonc");
  return read.ok || read.error.kind !== "config" ? null : read.error;
}

Deno.test("checkQuarantine() accepts complete entries", () => {
  assertEquals(faultOf(sampleEntry(), sampleEntry({ id: "e2e::*", expires: "2028-02-29" })), null);
});

for (
  const [what, change, words] of [
    ["a day that is not in the calendar", { expires: "2027-02-29" }, "is not a day"],
    ["a day in another spelling", { expires: "31.01.2027" }, "quarantine[1].expires"],
    ["a day with a time", { expires: "2027-01-31T00:00:00Z" }, "quarantine[1].expires"],
    ["an unknown class", { class: "TIMING" }, '"TIMING", which is not accepted'],
    ["a pattern for everything", { id: "*::*" }, "would excuse every test"],
    ["an empty owner", { owner: "" }, "quarantine[1].owner"],
    ["a key too many", { until: "x" }, 'Unknown key "until"'],
    ["no issue", { issue: undefined }, "quarantine[1].issue is missing"],
    ["the same pattern twice", { id: "unit::*" }, "the same pattern as quarantine[0]"],
  ] as const
) {
  Deno.test(`checkQuarantine() refuses ${what}, with its line`, () => {
    const fault = faultOf(sampleEntry(), { ...sampleEntry({ id: "e2e::*" }), ...change });
    assertEquals(fault?.line, 3);
    assertStringIncludes(fault?.message ?? "", words);
  });
}
