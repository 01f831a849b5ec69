import type { Trace, TraceReader } from "../model/trace.ts";
import { readAnyTrace } from "./trace_any.ts";
import { readBatsTrace } from "./trace_bats.ts";
import { readGoTrace } from "./trace_go.ts";
import { readJavascriptTrace } from "./trace_javascript.ts";
import { readJvmTrace } from "./trace_jvm.ts";
import { readPythonTrace } from "./trace_python.ts";
import { readRustTrace } from "./trace_rust.ts";

/** Which traces a runner prints; one that is not named may print any of them. */
const BY_RUNNER: Readonly<Record<string, TraceReader>> = {
  pytest: readPythonTrace,
  behave: readPythonTrace,
  cargo: readRustTrace,
  go: readGoTrace,
  bats: readBatsTrace,
  deno: readJavascriptTrace,
  node: readJavascriptTrace,
  jest: readJavascriptTrace,
  vitest: readJavascriptTrace,
  mocha: readJavascriptTrace,
  playwright: readJavascriptTrace,
  pnpm: readJavascriptTrace,
  yarn: readJavascriptTrace,
};

/** The most particular first: what one of them reads is seldom meant by the next. */
const ALL: readonly TraceReader[] = [
  readRustTrace,
  readGoTrace,
  readBatsTrace,
  readJvmTrace,
  readPythonTrace,
  readJavascriptTrace,
];

/**
 * Reads the trace of a failed test, its runner's kind first; a runner of any kind, and a tool that only
 * passes on what another one printed, is read by all of them. Empty where no place is told.
 */
export function readTrace(runner: string, lines: readonly string[]): Trace {
  const own = BY_RUNNER[runner.replace(/-(?:npm|pnpm|yarn)$/, "")];
  const readers = own === undefined ? ALL : [own, ...ALL.filter((one) => one !== own)];
  const traces = readers.map((read) => () => read(lines));
  let bare: Trace = [];
  for (const read of traces) {
    const trace = read();
    if (trace.some(({ frames }) => frames.length > 0)) return trace;
    if (bare.length === 0) bare = trace;
  }
  const any = readAnyTrace(lines);
  return bare.length === 0 || any.length === 0
    ? [...bare, ...any]
    : [{ ...bare[0]!, frames: any[0]!.frames }];
}
