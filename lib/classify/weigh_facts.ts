import type { ArtifactCondition, Quote, Signals, SignatureRow } from "../model/signature.ts";
import { readPointer, resolvePointer } from "./resolve_pointer.ts";

/** A fact that speaks for a row, with the place where it stands. */
export interface FactHit {
  readonly weight: number;
  readonly quote: Quote;
}

/** How much more a measured fact says than a line of text that anybody may print. */
export const FACT = 1.3;
const END = "exit.json";

/** True for a row that can be known from anything but texts. */
export function hasFacts(row: SignatureRow): boolean {
  const { exitCodes, signals, artifacts, timedOut } = row;
  return exitCodes !== undefined || signals !== undefined || artifacts !== undefined ||
    timedOut !== undefined || isOutcomeEnough(row);
}

/** An outcome narrows a row; of a row that has nothing else to look at, it is what speaks for it. */
function isOutcomeEnough({ texts, outcomes }: SignatureRow): boolean {
  return texts.length === 0 && outcomes !== undefined;
}

/** The facts of a failure that speak for a row: how it ended, and what stands in artifacts. */
export function weighFacts(signals: Signals, row: SignatureRow): readonly FactHit[] {
  const hits: FactHit[] = [];
  const add = (quote: string, source = END, weight = 1) =>
    hits.push({ weight: weight * FACT, quote: { source, line: null, quote } });
  const { exitCode, signal, outcome } = signals;
  if (exitCode !== null && row.exitCodes?.includes(exitCode)) add(`"exit_code": ${exitCode}`);
  if (signal !== null && row.signals?.includes(signal)) add(`"signal": "${signal}"`);
  if (row.timedOut && signals.timedOut) add('"timed_out": true');
  if (outcome !== null && isOutcomeEnough(row) && row.outcomes?.includes(outcome)) {
    add(`"outcome":"${outcome}"`, "tests.jsonl");
  }
  for (const condition of row.artifacts ?? []) {
    const value = valueOf(signals, condition);
    if (holds(condition, value)) {
      add(quoteValue(condition.pointer, value), condition.artifact, condition.weight ?? 1);
    }
  }
  return hits;
}

function valueOf({ artifacts }: Signals, { artifact, pointer }: ArtifactCondition): unknown {
  if (!Object.hasOwn(artifacts, artifact)) return undefined;
  const keys = readPointer(pointer);
  return keys === null ? undefined : resolvePointer(artifacts[artifact], keys);
}

function holds({ equals, atLeast }: ArtifactCondition, value: unknown): boolean {
  if (value === undefined) return false;
  const isEqual = equals === undefined || value === equals;
  const isEnough = atLeast === undefined || (typeof value === "number" && value >= atLeast);
  return isEqual && isEnough && (equals !== undefined || atLeast !== undefined);
}

/** As it stands in the file: our artifacts are written with one key a line. */
function quoteValue(pointer: string, value: unknown): string {
  const key = readPointer(pointer)?.at(-1) ?? "";
  const text = JSON.stringify(value).slice(0, 200);
  return key === "" || /^\d+$/.test(key) ? text : `${JSON.stringify(key)}: ${text}`;
}
