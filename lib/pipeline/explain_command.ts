import { classifyText } from "../classify/classify_text.ts";
import { collectSecrets } from "../formats/collect_secrets.ts";
import { createRedactor, type Redactor } from "../formats/redactor.ts";
import { redactJson } from "../formats/redact_json.ts";
import type { Host } from "../host/host.ts";
import type { Explained } from "../model/explained.ts";
import type { ExplanationJson } from "../model/explanation_json.ts";
import type { ParsedFlags } from "../model/flag.ts";
import type { ModelAddress } from "../model/model_address.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { SignatureRow } from "../model/signature.ts";
import { cleanTerminal } from "../report/clean_terminal.ts";
import { formatExplanation } from "../report/format_explanation.ts";
import { formatJsonLine } from "../report/format_json_line.ts";
import { makeCause } from "../report/make_cause.ts";
import { nameScript } from "../report/name_script.ts";
import { addOpinions } from "./add_opinions.ts";
import { chooseModel } from "./choose_model.ts";
import { explainRecord } from "./explain_record.ts";
import type { FoundCause, RecordMeans } from "./explained_record.ts";
import { findExplained } from "./find_explained.ts";
import { loadExplainer } from "./load_explainer.ts";
import { discreetVoice, refuse, type Voice } from "./voice.ts";

/** `replay --explain` from its flags to its exit code: finds what is meant, says what it is; runs nothing. */
export async function explainCommand(
  host: Host,
  flags: ParsedFlags,
  { loud, script }: { readonly loud: Voice; readonly script: string },
): Promise<number> {
  const redactor = createRedactor(collectSecrets(host.environment()));
  const voice = discreetVoice(loud, redactor);
  const model = await chooseModel(host, flags);
  if (!model.ok) return refuse(host, model.error, voice);
  const explainer = await loadExplainer(host, flags);
  if (!explainer.ok) return refuse(host, explainer.error, voice);
  const { rows, places, warnings } = explainer.value;
  const given = givenBy(flags);
  if (!given.ok) return refuse(host, given.error, voice);
  const found = await findExplained(host, given.value, places);
  if (!found.ok) return refuse(host, found.error, voice);
  const suites = flags.values.get("suite");
  const asked = { rows, suites: Array.isArray(suites) ? suites : [] };
  const fault = faultOfSuites(found.value, asked.suites);
  if (fault !== null) return refuse(host, fault, voice);
  const explained = await explain(host, found.value, asked);
  const opinions = await addOpinions(host, explained.causes, opinionsBy(model.value, redactor));
  const all = [...warnings, ...explained.warnings, ...opinions.warnings];
  const causes = opinions.causes.map((cause) => ({
    ...cause,
    replay: cause.replay.map((command) => nameScript(command, script)),
  }));
  const answer = { ...explained, causes, warnings: all };
  return tell(host, answer, { voice, redactor });
}

interface FoundExplanation extends Omit<ExplanationJson, "causes"> {
  readonly causes: readonly FoundCause[];
}

async function explain(
  host: Host,
  found: Explained,
  asked: RecordMeans,
): Promise<FoundExplanation> {
  const head = { schema: "qa.explanation.v1" } as const;
  if (found.kind === "record") {
    const { record, name } = found;
    const { causes, flaky } = await explainRecord(host, record, asked);
    const { runId: run_id, verdict, gaps } = record;
    const source = { kind: "record", name, run_id, verdict, cut: false } as const;
    return { ...head, source, causes, flaky: [...flaky], warnings: [...gaps] };
  }
  const { kind, name, isCut: cut } = found;
  const source = { kind, name, run_id: null, verdict: null, cut };
  return { ...head, source, causes: [explainText(found, asked.rows)], flaky: [], warnings: [] };
}

/** What a text is about, by its own words alone. */
function explainText(
  { texts }: Exclude<Explained, { kind: "record" }>,
  rows: readonly SignatureRow[],
): FoundCause {
  const { classification, saidBy } = classifyText(texts, rows);
  const isTheirs = saidBy === "engine" || saidBy === "kernel";
  const why = isTheirs ? `taken for the words of the ${saidBy}, and not of a test` : "";
  const subject = { suite: null, outcome: null, why, from: "text", clusters: [] } as const;
  const values = { suite: null, test: null, file: null, record: null };
  const about = { runner: null, outcome: null, exitCode: null, signal: null, timedOut: false };
  const evidence = texts.map((text) => ({ ...text, kind: saidBy }));
  return {
    cause: makeCause(subject, classification, { rows, values }),
    evidence: () => Promise.resolve({ ...about, texts: evidence, artifacts: {} }),
  };
}

function givenBy({ values, words }: ParsedFlags): Result<string, Problem> {
  const value = String(values.get("explain"));
  const all = value === "" ? words : [value, ...words];
  const [first = "latest", ...more] = all;
  if (more.length === 0) return ok(first);
  return err({
    kind: "usage",
    message: `--explain takes one thing, and here are ${all.length}`,
    hint: "Put a text of several words into quotes: --explain 'connection refused'",
  });
}

function faultOfSuites(found: Explained, suites: readonly string[]): Problem | null {
  if (suites.length === 0) return null;
  if (found.kind !== "record") {
    const message = "--suite chooses from a record, and this is a text";
    return { kind: "usage", message, hint: "Leave --suite away" };
  }
  const names = found.record.suites.map(({ name }) => name);
  const unknown = suites.find((suite) => !names.includes(suite));
  if (unknown === undefined) return null;
  const message = `there is no suite ${unknown} in ${found.name}`;
  return { kind: "usage", message, hint: `It has: ${names.join(", ")}` };
}

function opinionsBy(address: ModelAddress | null, redactor: Redactor) {
  return { address, clean: (text: string): string => redactor.text("terminal", text) };
}

function tell(
  host: Host,
  answer: ExplanationJson,
  { voice, redactor }: { readonly voice: Voice; readonly redactor: Redactor },
): number {
  answer.warnings.forEach(voice.warn);
  voice.write(cleanTerminal(formatExplanation(answer)));
  if (voice.json) {
    host.terminal.out(formatJsonLine(JSON.parse(redactJson(answer, "terminal", redactor))));
  }
  return 0;
}
