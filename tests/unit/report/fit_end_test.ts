import { assertEquals } from "@std/assert";
import { type EndLine, type EndParts, fitEnd } from "../../../lib/report/fit_end.ts";

const LINES: readonly EndLine[] = [
  { text: "heavy", weight: 90, about: "heavy" },
  { text: "light", weight: 10, about: "light" },
  { text: "middle", weight: 50, about: "middle" },
];
const ALL: EndParts = {
  head: ["VERDICT", "why"],
  before: LINES,
  failures: (lines) => ["test one", "  said", "test two", "  said", "more"].slice(0, lines),
  after: [{ text: "files", weight: 95, about: "files" }],
};

function fit(rows: number, changes: Partial<EndParts> = {}, columns = 80) {
  return fitEnd({ ...ALL, ...changes }, { columns, rows, where: "run/index.txt" });
}

Deno.test("fitEnd() keeps everything in its order where it fits", () => {
  assertEquals(fit(11).length, 11);
  assertEquals(fit(11), [
    ...["VERDICT", "why", "heavy", "light", "middle"],
    ...["test one", "  said", "test two", "  said", "more"],
    "files",
  ]);
});

Deno.test("fitEnd() leaves the lightest lines out first, and names them with where they are", () => {
  // Failing tests count their own rest.
  assertEquals(fit(10).slice(5), ["test one", "  said", "test two", "  said", "files"]);
  assertEquals(fit(8), [
    ...["VERDICT", "why", "heavy", "test one", "  said", "test two"],
    ...["files", "more in run/index.txt: light, middle"],
  ]);
});

Deno.test("fitEnd() counts rows as a terminal wraps them, line ends in a command too", () => {
  const long = { text: "x".repeat(45), weight: 80, about: "command" };
  const torn = { text: "a\nb", weight: 80, about: "command" };
  const none = { before: [], failures: () => [] };
  assertEquals(fit(5, { ...none, after: [long] }, 20), ["VERDICT", "why", long.text]);
  assertEquals(fit(4, { ...none, after: [long] }, 20).at(-1), "more in run/index.t…");
  assertEquals(fit(4, { ...none, after: [torn] }).length, 3);
  assertEquals(fit(3, { ...none, after: [torn] }), [
    "VERDICT",
    "why",
    "more in run/index.txt: command",
  ]);
});

Deno.test("fitEnd() never prints a command that fills the screen", () => {
  const huge = { text: "x".repeat(2_000), weight: 99, about: "the replay command" };
  const told = fit(40, { after: [huge] });
  assertEquals(told.at(-1), "more in run/index.txt: the replay command");
});

Deno.test("fitEnd() cuts even the verdict where there is a single row", () => {
  assertEquals(fit(1), ["VERDICT"]);
  const painted = { head: [`\u001b[31m${"V".repeat(30)}\u001b[0m`, "why"] };
  assertEquals(fit(2, painted, 20), [`${"V".repeat(19)}…`, "why"]);
});
