import { cleanText, oneLine } from "./clean_text.ts";
import { disarmCommands } from "./disarm_commands.ts";

/**
 * Text from a stranger, fit for a terminal, which may be the log of a CI system: clean, and nothing in
 * it is a command to that system.
 */
export function cleanTerminal(text: string): string {
  return disarmCommands(cleanText(text));
}

/** The same on one line: every run of white space becomes one space. */
export function cleanLine(text: string): string {
  return disarmCommands(oneLine(text));
}
