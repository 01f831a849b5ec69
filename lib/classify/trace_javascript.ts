import type { Frame, Raised, Trace } from "../model/trace.ts";

/** Marks the cause of the error above, or the first one of several: V8's, Node's, jest's, vitest's, Deno's. */
const CAUSE = /^\s*(?:\[cause\]: |cause: |Caused by: |\[errors\]: \[?)/i;
const ERRORS = /^\s*\[errors\]: /;
/** What follows is told of another try, or is no part of the error. */
const OVER = /^\s*(?:Retry #\d|attachment #\d)/;
const TYPED =
  /^(?:Uncaught (?:\(in promise\) )?)?([A-Z]\w*(?:Error|Exception|Failure)|Error)(?: \[[^\]]{1,80}\])?(?:: (.*))?$/;
/** Lines of TAP in which Node tells an error. */
const TAP = /^\s*(?:name: '(\w+)'|error: '(.*)'|location: '(.+):(\d+):\d+'|stack: \|-?)$/;
const TAP_STACK = /^\s*stack: \|-?$/;

interface Section {
  readonly header: string[];
  readonly frames: Frame[];
  readonly kind: "error" | "cause" | "errors" | "left-out";
}

/**
 * Stacks of JavaScript: Node, its test runner, jest, vitest, mocha, Playwright and Deno. The deepest
 * cause is the root.
 */
export function readJavascriptTrace(lines: readonly string[]): Trace {
  const tap = readTap(lines);
  if (tap !== null) return [tap];
  const sections = [openSection("error")];
  for (const line of lines) {
    if (OVER.test(line)) break;
    if (CAUSE.test(line)) sections.push(openSection(kindOf(sections, line)));
    else if (isNext(sections.at(-1)!, line)) sections.push(openSection("left-out"));
    const { header, frames } = sections.at(-1)!;
    const frame = readFrame(line);
    if (frame !== null) frames.push(frame);
    else if (frames.length === 0) header.push(line.replace(CAUSE, ""));
  }
  return sections.filter(({ kind }) => kind !== "left-out")
    .filter(({ frames, header }) => frames.length > 0 || isTyped(header))
    .map(raisedOf).toReversed();
}

function openSection(kind: Section["kind"]): Section {
  return { header: [], frames: [], kind };
}

/** Of several errors at once, the first one counts. */
function kindOf(sections: readonly Section[], line: string): Section["kind"] {
  if (!ERRORS.test(line)) return "cause";
  return sections.some(({ kind }) => kind === "errors") ? "left-out" : "errors";
}

/** An error that stands below another one and is no cause of it: a later one, which is left out. */
function isNext({ frames }: Section, line: string): boolean {
  return frames.length > 0 && TYPED.test(unwrap(line));
}

function isTyped(header: readonly string[]): boolean {
  return header.some((line) => TYPED.test(unwrap(line)));
}

function raisedOf({ header, frames }: Section): Raised {
  const at = header.findIndex((line) => TYPED.test(unwrap(line)));
  const typed = at < 0 ? null : TYPED.exec(unwrap(header[at]!));
  const first = typed?.[2] ?? header.find((line) => line.trim() !== "") ?? "";
  const message = withSides(first.trim(), header.slice(at + 1));
  return { type: typed?.[1] ?? "", message, frames: frames.toReversed() };
}

/** Node's inspection puts brackets around an error without a stack of its own. */
function unwrap(line: string): string {
  const text = line.trim();
  if (!/^\[[A-Z]/.test(text)) return text;
  const end = text.indexOf("] {");
  return text.slice(1, end < 0 ? text.length : end).replace(/\]$/, "");
}

/** A message of jest's says of every inequality the same; both values stand below it. */
function withSides(message: string, below: readonly string[]): string {
  if (!/^expect\(|^Expected values/.test(message)) return message;
  const sides = below.map((line) => line.trim())
    .filter((line) => /^(?:Expected|Received)\b[^:]*: /.test(line)).slice(0, 2);
  const differing = below.filter((line) => /^[-+] {2,}\S/.test(line)).slice(0, 4)
    .map((line) => line.replace(/\s+/g, " "));
  const compared = below.find((line) => / !== | != /.test(line));
  if (sides.length > 0) return `${message} (${sides.join(", ")})`;
  if (differing.length > 0) return `${message} (${differing.join(" ")})`;
  return compared === undefined ? message : `${message} ${compared.trim()}`;
}

function readFrame(line: string): Frame | null {
  const text = line.trim().replace(/(?: \{|,)$/, "");
  const mark = /^(?:at |❯ )(?:async )?/.exec(text)?.[0];
  return mark === undefined ? null : frameOf(text.slice(mark.length));
}

/** `name (place:line:column)`, or the place alone; the name may hold spaces, and so may a path. */
function frameOf(text: string): Frame | null {
  const open = text.endsWith(")") ? text.lastIndexOf(" (") : -1;
  if (open >= 0) return placed(text.slice(open + 2, -1), text.slice(0, open));
  const space = /^(?:\/|file:|[A-Za-z]:\\)/.test(text) ? -1 : text.lastIndexOf(" ");
  return placed(text.slice(space + 1), space < 0 ? "" : text.slice(0, space));
}

function placed(place: string, called: string): Frame | null {
  const found = /:(\d{1,9})(?::\d{1,9})?$/.exec(place.slice(-24));
  if (found === null) return null;
  const file = place.slice(0, place.length - found[0].length).replace(/^file:\/\/(?=\/)/, "");
  return file === "" ? null : { file, line: Number(found[1]) || null, function: called };
}

/** Node's TAP tells name, message and stack as YAML. */
function readTap(lines: readonly string[]): Raised | null {
  const stack = lines.findIndex((line) => TAP_STACK.test(line));
  if (stack < 0) return null;
  const told = lines.slice(0, stack).map((line) => TAP.exec(line));
  const frames = lines.slice(stack + 1).flatMap((line) => frameOf(line.trim()) ?? []);
  return {
    type: told.find((one) => one?.[1])?.[1] ?? "",
    message: told.find((one) => one?.[2])?.[2] ?? "",
    frames: frames.toReversed(),
  };
}
