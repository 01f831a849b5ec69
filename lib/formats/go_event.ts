import { readJsonLine } from "./json_line.ts";

/** An event of `go test -json`, as `go doc test2json` describes it; keys nobody knows are ignored. */
export interface GoEvent {
  readonly action: string;
  readonly package: string;
  /** "" for an event of the package itself. */
  readonly test: string;
  readonly durationMs: number | null;
  readonly output: string;
  /** Since Go 1.24, with the actions `build-output` and `build-fail`; else "". */
  readonly importPath: string;
  readonly failedBuild: string;
}

/** Characters of a name that are kept, and of one piece of output. */
const NAME_MAX = 4 * 1024;
const OUTPUT_MAX = 1024 * 1024;

/** Reads one line; null when it is no event. */
export function readGoEvent(text: string): GoEvent | null {
  const line = text.startsWith("{") ? readJsonLine(text) : null;
  const action = line?.text("Action", NAME_MAX) ?? "";
  if (line === null || action === "") return null;
  const seconds = line.count("Elapsed");
  return {
    action,
    package: line.text("Package", NAME_MAX),
    test: line.text("Test", NAME_MAX),
    durationMs: seconds === null ? null : Math.round(seconds * 1e6) / 1e3,
    output: line.text("Output", OUTPUT_MAX),
    importPath: line.text("ImportPath", NAME_MAX),
    failedBuild: line.text("FailedBuild", NAME_MAX),
  };
}
