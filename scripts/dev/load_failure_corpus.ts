import { walk } from "@std/fs";
import { dirname, join, relative } from "@std/path";
import * as z from "zod";
import { ROOT_CAUSE_CLASSES } from "../../lib/model/finding.ts";
import { SUITE_OUTCOMES, TEST_OUTCOMES } from "../../lib/model/outcome.ts";
import { SIGNAL_KINDS, type SignalKind, type Signals } from "../../lib/model/signature.ts";
import { ROOT } from "./write_generated.ts";

/** The folder of the labelled failures, relative to the root. */
export const CORPUS = "fixtures/failures";

/** `label.json` of a case: what really failed there, and what the classifier is told besides the texts. */
export const CorpusLabel = z.strictObject({
  class: z.enum(ROOT_CAUSE_CLASSES),
  also_right: z.array(z.enum(ROOT_CAUSE_CLASSES)).describe("answers that nobody could call wrong"),
  kind: z.enum(SIGNAL_KINDS).describe("kind of output.txt, or of the text that says most"),
  runner: z.string().nullable(),
  outcome: z.enum([...TEST_OUTCOMES, ...SUITE_OUTCOMES]).nullable(),
  exit_code: z.int().nullable().describe("null for a test in a report, which has none"),
  signal: z.string().nullable(),
  timed_out: z.boolean(),
  artifacts: z.record(z.string(), z.unknown()),
  hard: z.boolean().describe("words of other classes stand in it, as data or as noise"),
  split: z.enum(["tune", "held-out"]),
  note: z.string(),
});
export type CorpusLabel = z.infer<typeof CorpusLabel>;

/** One labelled failure: what a real tool printed, and the right answer. */
export interface CorpusCase {
  /** `<class>/<case>`. */
  readonly name: string;
  readonly label: CorpusLabel;
  readonly signals: Signals;
}

/** Which part of the corpus a case belongs to: four in ten are never looked at while rows are written. */
export function splitOf(name: string): CorpusLabel["split"] {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash % 10 >= 6 ? "held-out" : "tune";
}

/** Every case of the corpus, sorted by name; throws for a label that is none. */
export async function loadFailureCorpus(): Promise<readonly CorpusCase[]> {
  const folder = join(ROOT, CORPUS);
  const names: string[] = [];
  for await (const { path, name } of walk(folder, { includeDirs: false })) {
    if (name === "label.json") names.push(relative(folder, dirname(path)));
  }
  return await Promise.all(names.sort().map(loadCase));
}

async function loadCase(name: string): Promise<CorpusCase> {
  const folder = join(ROOT, CORPUS, name);
  const label = CorpusLabel.parse(JSON.parse(await Deno.readTextFile(join(folder, "label.json"))));
  const files = [
    { file: "output.txt", kind: label.kind },
    ...SIGNAL_KINDS.map((kind) => ({ file: `${kind}.txt`, kind })),
  ];
  const texts = await Promise.all(files.map((it) => loadText(folder, it)));
  return {
    name,
    label,
    signals: {
      runner: label.runner,
      outcome: label.outcome,
      exitCode: label.exit_code,
      signal: label.signal,
      timedOut: label.timed_out,
      texts: texts.filter((text) => text !== null),
      artifacts: label.artifacts,
    },
  };
}

async function loadText(folder: string, { file, kind }: { file: string; kind: SignalKind }) {
  const text = await Deno.readTextFile(join(folder, file)).catch(() => null);
  return text === null ? null : { kind, source: file, text, firstLine: 1 };
}
