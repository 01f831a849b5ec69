import type { Signals } from "../model/signature.ts";
import type { TextPart } from "./part_printed.ts";

/** What the failure itself says counts whole; what was printed around it may be about anything. */
const PRINTED = 0.85;
const PRINTED_AROUND = 0.4;

/** How much a line of a text counts, 0 to 1, given what else is known of the failure. */
export function weighText({ kind, printed }: TextPart, signals: Signals): number {
  if (printed) return PRINTED_AROUND;
  if (kind !== "stdout" && kind !== "stderr") return 1;
  return hasOwnWords(signals) ? PRINTED_AROUND : PRINTED;
}

function hasOwnWords({ texts }: Signals): boolean {
  return texts.some(({ kind, text }) =>
    (kind === "message" || kind === "details") && text.trim() !== ""
  );
}
