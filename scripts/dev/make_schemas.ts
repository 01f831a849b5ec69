import * as z from "zod";
import { loadArtifacts } from "../../lib/catalog/artifacts.ts";
import { ContainerSample, ContainerSnapshot } from "../../lib/model/container_sample.ts";
import { QaConfig } from "../../lib/model/config.ts";
import { AttemptJson, DiagnosticSummaryJson } from "../../lib/model/diagnostic_json.ts";
import { EvidenceJson } from "../../lib/model/evidence_json.ts";
import { ExitJson } from "../../lib/model/exit_json.ts";
import { ExplanationJson } from "../../lib/model/explanation_json.ts";
import { HistoryJson } from "../../lib/model/history_json.ts";
import { HostTelemetryJson } from "../../lib/model/host_telemetry_json.ts";
import { JournalLine } from "../../lib/model/journal.ts";
import { ProblemJson } from "../../lib/model/problem_json.ts";
import { ReplayAnswerJson } from "../../lib/model/replay_answer_json.ts";
import { RunEventLine } from "../../lib/model/run_event.ts";
import { ShardPartJson } from "../../lib/model/shard.ts";
import { TestRecord } from "../../lib/model/test_result.ts";

/** A stored or read shape, with the id that is also the name of its file in docs/schemas. */
export interface NamedShape {
  /** `qa.<name>.v<n>`. */
  readonly id: string;
  /** File or files of that shape. */
  readonly file: string;
  readonly shape: z.ZodType;
}

const { rows, families } = await loadArtifacts(null);

/** Every shape that other programs read or write: the configuration, all JSON artifacts, and the lines of `.jsonl` files. */
export const NAMED_SHAPES: readonly NamedShape[] = [
  { id: "qa.attempt.v1", file: "attempts.jsonl", shape: AttemptJson },
  { id: "qa.config.v1", file: "qa.jsonc", shape: QaConfig },
  { id: "qa.container_sample.v1", file: "container_stats.jsonl", shape: ContainerSample },
  { id: "qa.container_snapshot.v1", file: "container_top.jsonl", shape: ContainerSnapshot },
  {
    id: "qa.diagnostic_summary.v1",
    file: "summary.json of a diagnosis",
    shape: DiagnosticSummaryJson,
  },
  { id: "qa.event.v1", file: "events.jsonl", shape: RunEventLine },
  { id: "qa.evidence.v1", file: "index.json", shape: EvidenceJson },
  { id: "qa.exit.v1", file: "exit.json", shape: ExitJson },
  {
    id: "qa.explanation.v1",
    file: "the answer of replay --explain --json",
    shape: ExplanationJson,
  },
  { id: "qa.history.v1", file: "the answer of qa:history --json", shape: HistoryJson },
  { id: "qa.host_telemetry.v1", file: "host_telemetry.json", shape: HostTelemetryJson },
  { id: "qa.journal.v1", file: "journal.jsonl", shape: JournalLine },
  { id: "qa.problem.v1", file: "the answer of --json when nothing was run", shape: ProblemJson },
  {
    id: "qa.replay_answer.v1",
    file: "the answer of replay --json when nothing was run",
    shape: ReplayAnswerJson,
  },
  { id: "qa.test.v1", file: "tests.jsonl", shape: TestRecord },
  { id: "qa.shard_part.v1", file: "shard_plan.jsonl", shape: ShardPartJson },
  ...[...rows, ...families].map((row) => ({
    id: row.schema,
    file: row.name,
    shape: row.shape,
  })),
];

/**
 * The JSON Schema of a shape. Draft 7, because editors complete by it; of the input side, so that
 * objects stay open (additions are no break) except where the shape itself is strict.
 */
export function makeSchema({ id, file, shape }: NamedShape): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(shape, {
    target: "draft-7",
    io: "input",
    // zod's own format names mean nothing to others; the pattern beside them says the same.
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === "starts_with") delete jsonSchema.format;
    },
  });
  return { $schema, title: id, $comment: `Generated from the zod schema of ${file}.`, ...rest };
}

/** Path relative to the root to text, for every named shape. */
export function makeSchemaFiles(): Record<string, string> {
  return Object.fromEntries(
    NAMED_SHAPES.map((named) => [
      `docs/schemas/${named.id}.json`,
      `${JSON.stringify(makeSchema(named), null, 2)}\n`,
    ]),
  );
}
