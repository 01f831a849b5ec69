import { loadSignatures } from "../catalog/signatures.ts";
import { lintSignatures, type SignatureFault } from "../classify/lint_signatures.ts";
import type { ConfigFault } from "../config/explain_issue.ts";
import { readSignature } from "../config/read_signature.ts";
import type { QaConfig } from "../model/config.ts";
import type { Problem } from "../model/problem.ts";
import type { Pointer, ReadConfig } from "../model/read_config.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { SignatureRow } from "../model/signature.ts";

/** Faults that refuse a configuration; others only make rows worse and are told by `deno task signatures`. */
const HINTS: Readonly<Partial<Record<SignatureFault["kind"], string>>> = {
  "duplicate-id": "Give it another id",
  "unreachable": "Raise weight, or add a pattern",
  "claimed-by-another": "Make its pattern more specific, raise weight, or correct the specimen",
  "claims-counter-specimen": "Make its pattern more specific, or add one with a weight below 0",
  "slow-pattern": "A pattern must take no more time than the text is long, whatever the text",
  "untrusted-source": 'Add "kinds": ["engine"]: a test can print what an engine would',
  "bad-pointer": "Give a pointer such as /container/oom_killed, and equals or at_least",
};
/** Keys of a row as the configuration spells them. */
const KEYS: Readonly<Record<string, string>> = {
  texts: "patterns",
  counterSpecimens: "counter_specimens",
};

/** Every row that failures of this project are weighed by: the built-in ones and its own. */
export async function loadAllSignatures(config: QaConfig | null): Promise<readonly SignatureRow[]> {
  const own = (config?.signatures ?? []).map((one) => readSignature(one, []).row);
  return [...await loadSignatures(), ...own];
}

/** Proves each entry of `signatures[]` by its own specimens; the first fault in the text is a problem. */
export async function checkSignatures(
  { config, placeOf }: ReadConfig,
  path: string,
): Promise<Result<void, Problem>> {
  const read = (config.signatures ?? []).map((one, index) =>
    readSignature(one, ["signatures", index])
  );
  const rows = read.map(({ row }) => row);
  const faults = read.flatMap(({ faults }) => faults);
  const found = faults.length > 0 ? faults : lintOwn(rows, await loadSignatures());
  const [first] = found.map((fault) => ({ fault, place: placeOf(fault.pointer) }))
    .sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
  if (first === undefined) return ok(undefined);
  const { fault: { message, hint }, place: { line, column } } = first;
  return err({ kind: "config", path, line, column, message, hint });
}

function lintOwn(
  own: readonly SignatureRow[],
  builtIn: readonly SignatureRow[],
): readonly ConfigFault[] {
  return own.flatMap((row, index) =>
    lintSignatures([...builtIn, ...own], [row]).flatMap(({ kind, at, message }) => {
      const hint = HINTS[kind];
      const pointer: Pointer = ["signatures", index, ...at.map((key) => KEYS[key] ?? key)];
      return hint === undefined
        ? []
        : [{ pointer, message: `signatures[${index}]: ${message}`, hint }];
    })
  );
}
