import type { SuiteCommand } from "../model/plan.ts";

/** What a user would type of a command: its words and variables without those about small files of ours. */
export function plainCommand({ argv, env }: Pick<SuiteCommand, "argv" | "env">) {
  const kept = Object.entries(env).filter(([, value]) => value === null || standsAlone(value));
  return { argv: argv.filter(standsAlone), env: Object.fromEntries(kept) };
}

/** False for a word about a small file of ours: such files exist only while the gate runs. */
function standsAlone(word: string): boolean {
  return !word.includes("{reports}");
}
