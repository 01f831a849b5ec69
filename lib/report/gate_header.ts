import type { HelpHeader } from "./format_help.ts";

/** What `qa_gate --help` says beside its flags. */
export const GATE_HEADER: HelpHeader = {
  usage: "qa_gate",
  answers:
    "Runs a project's QA suites in a container, or in a reduced failsafe form when there is " +
    "none, and says what was proved, what failed and what was not checked.",
  writes: [
    "Every run keeps its own folder, outputs/qa/logs/<run_id>/; outputs/qa/ holds the newest run's " +
    "files under stable names. Start reading at summary.json or RUN_INSTRUCTIONS.md.",
    "Without a qa.jsonc the suites are detected; --dry-run shows what would run and why.",
    "--preflight exits 0 where every required suite could run, in a container or (then degraded) in " +
    "its failsafe form, 6 where degraded is not enough, 3 where nothing could, 2 for a bad " +
    "configuration.",
  ],
  examples: [
    { command: "qa_gate", does: "everything that is configured or detected" },
    { command: "qa_gate --dry-run", does: "the plan, and where each setting came from" },
    { command: "qa_gate --preflight", does: "could it run here, and what mends what is missing" },
    { command: "qa_gate --init", does: "write a commented qa.jsonc from what was detected" },
    { command: "qa_gate --suite unit --memory 1g", does: "one suite, with a memory limit" },
    { command: "qa_gate --mode failsafe", does: "no container, although there is an engine" },
    {
      command: "qa_gate --engine swarm --image shop-ci:1 --shard-total 8",
      does: "on many machines: docs/engines.md",
    },
    {
      command: "qa_gate --require-container --json",
      does: "for CI: degraded is red, JSON on stdout",
    },
  ],
};
