import type { KeptText } from "../model/explained.ts";
import type { Classification, SignalKind, SignatureRow } from "../model/signature.ts";
import { classifyFailure } from "./classify_failure.ts";

/** More lines than this are no message any more. */
const MESSAGE_LINES = 3;
/** Lines by which runners and runtimes begin a trace. */
const TRACE =
  /^\s*(?:Traceback \(most recent call last\):|E {3}\S|at \S.*:\d+(?::\d+)?\)?$|File ".*", line \d+|thread '.*' panicked at|goroutine \d+ \[|Caused by:|panic: )/m;
/** Whose words a text may be where it is none of a test: only they prove what an engine or a kernel did. */
const OTHERS: readonly SignalKind[] = ["engine", "kernel"];

/** A text that somebody pasted, recognised, and whose words it was taken for. */
export interface ClassifiedText {
  readonly classification: Classification;
  readonly saidBy: SignalKind;
}

/**
 * What a text tells of which nobody says where it comes from: first as what a test or its tool printed;
 * where that is nothing, as the words of the engine or the kernel, which whoever pastes it vouches for.
 */
export function classifyText(
  parts: readonly KeptText[],
  rows: readonly SignatureRow[],
): ClassifiedText {
  const first = classifyAs(guessKind(parts), parts, rows);
  if (first.classification.class !== "unknown") return first;
  const others = OTHERS.map((kind) => classifyAs(kind, parts, rows))
    .filter(({ classification }) => classification.class !== "unknown")
    .toSorted((a, b) => b.classification.confidence - a.classification.confidence);
  return others[0] ?? first;
}

function classifyAs(
  kind: SignalKind,
  parts: readonly KeptText[],
  rows: readonly SignatureRow[],
): ClassifiedText {
  const texts = parts.map((part) => ({ ...part, kind }));
  const about = { runner: null, outcome: null, exitCode: null, signal: null, timedOut: false };
  return {
    saidBy: kind,
    classification: classifyFailure({ ...about, texts, artifacts: {} }, rows),
  };
}

/** A short text is a message, one with a trace a test's own words, everything else a log. */
function guessKind(parts: readonly KeptText[]): SignalKind {
  const [only, ...more] = parts;
  const lines = only?.text.trim().split("\n", MESSAGE_LINES + 1).length ?? 0;
  if (more.length === 0 && lines <= MESSAGE_LINES) return "message";
  return parts.some(({ text }) => TRACE.test(text)) ? "details" : "stderr";
}
