import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import { EXIT_USAGE } from "../model/exit_code.ts";
import type { ParsedFlags } from "../model/flag.ts";
import type { Problem } from "../model/problem.ts";
import type { ProblemJson } from "../model/problem_json.ts";
import { chooseStyle } from "../report/choose_style.ts";
import { cleanLine } from "../report/clean_terminal.ts";
import { explainProblem } from "../report/explain_problem.ts";
import { formatJsonLine } from "../report/format_json_line.ts";

/** How a script speaks: where to, with which colours, and whether standard output is for a program. */
export interface Voice {
  /** `live`: a block that redraws itself; `lines`: one line for each event; `quiet`: the end only. */
  readonly style: "live" | "lines" | "quiet";
  readonly color: boolean;
  readonly json: boolean;
  /** People's text: standard output, or standard error when `--json` has taken that. */
  readonly write: (text: string) => void;
  readonly warn: (message: string) => void;
  /** Takes out what must not be shown; nothing before a run knows what that is. */
  readonly clean: (text: string) => string;
}

/** Decides from flags, environment and terminal how a script speaks. */
export function openVoice(host: Host, flags: ParsedFlags): Voice {
  const { terminal } = host;
  const environment = host.environment();
  const json = flags.values.get("json") === true;
  const isTerminal = json ? terminal.stderrIsTerminal : terminal.stdoutIsTerminal;
  const { os, kernel } = host.machine;
  const [isQuiet, noColor] = [flags.values.has("quiet"), flags.values.has("no-color")];
  return {
    ...chooseStyle({ isTerminal, environment, os, kernel, isQuiet, noColor }),
    json,
    write: json ? terminal.error : terminal.out,
    warn: (message) => terminal.error(`warning: ${cleanLine(message)}\n`),
    clean: (text) => text,
  };
}

/** The same voice without secrets: a terminal is recorded too, by every CI system. */
export function discreetVoice(voice: Voice, redactor: Redactor): Voice {
  const clean = (text: string): string => redactor.text("terminal", text);
  return {
    ...voice,
    clean,
    write: (text) => voice.write(clean(text)),
    warn: (message) => voice.warn(clean(message)),
  };
}

/** Says what stops a script before it runs anything, and what mends it; gives the exit code. */
export function refuse(
  host: Host,
  problem: Problem,
  voice: Pick<Voice, "json" | "clean">,
): number {
  const words = explainProblem(problem);
  const shown = (text: string): string => cleanLine(voice.clean(text));
  const [message, hint] = [shown(words.message), shown(words.hint)];
  host.terminal.error(`error: ${message}\n${hint === "" ? "" : `  ${hint}\n`}`);
  if (voice.json) {
    const answer: ProblemJson = { schema: "qa.problem.v1", message, hint };
    host.terminal.out(formatJsonLine(answer));
  }
  return EXIT_USAGE;
}
