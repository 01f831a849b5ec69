import type * as z from "zod";
import { CertificationDossierJson } from "../model/certification_dossier_json.ts";
import type { FullVerdict } from "../model/full_verdict.ts";
import { FullVerdictJson } from "../model/full_verdict_json.ts";
import { RemediationBacklogJson } from "../model/remediation_backlog_json.ts";
import { WaiverAuditJson } from "../model/waiver_audit_json.ts";
import { formatBacklog } from "../report/format_backlog.ts";
import { formatVerdictReport } from "../report/format_verdict_report.ts";
import { makeCertificationDossier } from "../report/make_certification_dossier.ts";
import { makeFullVerdictJson } from "../report/make_full_verdict_json.ts";
import { makeRemediationBacklog } from "../report/make_remediation_backlog.ts";
import { makeWaiverAudit } from "../report/make_waiver_audit.ts";

/** One JSON file of a verdict: its stable name, the question it answers, its shape, how it is made. */
export interface VerdictArtifact {
  readonly name: string;
  /** The schema id, `qa.<name>.v<n>`. */
  readonly schema: string;
  /** Which question of a reader it answers. */
  readonly answers: string;
  readonly shape: z.ZodType;
  /** Pure. */
  readonly make: (full: FullVerdict) => unknown;
}

/** One text of a verdict. */
export interface VerdictText {
  readonly name: string;
  readonly answers: string;
  /** Pure; null for the one that is written while the gates are judged. */
  readonly format: ((full: FullVerdict) => string) | null;
}

/** JSON files of a verdict; the verdict itself is written last. */
export const VERDICT_ARTIFACTS: readonly VerdictArtifact[] = [
  {
    name: "certification_dossier.json",
    schema: "qa.certification_dossier.v1",
    answers: "Is this state certified, what speaks against it, and from which files is that known?",
    shape: CertificationDossierJson,
    make: makeCertificationDossier,
  },
  {
    name: "remediation_backlog.json",
    schema: "qa.remediation_backlog.v1",
    answers: "What is to be mended, by whom, in which artifact, with which command?",
    shape: RemediationBacklogJson,
    make: makeRemediationBacklog,
  },
  {
    name: "waiver_audit.json",
    schema: "qa.waiver_audit.v1",
    answers: "Which waivers and entries of the quarantine are in order, used, unused, over?",
    shape: WaiverAuditJson,
    make: makeWaiverAudit,
  },
  {
    name: "full_suite_verdict.json",
    schema: "qa.full_suite_verdict.v1",
    answers: "Do all gates pass, and why not: which fault where, which command shows it again?",
    shape: FullVerdictJson,
    make: makeFullVerdictJson,
  },
];

/** Texts of a verdict. */
export const VERDICT_TEXTS: readonly VerdictText[] = [
  {
    name: "full_suite_report.md",
    answers: "The same as the verdict, for people?",
    format: formatVerdictReport,
  },
  {
    name: "remediation_backlog.md",
    answers: "The backlog as a list to tick off?",
    format: formatBacklog,
  },
  {
    name: "full_suite_events.jsonl",
    answers: "Which gate was judged when, and how did it come out?",
    format: null,
  },
];
