import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { formatGithubCommand } from "../../../lib/report/format_github_command.ts";

const DATA = [["%0D", "\r"], ["%0A", "\n"], ["%25", "%"]] as const;
const PROPERTY = [...DATA.slice(0, 2), ["%3A", ":"], ["%2C", ","], DATA[2]] as const;

/** As `UnescapeData` and `UnescapeProperty` of actions/runner do it: one replacement after the other. */
function unescape(text: string, mapping: readonly (readonly [string, string])[]): string {
  return mapping.reduce((kept, [from, to]) => kept.replaceAll(from, to), text);
}

/** As `TryParseV2` of actions/runner reads a line. */
function read(line: string) {
  const end = line.indexOf("::", 2);
  const [name = "", ...rest] = line.slice(2, end).split(" ");
  const properties = rest.join(" ").split(",").filter((one) => one !== "").map((one) => {
    const [key = "", ...value] = one.split("=");
    return [key, unescape(value.join("="), PROPERTY)];
  });
  return {
    name,
    properties: Object.fromEntries(properties),
    data: unescape(line.slice(end + 2), DATA),
  };
}

Deno.test("formatGithubCommand() writes an error at its line", () => {
  const annotation = {
    level: "error",
    file: "a,b/c:d.py",
    line: 3,
    title: "100 %",
    message: "one\ntwo: three",
  } as const;
  assertEquals(
    formatGithubCommand(annotation),
    "::error file=a%2Cb/c%3Ad.py,line=3,title=100 %25::one%0Atwo: three",
  );
  const bare = { ...annotation, level: "notice", file: "", title: "" } as const;
  assertEquals(formatGithubCommand(bare), "::notice::one%0Atwo: three");
});

Deno.test("formatGithubCommand() is read back as it was meant, whatever stands in it", () => {
  const text = fc.string({ unit: "grapheme" }).filter((one) => one !== "");
  const special = fc.constantFrom("%", "%25", ":", "::", ",", "\r\n", "=", "%0A", "::error::");
  const words = fc.array(fc.oneof(text, special), { minLength: 1 }).map((all) => all.join(""));
  fc.assert(fc.property(words, words, words, (file, title, message) => {
    const line = formatGithubCommand({ level: "warning", file, line: 7, title, message });
    assertEquals(line.split("\n").length, 1);
    assertEquals(read(line), {
      name: "warning",
      properties: { file, line: "7", title },
      data: message,
    });
  }));
});
