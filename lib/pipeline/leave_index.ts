import { questionOf } from "../catalog/artifacts.ts";
import { DIAGNOSTIC_ARTIFACTS } from "../catalog/diagnostic_artifacts.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import { EVIDENCE_INDEX } from "../model/evidence_json.ts";
import { INDEX_NAME } from "../model/index_name.ts";
import { chooseIndexed, formatIndex, type IndexedFile } from "../report/format_index.ts";
import type { IndexHead } from "../report/index_head.ts";
import { listEvidence } from "../write/list_evidence.ts";
import { writeText } from "../write/write_artifacts.ts";

/** Whose files are told, and whether more follow. */
export interface IndexOptions {
  /** Absolute folder of the run. */
  readonly folder: string;
  /** True where the list of evidence is written after it. */
  readonly beforeEvidence: boolean;
}

/** Asked at once: each is a look at the disk. */
const AT_ONCE = 64;

/** The text of a run's index, from the files that are there; "" where its folder cannot be listed. */
export async function makeIndex(
  host: Host,
  head: IndexHead,
  { folder, beforeEvidence }: IndexOptions,
): Promise<string> {
  const listed = await listEvidence(host, folder);
  if (!listed.ok) return "";
  const there = listed.value.filter((path) => path !== INDEX_NAME);
  const all = beforeEvidence ? [...new Set([...there, EVIDENCE_INDEX])] : there;
  const isDiagnosis = there.includes("host_telemetry.json");
  const { chosen, leftOut } = chooseIndexed(all.map((path) => ({ path })), head.failed);
  const files: IndexedFile[] = [];
  for (let at = 0; at < chosen.length; at += AT_ONCE) {
    files.push(
      ...await Promise.all(
        chosen.slice(at, at + AT_ONCE).map(async ({ path }) => {
          const isLater = beforeEvidence && path === EVIDENCE_INDEX;
          const facts = isLater ? null : await host.files.stat(`${folder}/${path}`);
          return { path, sizeBytes: facts?.sizeBytes ?? null, answers: answer(path, isDiagnosis) };
        }),
      ),
    );
  }
  return formatIndex(head, { chosen: files, leftOut });
}

/** Writes `index.txt` of a run, when all but its list of evidence is written; a failure is a warning. */
export async function leaveIndex(
  host: Host,
  head: IndexHead,
  options: IndexOptions & {
    readonly redactor: Redactor;
    readonly warn: (message: string) => void;
  },
): Promise<void> {
  const text = await makeIndex(host, head, options);
  if (text === "") return options.warn(`${INDEX_NAME} was not written: its folder is not listed`);
  await writeText(host, INDEX_NAME, text, options);
}

/** A diagnosis has other files under some names of a gate; those of an attempt are as those at the top. */
function answer(path: string, isDiagnosis: boolean): string {
  if (!isDiagnosis) return questionOf(path);
  const name = path.replace(/^attempts\/\d+\//, "");
  const own = DIAGNOSTIC_ARTIFACTS.find((row) => row.name === name)?.answers;
  return own ?? (questionOf(name) || questionOf(`suites/x/container-1/${name}`));
}
