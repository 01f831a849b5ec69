import { readJsonLine } from "../../formats/json_line.ts";
import type {
  ListedSelection,
  RunnerRequest,
  TestListing,
  TestTarget,
} from "../../model/runner.ts";
import { goPattern } from "./go_pattern.ts";
import { fits } from "./selection_size.ts";

/** What Go takes for a test; benchmarks run only when asked for. */
const NAME = /^(?:Test|Example|Fuzz)[\p{L}\p{Nd}_]*$/u;
/** Words of a suite that choose among its tests, or end the words of go itself. */
const CHOOSING = /^--?(?:test\.)?(?:run|skip|args|list)(?:=|$)/;
const NAME_MAX = 16 * 1024;

/** How go lists the tests of its packages; a test stands for its subtests. */
export const GO_LIST: TestListing = {
  command: ({ paths, args }) => ({
    argv: [
      ...["go", "test", "-json", "-list=^(Test|Example|Fuzz)"],
      ...(paths.length === 0 ? ["./..."] : paths),
      ...args,
    ],
    env: {},
  }),
  from: "stdout",
  read: (text) => text.split("\n").flatMap(readLine),
  unit: "test",
  select: selectListed,
  widen: ({ class: group }) => ({ file: "", class: group, name: "" }),
};

function readLine(text: string): readonly TestTarget[] {
  const line = readJsonLine(text);
  if (line?.text("Action", NAME_MAX) !== "output") return [];
  const name = line.text("Output", NAME_MAX).trimEnd();
  return NAME.test(name) ? [{ file: "", class: line.text("Package", NAME_MAX), name }] : [];
}

/** One pattern goes for all packages, so a name that was chosen in one must not be another's in a second. */
function selectListed(
  chosen: readonly TestTarget[],
  all: readonly TestTarget[],
  { args }: RunnerRequest,
): ListedSelection | null {
  if (args.some((word) => CHOOSING.test(word))) return null;
  const packages = new Set(chosen.map((target) => target.class));
  const paths = [...packages];
  if (chosen.every(({ name }) => name === "")) return fitting({ paths, args: [] });
  const names = new Set(chosen.map(({ name }) => name));
  const told = all.filter((one) => packages.has(one.class) && names.has(one.name));
  if (told.length > chosen.length) return null;
  return fitting({ paths, args: ["-run", goPattern([...names])] });
}

function fitting(selection: ListedSelection): ListedSelection | null {
  return fits({ paths: selection.paths ?? [], args: selection.args }) ? selection : null;
}
