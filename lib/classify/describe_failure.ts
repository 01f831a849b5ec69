import type { FailureAccount, FailureText, FirstAssertion } from "../model/failure_account.ts";
import type { Raised, TraceHome } from "../model/trace.ts";
import { fingerprintFailure } from "./fingerprint_failure.ts";
import { type PlacedFrame, placeFrames } from "./own_frame.ts";
import { plainLines } from "./plain_lines.ts";
import { readTrace } from "./read_trace.ts";

const ANYWHERE: TraceHome = { cwd: ".", bases: [] };
/** As long as a line that a person reads may be. */
const MESSAGE_CHARS = 500;
/** Some tools begin a message with its place. */
const LEADING_PLACE = /^(\S[^:\s]*\.\w{1,10}):(\d{1,9})(?::\d{1,9})?: /;
/** Go's testing package says of a panic that it was caught, only to print it. */
const RECOVERED = / \[recovered(?:, repanicked)?\]$/;
/** And some say only when something failed, and then what. */
const WRAPPED = /^failed on (?:setup|teardown) with "(.*)"$/;
const LEADING_TYPE =
  /^(?:Uncaught (?:\(in promise\) )?)?((?:[A-Za-z_$][\w$]*(?:\.|::))*[A-Z]\w*(?:Error|Exception|Failure|Failed|Warning|Exit|Interrupt|Timeout)|Error|Exception|Failed|panic)(?: \[[^\]]{1,80}\])?: (?=\S)/;

/**
 * What a failing test is, beyond its name: exception, message, and the place in the project's own
 * code, in the test's own file where it stands there; and the mark that failures of this cause share.
 * Of a chain of exceptions, the one that was raised first counts.
 */
export function describeFailure(text: FailureText, home: TraceHome = ANYWHERE): FailureAccount {
  const told = readTold(text);
  const trace = readTrace(text.runner, plainLines(text.details));
  const placed = trace.map((one) => ({
    ...one,
    frames: placeFrames(withTold(one, told), text, home),
  }));
  const root = placed[0] ??
    { type: "", message: "", frames: placeFrames(withTold(null, told), text, home) };
  const type = root.type || told.type;
  const message = withoutType(pickMessage(root, told, trace.length), type);
  const place = pickPlace(placed.length === 0 ? [root] : placed);
  const raised = pickRaised(root.frames) ?? place;
  return {
    assertion: assertionOf({ type, message }, place, text),
    fingerprint: fingerprintFailure({
      type,
      message,
      file: raised?.file ?? text.file,
      function: raised?.function ?? "",
      test: `${text.class} ${text.name}`,
      bases: home.bases,
    }),
  };
}

interface Told {
  readonly type: string;
  readonly message: string;
  readonly place: { readonly file: string; readonly line: number } | null;
}

/** The report's own line, taken apart. */
function readTold({ message }: FailureText): Told {
  const line = plainLines(message).find((one) => one.trim() !== "")?.trim() ?? "";
  const place = LEADING_PLACE.exec(line);
  const bare = (place === null ? line : line.slice(place[0].length)).replace(RECOVERED, "");
  const open = WRAPPED.exec(bare)?.[1] ?? bare;
  const typed = LEADING_TYPE.exec(open);
  return {
    type: typed?.[1] ?? "",
    message: typed === null ? open : open.slice(typed[0].length),
    place: place === null ? null : { file: place[1]!, line: Number(place[2]) },
  };
}

/** Where the report's line tells a place, its reader has chosen it with more knowledge. */
function withTold(one: Raised | null, { place }: Told): Raised["frames"] {
  const frames = one?.frames ?? [];
  if (
    place === null ||
    frames.some(({ line, file }) => line === place.line && sameEnd(file, place.file))
  ) {
    return place === null ? frames : [...frames];
  }
  return [...frames, { ...place, function: "" }];
}

function sameEnd(file: string, other: string): boolean {
  return file === other || file.endsWith(`/${other}`) || other.endsWith(`/${file}`);
}

/** The report's line, unless something else was raised first, or it says less than the trace. */
function pickMessage(root: Pick<Raised, "message">, told: Told, raised: number): string {
  const isChain = raised > 1 && root.message !== "";
  const saysMore = root.message.length > told.message.length &&
    root.message.startsWith(told.message);
  return (isChain || saysMore ? root.message : told.message).slice(0, MESSAGE_CHARS);
}

/** Any class may be raised: only the trace knows what a type's name is, with or without its module. */
function withoutType(message: string, type: string): string {
  const name = type.slice(type.lastIndexOf(".") + 1);
  const end = name === "" ? -1 : message.indexOf(`${name}: `);
  if (end < 0 || !/^[\w.$]*$/.test(message.slice(0, end))) return message;
  return message.slice(end + name.length + 2);
}

type Placed = Pick<Raised, "type" | "message"> & { readonly frames: readonly PlacedFrame[] };

/** In the test's own file, the deepest one; else the deepest one in the project; those of the root come first. */
function pickPlace(raised: readonly Placed[]): PlacedFrame | null {
  const inTest = raised.map(({ frames }) => frames.findLast((frame) => frame.isTest));
  const inProject = raised.map(({ frames }) => frames.findLast((frame) => frame.isOwn));
  return [...inTest, ...inProject].find((frame) => frame !== undefined) ?? null;
}

/** Where the project itself raised it: failures of many tests in one helper are one. */
function pickRaised(frames: readonly PlacedFrame[]): PlacedFrame | null {
  return frames.findLast((frame) => frame.isOwn) ?? null;
}

function assertionOf(
  told: Pick<FirstAssertion, "type" | "message">,
  place: PlacedFrame | null,
  { file, line }: FailureText,
): FirstAssertion {
  if (place === null) return { ...told, file, line };
  return { ...told, file: place.file, line: place.line ?? (place.file === file ? line : null) };
}
