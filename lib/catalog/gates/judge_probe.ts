import type { AnswerOf } from "../../model/gate_asking.ts";
import type { GateFault } from "../../model/gate.ts";
import { cleanLine } from "../../report/clean_terminal.ts";
import { makeFault } from "./collect_faults.ts";
import { matchesLine } from "./own_pattern.ts";
import { tellText } from "./tell_value.ts";
import type { ToolProbe, ToolProfile } from "./tool_profiles.ts";

/** What came of starting a program. */
export type ToolAnswer = AnswerOf<"program">;

/** Which tool was asked what. */
export interface ProbedTool {
  readonly tool: string;
  readonly program: string;
  readonly args: readonly string[];
}

/** Why a tool gave no answer that can be judged; null where it gave one. */
export function probeFault(answer: ToolAnswer, asked: ProbedTool): GateFault | null {
  const { tool } = asked;
  if (answer.is === "unread") {
    const [code, message] = answer.code === "not-found"
      ? ["missing_tool", `${tool} not found on this machine`]
      : answer.code === "refused"
      ? ["not_allowed", `${tool} was not started: ${tellText(answer.why)}`]
      : ["probe_failed", `${tool} cannot be started: ${tellText(answer.why)}`];
    return makeFault(code, tool, message);
  }
  const command = tellText([asked.program, ...asked.args].join(" "));
  if (answer.timedOut) {
    return makeFault("probe_timeout", tool, `"${command}" gave no answer in time`);
  }
  if (answer.exitCode === 0) return null;
  const said = tellText(cleanLine(answer.stderr || answer.stdout));
  const how = answer.exitCode === null ? "was ended by a signal" : `ended with ${answer.exitCode}`;
  return makeFault("probe_failed", tool, `"${command}" ${how}${said === "" ? "" : `: ${said}`}`);
}

/** Whether the answer to a probe is that of the real program; null where it is. */
export function judgeProbe(
  answer: ToolAnswer,
  probe: ToolProbe,
  asked: ProbedTool & { readonly profile: ToolProfile },
): GateFault | null {
  const { tool, profile } = asked;
  const impostor = answer.is === "program" ? findImpostor(answer, profile) : null;
  const fault = probeFault(answer, asked);
  if (answer.is === "unread" || answer.timedOut) return fault;
  const isRight = probe.mustMatch === undefined || matchesLine(probe.mustMatch, answer.stdout);
  const both = `${answer.stdout}\n${answer.stderr}`;
  const isWrong = probe.mustNotMatch !== undefined && matchesLine(probe.mustNotMatch, both);
  if (fault === null && isRight && !isWrong) return null;
  const command = tellText([asked.program, ...asked.args].join(" "));
  const who = impostor === null ? "another program" : impostor;
  const message = `${tool} is not what it claims: ${who} answers to "${command}" with ` +
    `"${tellText(answer.stdout || answer.stderr)}"`;
  return makeFault("wrong_program", tool, message);
}

function findImpostor(
  { stdout, stderr }: Extract<ToolAnswer, { readonly is: "program" }>,
  { impostors = [] }: ToolProfile,
): string | null {
  const head = `${stdout}\n${stderr}`.slice(0, 4000).split("\n");
  return impostors.find(([pattern]) => head.some((line) => pattern.test(line)))?.[1] ?? null;
}
