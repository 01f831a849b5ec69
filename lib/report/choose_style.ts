/** What decides how a script shows itself. */
export interface StyleFacts {
  /** True where people's text goes to a terminal. */
  readonly isTerminal: boolean;
  readonly environment: Readonly<Record<string, string>>;
  /** Of the machine: `windows` has consoles that know no escape sequences. */
  readonly os: string;
  /** Release of the system, such as `10.0.19045`. */
  readonly kernel: string;
  readonly isQuiet: boolean;
  readonly noColor: boolean;
}

/** How a script shows itself. */
export interface ChosenStyle {
  /** `live`: a block that redraws itself; `lines`: one line for each event; `quiet`: the end only. */
  readonly style: "live" | "lines" | "quiet";
  readonly color: boolean;
}

/** Before this build of Windows 10 its console printed escape sequences as text. */
const VT_BUILD = 14_393;

/**
 * Decides from flags, variables and terminal how a script shows itself. For colours: `--no-color`, then
 * `NO_COLOR`, `FORCE_COLOR` (0 and false: off), `CLICOLOR_FORCE`, `CLICOLOR=0`, then the terminal.
 */
export function chooseStyle(facts: StyleFacts): ChosenStyle {
  const { isTerminal, environment, isQuiet } = facts;
  const isAble = isTerminal && environment["TERM"] !== "dumb" && knowsEscapes(facts);
  return {
    style: isQuiet ? "quiet" : isAble ? "live" : "lines",
    color: asksForColor(facts) ?? isAble,
  };
}

/** Null where nobody asks. */
function asksForColor({ noColor, environment }: StyleFacts): boolean | null {
  if (noColor || environment["NO_COLOR"]) return false;
  const forced = environment["FORCE_COLOR"];
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  const always = environment["CLICOLOR_FORCE"];
  if (always !== undefined && always !== "" && always !== "0") return true;
  return environment["CLICOLOR"] === "0" ? false : null;
}

function knowsEscapes({ os, kernel, environment }: StyleFacts): boolean {
  if (os !== "windows") return true;
  if (environment["WT_SESSION"] || environment["TERM"] || environment["ConEmuANSI"] === "ON") {
    return true;
  }
  const [major = 0, , build = 0] = kernel.split(".").map(Number);
  return major > 10 || (major === 10 && build >= VT_BUILD);
}
