import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { SuiteDiagnosis } from "../model/diagnosis.ts";
import type { ModelAddress } from "../model/model_address.ts";
import type { SuiteRecord } from "../model/run_record.ts";
import { askOpinion } from "./ask_opinion.ts";
import { gatherSignals } from "./gather_signals.ts";
import { withinTime } from "./within_time.ts";

/** Failed suites that a language model is asked about: the first ones, because others often follow from them. */
export const OPINIONS_MAX = 3;

/** Whom to ask, and how it is said when nothing came of it. */
export interface OpinionOptions {
  readonly address: ModelAddress;
  readonly redactor: Redactor;
  readonly warn: (message: string) => void;
  /** Ends the asking; absent: only time does. */
  readonly signal?: AbortSignal;
}

/**
 * Adds to the diagnoses of the first failed suites what a language model says of them, all within one
 * bound of time. Nothing it says changes anything else; where it fails, it is not asked further.
 */
export async function askOpinions(
  host: Host,
  { suites, folder }: { readonly suites: readonly SuiteRecord[]; readonly folder: string },
  { address, redactor, warn, signal }: OpinionOptions,
): Promise<readonly SuiteRecord[]> {
  const untilMs = host.monotonicMs() + address.timeoutMs;
  const bound = withinTime(host, { untilMs, ...(signal && { signal }) });
  const failed = suites.filter(({ diagnosis }) => diagnosis !== undefined).slice(0, OPINIONS_MAX);
  const said = new Map<string, NonNullable<SuiteDiagnosis["opinion"]>>();
  for (const suite of failed) {
    const { texts } = await gatherSignals(host, folder, suite);
    const known = suite.diagnosis!.classification;
    const clean = (text: string): string => redactor.text("terminal", text);
    const opinion = await askOpinion(bound, { address, texts, known, clean });
    if (!opinion.ok) {
      warn(`the language model had no say on ${suite.name}: ${opinion.error}`);
      break;
    }
    said.set(suite.name, opinion.value);
  }
  return suites.map((suite) => withOpinion(suite, said.get(suite.name)));
}

function withOpinion(suite: SuiteRecord, opinion: SuiteDiagnosis["opinion"]): SuiteRecord {
  if (suite.diagnosis === undefined || opinion === undefined) return suite;
  return { ...suite, diagnosis: { ...suite.diagnosis, opinion } };
}
