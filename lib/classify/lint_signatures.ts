import type { Signals, SignatureRow, Specimen } from "../model/signature.ts";
import { classifyFailure, CONFIDENCE_MIN, judgeConfidence, scoreRows } from "./classify_failure.ts";
import { findLiterals } from "./find_literals.ts";
import { judgePattern } from "./judge_pattern.ts";
import { parsePattern } from "./parse_pattern.ts";
import { readPointer } from "./resolve_pointer.ts";
import { strongestScore } from "./score_signature.ts";
import { FACT } from "./weigh_facts.ts";

/** What can be wrong with a table of signatures. */
export type SignatureFaultKind =
  | "duplicate-id"
  | "no-specimen"
  | "unreachable"
  | "shadowed"
  | "claimed-by-another"
  | "overlapping"
  | "claims-counter-specimen"
  | "slow-pattern"
  | "no-literal"
  | "untrusted-source"
  | "bad-pointer";

/** One thing wrong with one row, and where in the row it stands. */
export interface SignatureFault {
  readonly kind: SignatureFaultKind;
  readonly row: string;
  /** Keys and indices from the row on, such as `specimens`, 2. */
  readonly at: readonly (string | number)[];
  /** One sentence. */
  readonly message: string;
}

/** Two classes whose scores lie closer than this claim one text together. */
const MARGIN = 1.15;
/** Only the engine's own words prove what an engine did: a test can print any of them. */
const ENGINE_CLASSES: readonly string[] = ["daemon", "image"];

/** What is wrong with a table of rows; only with the rows of `own` where that is given. */
export function lintSignatures(
  rows: readonly SignatureRow[],
  own: readonly SignatureRow[] = rows,
): readonly SignatureFault[] {
  return own.flatMap((row) => [
    ...lintShape(row, rows),
    ...row.texts.flatMap((_, index) => lintPattern(row, index)),
    ...lintSpecimens(row, rows),
  ]);
}

function fault(
  kind: SignatureFaultKind,
  row: SignatureRow,
  at: readonly (string | number)[],
  message: string,
): SignatureFault {
  return { kind, row: row.id, at, message };
}

function lintShape(row: SignatureRow, rows: readonly SignatureRow[]): readonly SignatureFault[] {
  const faults: SignatureFault[] = [];
  if (rows.some((other) => other !== row && other.id === row.id)) {
    faults.push(fault("duplicate-id", row, ["id"], `"${row.id}" is the id of another row too`));
  }
  if (row.specimens.length === 0) {
    faults.push(
      fault("no-specimen", row, ["specimens"], "no text shows what it is meant to claim"),
    );
  }
  if (judgeConfidence(strongestScore(row, FACT), 0) < CONFIDENCE_MIN) {
    const words = "even all of its evidence together is too weak for an answer: raise its weight";
    faults.push(fault("unreachable", row, ["weight"], words));
  }
  (row.artifacts ?? []).forEach(({ pointer, equals, atLeast }, index) => {
    if (readPointer(pointer) !== null && (equals !== undefined || atLeast !== undefined)) return;
    const words =
      `"${pointer}" is no JSON pointer with a value to compare, such as /container/oom_killed`;
    faults.push(fault("bad-pointer", row, ["artifacts", index], words));
  });
  return faults;
}

function lintPattern(row: SignatureRow, index: number): readonly SignatureFault[] {
  const { pattern, kinds, weight = 1 } = row.texts[index]!;
  const at = ["texts", index];
  const slow = judgePattern(pattern.source);
  const isTrusted = kinds?.every((kind) => kind === "engine" || kind === "kernel") ?? false;
  return [
    ...(slow === null ? [] : [fault("slow-pattern", row, at, `${pattern}: ${slow}`)]),
    ...(slow !== null || findLiterals(parsePattern(pattern.source)).length > 0 ? [] : [
      fault("no-literal", row, at, `${pattern} holds no plain text to look for first`),
    ]),
    ...(weight < 0 || isTrusted || !ENGINE_CLASSES.includes(row.class) ? [] : [
      fault("untrusted-source", row, at, `${row.class} may be told by the engine's own words only`),
    ]),
  ];
}

function lintSpecimens(
  row: SignatureRow,
  rows: readonly SignatureRow[],
): readonly SignatureFault[] {
  const claimed = row.specimens.map((specimen) => lintSpecimen(row, specimen, rows));
  const isShadowed = claimed.length > 0 &&
    claimed.every((one) => one?.kind === "claimed-by-another");
  const shadow = isShadowed
    ? [fault("shadowed", row, ["specimens"], "other rows claim every one of its specimens")]
    : [];
  const counters = row.counterSpecimens.flatMap((specimen, index) => {
    if (classifyFailure(signalsOf(specimen), rows).signature !== row.id) return [];
    const words = `it claims what it must not: ${shown(specimen)}`;
    return [fault("claims-counter-specimen", row, ["counterSpecimens", index], words)];
  });
  const found = claimed.flatMap((one, index) =>
    one === null ? [] : [fault(one.kind, row, ["specimens", index], one.message)]
  );
  return [...shadow, ...found, ...counters];
}

function lintSpecimen(
  row: SignatureRow,
  specimen: Specimen,
  rows: readonly SignatureRow[],
): Pick<SignatureFault, "kind" | "message"> | null {
  const [first, ...rest] = scoreRows(signalsOf(specimen), rows);
  if (first?.row !== row) {
    const by = first === undefined ? "no row" : `"${first.row.id}"`;
    return { kind: "claimed-by-another", message: `${by} claims ${shown(specimen)}` };
  }
  if (judgeConfidence(first.score, 0) < CONFIDENCE_MIN) {
    return { kind: "unreachable", message: `the answer to ${shown(specimen)} is unknown` };
  }
  const other = rest.find((score) => score.row.class !== row.class);
  if (other === undefined || other.score * MARGIN < first.score) return null;
  return {
    kind: "overlapping",
    message: `"${other.row.id}" of class ${other.row.class} claims ${shown(specimen)} as well`,
  };
}

/** What is known of a failure of which there is only this. */
export function signalsOf(specimen: Specimen): Signals {
  const { text, kind = "details", runner, outcome, exitCode, signal, timedOut } = specimen;
  return {
    runner: runner ?? null,
    outcome: outcome ?? null,
    exitCode: exitCode ?? null,
    signal: signal ?? null,
    timedOut: timedOut ?? false,
    texts: text === "" ? [] : [{ kind, source: "specimen", text, firstLine: 1 }],
    artifacts: specimen.artifacts ?? {},
  };
}

function shown({ text, ...facts }: Specimen): string {
  const words = JSON.stringify(text === "" ? facts : text);
  return words.length > 120 ? `${words.slice(0, 117)}…` : words;
}
