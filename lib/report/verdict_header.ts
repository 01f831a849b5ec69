import type { HelpHeader } from "./format_help.ts";

/** What `verdict --help` says beside its flags. */
export const VERDICT_HEADER: HelpHeader = {
  usage: "verdict",
  answers:
    "Judges the gates that qa.jsonc declares over artifacts that are already there: runs, reports, " +
    "manifests. It runs no test, uses no network and deletes nothing.",
  writes: [
    "Every verdict has a folder of its own, outputs/qa/verdicts/<id>/, with full_suite_verdict.json, " +
    "full_suite_events.jsonl, full_suite_report.md, certification_dossier.json, " +
    "remediation_backlog.json and .md, waiver_audit.json; the newest stands in outputs/qa/ too.",
    "What is missing, unreadable, stale or of a newer version fails its gate by name. Without gates " +
    "in qa.jsonc the newest run is judged.",
  ],
  exits: [
    {
      exit: 0,
      name: "passed",
      when: "every gate that decides passes or is waived; nothing speaks for an incident; an " +
        "incident is closed",
    },
    {
      exit: 1,
      name: "failed",
      when: "a gate that decides fails; there is an incident, or it stays open; a file could not " +
        "be mended by --fix",
    },
    {
      exit: 2,
      name: "usage",
      when: "bad usage or configuration, or the files could not be written; nothing was said",
    },
    { exit: 70, name: "bug", when: "a bug of ours, with its stack and a request to report it" },
    {
      exit: 130,
      name: "cancelled",
      when: "SIGINT: no verdict, its programs are ended, the stable names are as they were",
    },
    { exit: 143, name: "cancelled", when: "SIGTERM: likewise" },
  ],
  examples: [
    { command: "verdict", does: "judge every gate" },
    { command: "verdict --preflight", does: "stop at the first one that fails and blocks" },
    { command: "verdict --certify", does: "require everything; the dossier says CERTIFIED" },
    { command: "verdict --gate unit-tests", does: "one gate alone" },
    { command: "verdict --list", does: "every kind of gate" },
  ],
};
