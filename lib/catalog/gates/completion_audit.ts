import { checkSchema } from "../../model/check_schema.ts";
import { BLOCKER_KINDS, CompletionAuditJson } from "../../model/completion_audit_json.ts";
import type { Asking, GateContext, GateFault, GateJudgement, GateRow } from "../../model/gate.ts";
import { ask } from "../../model/gate_asking.ts";
import { COLLECT_CODES } from "./collect_faults.ts";
import { CompletionAuditSettings } from "./completion_audit_settings.ts";
import { concludeFaults, concludeLost, malformedFault } from "./conclude_faults.ts";
import { findBlockers } from "./find_blockers.ts";
import { AGE_CODES, judgeAge } from "./judge_age.ts";
import { judgeSchemaId, SCHEMA_CODES } from "./judge_schema_id.ts";
import { explainUnread, INPUT_CODES } from "./read_input.ts";
import { countOf } from "./tell_value.ts";

const SCHEMA = "qa.completion_audit.v1";
const CODES: GateRow["codes"] = {
  ...INPUT_CODES,
  ...SCHEMA_CODES,
  ...AGE_CODES,
  ...COLLECT_CODES,
  missing_push: "Push the closeout commit, and make the audit anew",
  failed_command:
    "Mend the failure, run the exact command again, and put the passing run into the audit",
  proxy_only_evidence:
    "Replace telling by showing: a command that ran, an artifact, a commit or an issue",
  missing_artifact: "Make the artifact, or correct its path and digest, and make the audit anew",
  unresolved_gap: "Close the gap, or give it an owner and an active issue before the closeout",
};

/** A closeout audit has no blockers; they are derived from what it records, not from what it says of itself. */
export const COMPLETION_AUDIT_GATE: GateRow<CompletionAuditSettings> = {
  kind: "completion-audit",
  answers:
    "May this piece of work be closed: pushed, proved by direct evidence, nothing left open?",
  shape: CompletionAuditSettings,
  judge: judgeAudit,
  codes: CODES,
  example: {
    id: "closeout",
    kind: "completion-audit",
    audit: "docs/evidence/completion_audit.json",
    same_commit: true,
    blocking: false,
  },
};

function* judgeAudit(
  settings: CompletionAuditSettings,
  context: GateContext,
): Asking<GateJudgement> {
  const { audit: path, max_age } = settings;
  const read = yield* ask({ as: "json", path });
  if (read.is === "unread") return concludeLost(explainUnread(path, read), [path]);
  const { value, facts } = read;
  const unfit = judgeSchemaId({ path, value, schema: SCHEMA, at: "/schema" });
  if (unfit !== null) return concludeLost(unfit, [path]);
  const audit = checkSchema(CompletionAuditJson, value);
  if (!audit.ok) return concludeLost(malformedFault(path, audit.error), [path]);
  const { now } = context;
  const age = judgeAge({ path, value, facts, now, max_age, generated_at: "/generated_at" });
  const blockers = yield* findBlockers(audit.value, { settings, commit: context.commit });
  const { commands, artifacts, claims, gaps } = audit.value;
  return {
    ...concludeFaults([...(age === null ? [] : [age]), ...blockers], {
      proved: `pushed; ${countOf(commands.length, "command")} passed, ` +
        `${countOf(artifacts.length, "artifact")} there, ${countOf(claims.length, "claim")} proved`,
      artifacts: [path, ...artifacts.map((artifact) => artifact.path)],
      measures: {
        commands: commands.length,
        claims: claims.length,
        open_gaps: gaps.filter(({ status }) => status === "open").length,
        blockers: blockers.length,
      },
    }),
    report: reportBlockers(blockers),
  };
}

/** The blockers as a program reads them, and what an operator does next: one step for each kind. */
function reportBlockers(faults: readonly GateFault[]) {
  const kinds = BLOCKER_KINDS.filter((kind) => faults.some(({ code }) => code === kind));
  return {
    blockers: faults.slice(0, 200).map(({ code, subject, message }) => ({
      kind: code,
      subject,
      message,
    })),
    operator_next_actions: kinds.map((kind) => CODES[kind]),
  };
}
