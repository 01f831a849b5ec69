import type { Frame, Raised, Trace } from "../model/trace.ts";

/** Between an exception and the one that was raised because of it. */
const CHAINED = /^(?:The above exception was the direct cause of|During handling of the above)/;
/** Between the exceptions of a group, numbered. */
const GROUPED = /^\s*\+(?:-\+)?-+ (?:\d+|\.\.\.) -+$/;
/** The bars that a group draws before each of its lines. */
const BARS = /^ *[|+](?:-\+)? ?/;
/** Python's own: `File "x.py", line 3, in name`. */
const NATIVE = /^\s*File "([^"]*)", line (\d+)(?:, in (.*))?$/;
/** pytest's: `x.py:3: AssertionError`, `x.py:3: in name`, or nothing behind it. */
const PYTEST = /^((?:[A-Za-z]:)?[^\s:>][^:]*):(\d+):(?: in (.+)| (\S.*))?\s*$/;
/** Where all of it stands in one line, the mark of the failing line stands before it. */
const DEFINITION = /^>?\s*(?:async )?def (\w+)/;
const SAID = /^E(?: {2,}|$)(.*)$/;
const DOTTED_TYPE = /^((?:[A-Za-z_]\w*\.)*[A-Z_]\w*)(?:: (.*)|:?)$/;
const ASSERTION = /^assert\b/;
/** behave tells where in the feature, and an assertion without its frames. */
const STEP = /^Location: (\S.*):(\d+)$/;
const STEP_FAILED = /^(?:Assertion Failed|ASSERT FAILED): (.*)$/i;
const GROUP_TYPE = /(?:^|\.)(?:Base)?ExceptionGroup$/;

interface Reading {
  readonly told: Raised[];
  frames: Frame[];
  type: string;
  message: string;
  /** Name of the function that pytest shows right now. */
  shown: string;
  /** Within a group: an exception of its own may have no frame. */
  isGrouped: boolean;
  /** Where behave was in its feature; it counts where no frame is told. */
  step: Frame | null;
}

/**
 * Python's traces: pytest's long, short and native ones, unittest's and behave's, chains and groups.
 * The first exception of a chain, and the first one in a group, is the root.
 */
export function readPythonTrace(lines: readonly string[]): Trace {
  const reading: Reading = {
    told: [],
    frames: [],
    type: "",
    message: "",
    shown: "",
    isGrouped: false,
    step: null,
  };
  for (const line of lines) readLine(reading, line);
  close(reading);
  const groups = reading.told.filter(({ type }) => GROUP_TYPE.test(type));
  return [...reading.told.filter((one) => !groups.includes(one)), ...groups];
}

function readLine(reading: Reading, told: string): void {
  const line = GROUPED.test(told) ? told : told.replace(BARS, "");
  reading.isGrouped ||= GROUPED.test(told);
  if (GROUPED.test(told) || CHAINED.test(line.trimStart())) return close(reading);
  if (readFrame(reading, line)) return;
  const said = SAID.exec(line);
  if (said !== null) return say(reading, said[1] ?? "");
  reading.shown ||= DEFINITION.exec(line)?.[1] ?? "";
  const failed = STEP_FAILED.exec(line);
  if (failed !== null) return name(reading, "AssertionError", failed[1] ?? "");
  const isEnd = (reading.frames.length > 0 || reading.isGrouped) && reading.type === "" &&
    /^\S/.test(line);
  const typed = isEnd ? DOTTED_TYPE.exec(line) : null;
  if (typed !== null) name(reading, typed[1] ?? "", typed[2] ?? "");
}

function readFrame(reading: Reading, line: string): boolean {
  const step = STEP.exec(line);
  if (step !== null) reading.step = { file: step[1]!, line: Number(step[2]) || null, function: "" };
  const native = NATIVE.exec(line);
  if (native !== null) {
    push(reading, native[1]!, native[2]!, native[3] ?? "");
    return true;
  }
  const found = PYTEST.exec(line);
  if (found === null || !/[./\\]/.test(found[1]!)) return false;
  push(reading, found[1]!, found[2]!, found[3] ?? reading.shown);
  reading.shown = "";
  const type = DOTTED_TYPE.exec(found[4] ?? "");
  if (type !== null) name(reading, type[1] ?? "", type[2] ?? "");
  return true;
}

function push(reading: Reading, file: string, line: string, called: string): void {
  reading.frames.push({ file, line: Number(line) || null, function: called });
}

/** A line that pytest marks with an E: the first one tells the exception. */
function say(reading: Reading, text: string): void {
  if (reading.message !== "" || reading.type !== "" || text.trim() === "") return;
  const typed = ASSERTION.test(text) ? null : DOTTED_TYPE.exec(text);
  if (typed !== null) return name(reading, typed[1] ?? "", typed[2] ?? "");
  reading.message = text.trim();
  if (ASSERTION.test(text)) reading.type = "AssertionError";
}

function name(reading: Reading, type: string, message: string): void {
  reading.type = type;
  reading.message ||= message.trim();
}

function close(reading: Reading): void {
  const { type, message, step } = reading;
  const frames = reading.frames.length > 0 || step === null ? reading.frames : [step];
  if (frames.length > 0 || type !== "") reading.told.push({ type, message, frames });
  Object.assign(reading, { frames: [], type: "", message: "", shown: "", step: null });
}
