import { TEST_OUTCOMES } from "../../lib/model/outcome.ts";

/** A row of the table of a page, as its script reads it. */
export interface HtmlTestRow {
  readonly suite: string;
  readonly file: string;
  readonly group: string;
  readonly name: string;
  readonly outcome: string;
  readonly durationMs: number;
  /** Message, line, tries, 1 for excused; absent for a plain one. */
  readonly extra?: readonly (string | number)[];
}

/** The rows in the lines of data of a page, and the counts of its last line. */
export function readHtmlTests(lines: string) {
  const blocks = lines.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
  const counts = blocks.pop();
  return { rows: blocks.flatMap(rowsOf), counts };
}

// deno-fmt-ignore
interface Block { n: string[]; o: string; d: number[]; s: (number | string)[]; f: (number | string)[]; c: (number | string)[]; x: Record<string, (string | number)[]> }

function rowsOf({ n, o, d, s, f, c, x }: Block): readonly HtmlTestRow[] {
  return n.map((name, row) => ({
    suite: runAt(s, row),
    file: runAt(f, row),
    group: runAt(c, row),
    name,
    outcome: TEST_OUTCOMES[o.charCodeAt(row) - 97] ?? "",
    durationMs: d[row] ?? -1,
    ...Object.hasOwn(x, String(row)) && { extra: x[String(row)]! },
  }));
}

function runAt(runs: readonly (number | string)[], row: number): string {
  const at = runs.findLastIndex((part, index) => index % 2 === 0 && Number(part) <= row);
  return String(runs[at + 1]);
}

/** The lines of data in a whole page. */
export function dataOf(page: string): string {
  const from = page.indexOf('id="test-data">');
  return page.slice(page.indexOf("\n", from) + 1, page.indexOf("</script>", from));
}
