import * as z from "zod";
import type { Asking, GateFault, GateJudgement, GateRow } from "../../model/gate.ts";
import { type AnswerOf, ask } from "../../model/gate_asking.ts";
import { makeFault } from "./collect_faults.ts";
import { concludeFaults } from "./conclude_faults.ts";
import { LinePattern, matchesLine } from "./own_pattern.ts";
import { timeoutMs, TimeoutText } from "./timeout_text.ts";
import { tellText } from "./tell_value.ts";

/** Settings of a gate of the kind `command`. */
export const CommandSettings = z.strictObject({
  argv: z.array(z.string().max(4000)).min(1).max(100)
    .describe("the program and its arguments; no shell reads them"),
  cwd: z.string().min(1).max(500).default(".").describe("folder below the root"),
  timeout: TimeoutText.default("60s").describe("longest time, at most 10m"),
  exit_codes: z.array(z.int().min(0).max(4_294_967_295)).min(1).max(20).default([0])
    .describe("exit codes that pass"),
  must_match: LinePattern.optional()
    .describe("a line of its output must match; the first 64 KiB of each stream count"),
  must_not_match: LinePattern.optional().describe("no line of its output may match"),
});
export type CommandSettings = z.infer<typeof CommandSettings>;

/** A bounded local check that is declared as such ends as it should. */
export const COMMAND_GATE: GateRow<CommandSettings> = {
  kind: "command",
  answers: "Does this local check, which is started by the verdict itself, end as it should?",
  shape: CommandSettings,
  judge: judgeCommand,
  startsPrograms: true,
  codes: {
    missing_program: "Install the program, or correct the first word of `argv`",
    cannot_start: "Read why in the message: rights, or a folder in `cwd` that is not there",
    not_allowed: "Start the verdict where programs may be started, or make this check a suite",
    timed_out:
      "Make the check quicker, raise `timeout` (at most 10m), or make it a suite of the gate",
    unexpected_exit: "Run the command of the message by hand, and mend what it finds",
    output_mismatch: "Compare what it prints with `must_match` and `must_not_match`",
  },
  example: {
    id: "schemas-fresh",
    kind: "command",
    argv: ["deno", "task", "schemas", "--check"],
    timeout: "2m",
  },
};

function* judgeCommand(settings: CommandSettings): Asking<GateJudgement> {
  const { argv, cwd, timeout } = settings;
  const answer = yield* ask({ as: "program", argv, cwd, timeoutMs: timeoutMs(timeout) });
  const command = tellText(argv.join(" "));
  const fault = judgeAnswer(answer, settings, command);
  const code = answer.is === "program" ? answer.exitCode : null;
  return concludeFaults(fault === null ? [] : [fault], {
    proved: `"${command}" ended with ${code}`,
    artifacts: [],
    ...(code !== null && { measures: { exit_code: code } }),
  });
}

function judgeAnswer(
  answer: AnswerOf<"program">,
  { argv, timeout, exit_codes, must_match, must_not_match }: CommandSettings,
  command: string,
): GateFault | null {
  const [program = ""] = argv;
  if (answer.is === "unread") {
    const why = tellText(answer.why);
    if (answer.code === "not-found") {
      return makeFault("missing_program", program, `${tellText(program)} cannot be found: ${why}`);
    }
    const code = answer.code === "refused" ? "not_allowed" : "cannot_start";
    return makeFault(code, program, `"${command}" was not started: ${why}`);
  }
  if (answer.timedOut) {
    return makeFault("timed_out", program, `"${command}" took longer than ${timeout}`);
  }
  if (answer.exitCode === null || !exit_codes.includes(answer.exitCode)) {
    const how = answer.exitCode === null
      ? "was ended by a signal"
      : `ended with ${answer.exitCode}`;
    const said = lastWords(answer);
    const message = `"${command}" ${how}, where ${exit_codes.join(" or ")} is wanted${said}`;
    return makeFault("unexpected_exit", program, message);
  }
  const both = `${answer.stdout}\n${answer.stderr}`;
  if (must_match !== undefined && !matchesLine(must_match, both)) {
    const message = `"${command}" prints no line that matches ${must_match}`;
    return makeFault("output_mismatch", program, message);
  }
  if (must_not_match !== undefined && matchesLine(must_not_match, both)) {
    const message = `"${command}" prints a line that matches ${must_not_match}`;
    return makeFault("output_mismatch", program, message);
  }
  return null;
}

/** The last line that says something: most tools end with what is wrong. */
function lastWords({ stdout, stderr }: Extract<AnswerOf<"program">, { is: "program" }>): string {
  const lines = `${stdout}\n${stderr}`.split("\n").map(tellText).filter((line) => line !== "");
  return lines.length === 0 ? "" : `: ${lines.at(-1)}`;
}
