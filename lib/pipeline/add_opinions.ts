import type { Host } from "../host/host.ts";
import type { CauseJson } from "../model/explanation_json.ts";
import type { ModelAddress } from "../model/model_address.ts";
import { askOpinion } from "./ask_opinion.ts";
import { OPINIONS_MAX } from "./ask_opinions.ts";
import type { FoundCause } from "./explained_record.ts";
import { withinTime } from "./within_time.ts";

/** Whom to ask. */
export interface AddOptions {
  /** Null: nobody. */
  readonly address: ModelAddress | null;
  readonly clean: (text: string) => string;
}

/**
 * The causes that were found, the first of them with what a language model says of their evidence, all
 * within one bound of time; and a warning where it fails, after which it is not asked further.
 */
export async function addOpinions(
  host: Host,
  found: readonly FoundCause[],
  { address, clean }: AddOptions,
): Promise<{ readonly causes: CauseJson[]; readonly warnings: readonly string[] }> {
  const causes = found.map(({ cause }) => cause);
  if (address === null) return { causes, warnings: [] };
  const bound = withinTime(host, { untilMs: host.monotonicMs() + address.timeoutMs });
  for (const [at, { cause, evidence }] of found.slice(0, OPINIONS_MAX).entries()) {
    const { texts } = await evidence();
    const known = { class: cause.root_cause_class, confidence: cause.confidence };
    const opinion = await askOpinion(bound, { address, texts, known, clean });
    if (!opinion.ok) {
      const about = cause.suite === null ? "it" : cause.suite;
      return { causes, warnings: [`the language model had no say on ${about}: ${opinion.error}`] };
    }
    causes[at] = { ...cause, model_opinion: opinion.value };
  }
  return { causes, warnings: [] };
}
