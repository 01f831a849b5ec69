import type * as z from "zod";
import { CertificationDossierJson } from "../../model/certification_dossier_json.ts";
import { DiagnosticSummaryJson } from "../../model/diagnostic_json.ts";
import { EnvironmentJson } from "../../model/environment_json.ts";
import { ErrorJson } from "../../model/error_json.ts";
import { EvidenceJson } from "../../model/evidence_json.ts";
import { ExitJson } from "../../model/exit_json.ts";
import { FailureDigestJson, FailureIndexJson } from "../../model/failure_digest_json.ts";
import { FullVerdictJson } from "../../model/full_verdict_json.ts";
import { HostTelemetryJson } from "../../model/host_telemetry_json.ts";
import { IncidentJson } from "../../model/incident_json.ts";
import { JournalLine } from "../../model/journal.ts";
import { PlanJson } from "../../model/plan_json.ts";
import { RedactionsJson } from "../../model/redactions_json.ts";
import { RemediationBacklogJson } from "../../model/remediation_backlog_json.ts";
import { RepeatJson } from "../../model/repeat_json.ts";
import { ReplayBundleJson } from "../../model/replay_bundle_json.ts";
import { ResultsJson } from "../../model/results_json.ts";
import { RunEventLine } from "../../model/run_event.ts";
import { RunJson } from "../../model/run_json.ts";
import { ShardPartJson } from "../../model/shard.ts";
import { SummaryJson } from "../../model/summary_json.ts";
import { TestRecord } from "../../model/test_result.ts";
import { TriageDiffJson } from "../../model/triage_diff_json.ts";
import { VerdictEventLine } from "../../model/verdict_event_json.ts";
import { WaiverAuditJson } from "../../model/waiver_audit_json.ts";

/** Shapes of JSON artifacts of ours by the id of their schema; of any other id only the id is judged. */
export const OWN_SHAPES: Readonly<Record<string, z.ZodType>> = {
  "qa.certification_dossier.v1": CertificationDossierJson,
  "qa.diagnostic_summary.v1": DiagnosticSummaryJson,
  "qa.environment.v1": EnvironmentJson,
  "qa.error.v1": ErrorJson,
  "qa.evidence.v1": EvidenceJson,
  "qa.exit.v1": ExitJson,
  "qa.failure_digest.v1": FailureDigestJson,
  "qa.failure_index.v1": FailureIndexJson,
  "qa.full_suite_verdict.v1": FullVerdictJson,
  "qa.host_telemetry.v1": HostTelemetryJson,
  "qa.incident.v1": IncidentJson,
  "qa.plan.v1": PlanJson,
  "qa.redactions.v1": RedactionsJson,
  "qa.remediation_backlog.v1": RemediationBacklogJson,
  "qa.repeat.v1": RepeatJson,
  "qa.replay_bundle.v1": ReplayBundleJson,
  "qa.results.v1": ResultsJson,
  "qa.run.v1": RunJson,
  "qa.summary.v1": SummaryJson,
  "qa.triage_diff.v1": TriageDiffJson,
  "qa.waiver_audit.v1": WaiverAuditJson,
};

/** Shapes of the lines of `.jsonl` artifacts of ours by the id of their schema. */
export const OWN_LINES: Readonly<Record<string, z.ZodType>> = {
  "qa.event.v1": RunEventLine,
  "qa.journal.v1": JournalLine,
  "qa.shard_part.v1": ShardPartJson,
  "qa.test.v1": TestRecord,
  "qa.verdict_event.v1": VerdictEventLine,
};
