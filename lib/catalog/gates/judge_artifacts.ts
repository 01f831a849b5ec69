import { checkSchema } from "../../model/check_schema.ts";
import type { Asking, GateAnswer, GateFault, GateRequest, ReadFacts } from "../../model/gate.ts";
import { type FaultCollection, makeFault } from "./collect_faults.ts";
import type { BundleArtifact, EvidenceBundleSettings } from "./evidence_bundle_settings.ts";
import { judgeAge } from "./judge_age.ts";
import { judgeSchemaId } from "./judge_schema_id.ts";
import { OWN_LINES } from "./own_shapes.ts";
import { explainUnread } from "./read_input.ts";
import { judgeWhole } from "./read_json.ts";

/** Artifacts that are held in memory at once. */
const BATCH = 32;
/** A jsonl artifact is not read beyond that. */
const LINES_BYTES_MAX = 64 * 1024 ** 2;

/** The required artifacts of a bundle, and where and when they are judged. */
export interface ArtifactsQuestion {
  readonly settings: EvidenceBundleSettings;
  /** Relative to the root; "" for the root itself. */
  readonly folder: string;
  readonly now: string;
}

/** One artifact with its path from the root. */
interface Required extends BundleArtifact {
  /** Its path within the bundle: what a fault is about, whichever run it is. */
  readonly name: string;
  readonly format: "json" | "jsonl" | "any";
}

/** Judges every required artifact: there, well-formed, fresh, not empty; returns their paths. */
export function* judgeArtifacts(
  { settings, folder, now }: ArtifactsQuestion,
  { add }: FaultCollection,
): Asking<readonly string[]> {
  const required = settings.artifacts.map((one) => resolve(one, settings, folder));
  for (let from = 0; from < required.length; from += BATCH) {
    const batch = required.slice(from, from + BATCH);
    const answers: readonly GateAnswer[] = yield batch.map(requestOf);
    batch.forEach((one, at) =>
      judgeOne(one, answers[at]!, now).forEach((fault) => add({ ...fault, subject: one.name }))
    );
  }
  return required.map(({ path }) => path);
}

function resolve(
  artifact: BundleArtifact,
  { max_age, generated_at }: EvidenceBundleSettings,
  folder: string,
): Required {
  const format = artifact.format ??
    (artifact.path.endsWith(".jsonl") ? "jsonl" : artifact.path.endsWith(".json") ? "json" : "any");
  return {
    ...artifact,
    name: artifact.path,
    path: folder === "" ? artifact.path : `${folder}/${artifact.path}`,
    format,
    max_age: artifact.max_age ?? max_age,
    // A field is only looked for in what has fields.
    generated_at: artifact.generated_at ?? (format === "json" ? generated_at : undefined),
  };
}

function requestOf({ path, format }: Required): GateRequest {
  if (format === "json") return { as: "json", path };
  return format === "jsonl"
    ? { as: "text", path, maxBytes: LINES_BYTES_MAX }
    : { as: "digest", path };
}

function judgeOne(artifact: Required, answer: GateAnswer, now: string): readonly GateFault[] {
  if (answer.is === "unread") return [explainUnread(artifact.path, answer)];
  if (answer.is === "json") {
    return [...judgeWhole(artifact, answer, now).faults, ...empty(artifact, answer.facts)];
  }
  if (answer.is !== "text" && answer.is !== "digest") return [];
  const { facts } = answer;
  const age = judgeAge({ ...artifact, value: undefined, facts, now });
  const lines = answer.is === "text" ? judgeLines(artifact, answer.text) : null;
  return [...empty(artifact, facts), age, lines].filter((fault) => fault !== null);
}

function empty({ path, allow_empty }: Required, { sizeBytes }: ReadFacts): readonly GateFault[] {
  if (allow_empty || sizeBytes > 0) return [];
  return [makeFault("empty_artifact", path, `${path} is empty`, { path, at: null })];
}

/** The first line that is wrong; a torn last one is wrong too. */
function judgeLines(artifact: Required, text: string): GateFault | null {
  const { path, allow_empty } = artifact;
  if (text.trim() === "" && text !== "" && !allow_empty) {
    return makeFault("empty_artifact", path, `${path} has no line with something in it`);
  }
  let from = 0;
  for (let number = 1; from < text.length; number++) {
    const end = text.indexOf("\n", from);
    const line = text.slice(from, end < 0 ? text.length : end);
    from = end < 0 ? text.length : end + 1;
    const wrong = line.trim() === "" ? null : judgeLine(artifact, line);
    if (wrong !== null) {
      const place = { path, at: `line ${number}` };
      return { ...wrong, message: `${wrong.message} (line ${number})`, place };
    }
  }
  return null;
}

function judgeLine({ path, schema, schema_at: at }: Required, line: string): GateFault | null {
  const value = readLine(line);
  const malformed = (why: string) => makeFault("malformed_artifact", path, `${path}: ${why}`);
  if (value === undefined) return malformed("a line is no JSON");
  if (schema === undefined) return null;
  const shape = Object.hasOwn(OWN_LINES, schema) ? OWN_LINES[schema] : undefined;
  if (shape === undefined) return judgeSchemaId({ path, value, schema, at });
  const checked = checkSchema(shape, value);
  if (checked.ok) return null;
  return judgeVersion({ path, value, schema, at }) ?? malformed(checked.error);
}

/** A line that says another id has that fault; of one that says none only the shape tells. */
function judgeVersion(question: Parameters<typeof judgeSchemaId>[0]): GateFault | null {
  const { value } = question;
  const tells = typeof value === "object" && value !== null && Object.hasOwn(value, "schema");
  return tells ? judgeSchemaId(question) : null;
}

function readLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
