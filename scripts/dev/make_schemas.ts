import type * as z from "zod";
import { loadArtifacts } from "../../lib/catalog/artifacts.ts";
import { loadGateRows } from "../../lib/catalog/gates.ts";
import { VERDICT_ARTIFACTS } from "../../lib/catalog/verdict_artifacts.ts";
import { ContainerSample, ContainerSnapshot } from "../../lib/model/container_sample.ts";
import { BoundaryJson } from "../../lib/model/boundary_json.ts";
import { CompletionAuditJson } from "../../lib/model/completion_audit_json.ts";
import { QaConfig } from "../../lib/model/config.ts";
import { configSchema } from "../../lib/model/config_schema.ts";
import { AttemptJson, DiagnosticSummaryJson } from "../../lib/model/diagnostic_json.ts";
import { EvidenceJson } from "../../lib/model/evidence_json.ts";
import { ExitJson } from "../../lib/model/exit_json.ts";
import { ExplanationJson } from "../../lib/model/explanation_json.ts";
import { FixJson, SelfTestJson } from "../../lib/model/gate_tools_json.ts";
import { HistoryJson } from "../../lib/model/history_json.ts";
import { HostTelemetryJson } from "../../lib/model/host_telemetry_json.ts";
import { IncidentJson, NoIncidentJson } from "../../lib/model/incident_json.ts";
import { JournalLine } from "../../lib/model/journal.ts";
import { jsonSchemaOf } from "../../lib/model/json_schema.ts";
import { PreflightJson } from "../../lib/model/preflight_json.ts";
import { ProblemJson } from "../../lib/model/problem_json.ts";
import { RemoteEventLine } from "../../lib/model/remote_event_json.ts";
import { ReplayAnswerJson } from "../../lib/model/replay_answer_json.ts";
import { RubricJson } from "../../lib/model/rubric_json.ts";
import { RunEventLine } from "../../lib/model/run_event.ts";
import { ShardPartJson } from "../../lib/model/shard.ts";
import { TestRecord } from "../../lib/model/test_result.ts";
import { VerdictEventLine } from "../../lib/model/verdict_event_json.ts";

/** A stored or read shape, with the id that is also the name of its file in docs/schemas. */
export interface NamedShape {
  /** `qa.<name>.v<n>`. */
  readonly id: string;
  /** File or files of that shape. */
  readonly file: string;
  readonly shape: z.ZodType;
  /** Its JSON Schema where the shape alone says too little. */
  readonly schema?: () => Record<string, unknown>;
}

const gateRows = await loadGateRows();
const { rows, families } = await loadArtifacts(null);

/** Every shape that other programs read or write: the configuration, all JSON artifacts, and the lines of `.jsonl` files. */
export const NAMED_SHAPES: readonly NamedShape[] = [
  { id: "qa.boundary.v1", file: "a manifest of boundaries", shape: BoundaryJson },
  { id: "qa.completion_audit.v1", file: "a closeout audit", shape: CompletionAuditJson },
  { id: "qa.fix.v1", file: "the answer of qa:verdict --fix --json", shape: FixJson },
  { id: "qa.incident.v1", file: "incident.json", shape: IncidentJson },
  {
    id: "qa.no_incident.v1",
    file: "the answer of qa:verdict --incident --json where there is none",
    shape: NoIncidentJson,
  },
  { id: "qa.rubric.v1", file: "a rubric of floors and ceilings", shape: RubricJson },
  {
    id: "qa.self_test.v1",
    file: "the answer of qa:verdict --self-test --json",
    shape: SelfTestJson,
  },
  { id: "qa.attempt.v1", file: "attempts.jsonl", shape: AttemptJson },
  {
    id: "qa.config.v1",
    file: "qa.jsonc",
    shape: QaConfig,
    schema: () => configSchema(gateRows),
  },
  { id: "qa.container_sample.v1", file: "container_stats.jsonl", shape: ContainerSample },
  { id: "qa.container_snapshot.v1", file: "container_top.jsonl", shape: ContainerSnapshot },
  {
    id: "qa.diagnostic_summary.v1",
    file: "summary.json of a diagnosis",
    shape: DiagnosticSummaryJson,
  },
  { id: "qa.remote_event.v1", file: "remote_events.jsonl", shape: RemoteEventLine },
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
  {
    id: "qa.preflight.v1",
    file: "the answer of qa_gate --preflight --json",
    shape: PreflightJson,
  },
  { id: "qa.problem.v1", file: "the answer of --json when nothing was run", shape: ProblemJson },
  {
    id: "qa.replay_answer.v1",
    file: "the answer of replay --json when nothing was run",
    shape: ReplayAnswerJson,
  },
  { id: "qa.test.v1", file: "tests.jsonl", shape: TestRecord },
  { id: "qa.shard_part.v1", file: "shard_plan.jsonl", shape: ShardPartJson },
  { id: "qa.verdict_event.v1", file: "full_suite_events.jsonl", shape: VerdictEventLine },
  ...[...rows, ...families, ...VERDICT_ARTIFACTS].map((row) => ({
    id: row.schema,
    file: row.name,
    shape: row.shape,
  })),
];

/** The JSON Schema of a named shape, with its name and what it is made from. */
export function makeSchema({ id, file, shape, schema }: NamedShape): Record<string, unknown> {
  const { $schema, ...rest } = schema?.() ?? jsonSchemaOf(shape);
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
