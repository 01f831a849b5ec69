import { VERDICT_ARTIFACTS, VERDICT_TEXTS } from "../catalog/verdict_artifacts.ts";
import { redactJson } from "../formats/redact_json.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { FullVerdict } from "../model/full_verdict.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";
import type { VerdictFolder } from "../write/open_verdict.ts";
import { publishRun } from "../write/publish_run.ts";

/** How a verdict is written. */
export interface WriteVerdictOptions {
  readonly redactor: Redactor;
  /** False: only its own folder; the stable names stay those of an earlier one. */
  readonly isPublished: boolean;
  readonly warn: (message: string) => void;
}

const STABLE_NAMES = [...VERDICT_ARTIFACTS, ...VERDICT_TEXTS].map(({ name }) => name);

/**
 * Writes every file of a verdict, each whole or not at all, JSON checked against its schema and all of
 * it redacted; then the stable names. A file that cannot be written is a problem: a verdict that
 * nobody can read is none.
 */
export async function writeVerdict(
  host: Host,
  full: FullVerdict,
  folder: VerdictFolder,
  { redactor, isPublished, warn }: WriteVerdictOptions,
): Promise<Result<void, Problem>> {
  // At the same time: each waits for the disk, and none for another.
  const written = await Promise.all(
    makeTexts(full, redactor).map(({ name, text }) =>
      host.files.writeWhole(`${folder.path}/${name}`, text)
    ),
  );
  const unwritten = written.find((one) => !one.ok);
  if (unwritten !== undefined) return unwritten;
  if (!isPublished) return ok(undefined);
  const published = await publishRun(host, folder, {
    names: STABLE_NAMES,
    startedAt: full.generatedAt,
    datedBy: { name: "full_suite_verdict.json", field: "generated_at" },
  });
  if (!published.ok) return published;
  if (published.value === "published") return ok(undefined);
  const why = published.value === "locked" ? "another run is publishing" : "a newer one is there";
  warn(`the stable names in ${folder.outputs} are not those of this verdict: ${why}`);
  return ok(undefined);
}

function makeTexts(full: FullVerdict, redactor: Redactor) {
  const texts = VERDICT_TEXTS.flatMap(({ name, format }) =>
    format === null ? [] : [{ name, text: redactor.text(name, format(full)) }]
  );
  const json = VERDICT_ARTIFACTS.map(({ name, shape, make }) => ({
    name,
    text: `${redactJson(shape.parse(make(full), { jitless: true }), name, redactor, 2)}\n`,
  }));
  return [...texts, ...json];
}
