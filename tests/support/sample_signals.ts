import type { SignalKind, Signals, SignalText } from "../../lib/model/signature.ts";

/** One text of a failure, as details unless said. */
export function sampleText(text: string, kind: SignalKind = "details"): SignalText {
  return { kind, source: `${kind}.txt`, text, firstLine: 1 };
}

/** A failure of which nothing is known but these texts and what is said besides. */
export function sampleSignals(
  texts: readonly (string | SignalText)[],
  known: Partial<Signals> = {},
): Signals {
  return {
    runner: null,
    outcome: "failed",
    exitCode: null,
    signal: null,
    timedOut: false,
    artifacts: {},
    texts: texts.map((text) => typeof text === "string" ? sampleText(text) : text),
    ...known,
  };
}
