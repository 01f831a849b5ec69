import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  formatAzureCommand,
  formatAzureSummary,
} from "../../../lib/report/format_azure_command.ts";

const MAPPING = [["%3B", ";"], ["%0D", "\r"], ["%0A", "\n"], ["%5D", "]"], [
  "%AZP25",
  "%",
]] as const;

function unescape(text: string): string {
  return MAPPING.reduce((kept, [from, to]) => kept.replaceAll(from, to), text);
}

/** As `TryParse` of azure-pipelines-agent reads a line. */
function read(line: string) {
  const from = line.indexOf("##vso[");
  const end = line.indexOf("]", from);
  const [name = "", ...rest] = line.slice(from + 6, end).split(" ");
  const properties = rest.join(" ").split(";").filter((one) => one !== "").map((one) => {
    const [key = "", ...value] = one.split("=");
    return [key, unescape(value.join("="))];
  });
  return { name, properties: Object.fromEntries(properties), data: unescape(line.slice(end + 1)) };
}

Deno.test("formatAzureCommand() writes an issue at its line; a notice is a warning", () => {
  const annotation = { file: "a.py", line: 3, title: "t", message: "m\nn" } as const;
  assertEquals(
    formatAzureCommand({ ...annotation, level: "error" }),
    "##vso[task.logissue type=error;sourcepath=a.py;linenumber=3;]t: m%0An",
  );
  assertEquals(
    formatAzureCommand({ level: "notice", file: "", line: null, title: "", message: "50 %" }),
    "##vso[task.logissue type=warning;]50 %AZP25",
  );
});

Deno.test("formatAzureSummary() names a file that may have any name", () => {
  assertEquals(read(formatAzureSummary("/a b/100%/]x;.md")).data, "/a b/100%/]x;.md");
});

Deno.test("formatAzureCommand() is read back as it was meant, whatever stands in it", () => {
  const text = fc.string({ unit: "grapheme" }).filter((one) => one !== "");
  const special = fc.constantFrom("%", "]", ";", "\r\n", "=", "##vso[", "[");
  // What looks like an escape of its own is not told apart by an agent that knows none for `%`.
  const words = fc.array(fc.oneof(text, special), { minLength: 1 }).map((all) => all.join(""));
  fc.assert(fc.property(words, words, (file, message) => {
    const line = formatAzureCommand({ level: "error", file, line: 7, title: "", message });
    assertEquals(line.split("\n").length, 1);
    assertEquals(read(line), {
      name: "task.logissue",
      properties: { type: "error", sourcepath: file, linenumber: "7" },
      data: message,
    });
  }));
});
