import type { RecordedRun, RecordedSuite } from "../model/recorded_run.ts";
import { IDENTIFIER } from "../model/flag_value.ts";

/** A suite that is known from a record alone, as it is run when its user allows that. */
export interface RecordedCommand {
  readonly name: string;
  /** `junit`: it leaves a report as it did; `command`: judged by its exit code alone. */
  readonly runner: "junit" | "command";
  readonly kind: "unit" | "e2e" | "check";
  /** `{report}` stands for the path of a fresh report. */
  readonly argv: readonly string[];
  /** Relative to the root. */
  readonly cwd: string;
  readonly runId: string;
}

/** What the records give for suites that the configuration does not have. */
export interface RecordedCommands {
  readonly commands: readonly RecordedCommand[];
  /** Suites whose command cannot be run as it was recorded. */
  readonly refused: readonly { readonly suite: string; readonly why: string }[];
}

/**
 * Commands of suites that did not pass, as the newest record tells them, for names that are not known
 * here. Only argv is taken, never a variable or a setting of the container; ours of its words go.
 */
export function planRecordedCommands(
  records: readonly RecordedRun[],
  known: ReadonlySet<string>,
): RecordedCommands {
  const commands = new Map<string, RecordedCommand>();
  const refused = new Map<string, string>();
  for (const record of records) {
    for (const suite of record.suites) {
      if (known.has(suite.name) || suite.outcome === "passed") continue;
      commands.delete(suite.name);
      const found = commandOf(record, suite);
      if (typeof found === "string") refused.set(suite.name, found);
      else commands.set(suite.name, found);
      if (typeof found !== "string") refused.delete(suite.name);
    }
  }
  return {
    commands: [...commands.values()],
    refused: [...refused].map(([suite, why]) => ({ suite, why })),
  };
}

/** The command, or why there is none that could be run. */
function commandOf(record: RecordedRun, suite: RecordedSuite): RecordedCommand | string {
  if (!IDENTIFIER.test(suite.name)) return "its name cannot be the name of a suite";
  const planned = plannedCommand(record, suite);
  const { argv, cwd } = planned ?? ranCommand(record, suite) ?? { argv: [], cwd: "." };
  if (argv.length === 0) return "the record does not tell its command";
  if (argv.some((word) => word.includes("\0"))) return "its command holds a zero byte";
  if (argv.some(isOurs)) return "its command names files that existed only while it ran";
  const { name, kind } = suite;
  const hasReport = planned?.isJunit === true && argv.some((word) => word.includes("{report}"));
  const base = { name, kind, argv, cwd, runId: record.runId };
  if (hasReport && kind !== "check") return { ...base, runner: "junit" };
  return { ...base, runner: "command", kind: "check", argv: argv.filter(standsWithoutReport) };
}

interface FoundCommand {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly isJunit: boolean;
}

/** As it was planned, without the words about small files of ours. */
function plannedCommand({ files }: RecordedRun, suite: RecordedSuite): FoundCommand | null {
  const planned = files.plan?.suites.find(({ name }) => name === suite.name);
  const command = (suite.place === "failsafe" ? planned?.failsafe : null) ?? planned?.full;
  if (command === undefined) return null;
  const { argv, cwd, report } = command;
  const isJunit = report.from === "file" && report.path === "{report}" && report.format === "junit";
  return { argv: argv.filter((word) => !word.includes("{reports}")), cwd, isJunit };
}

/** As it ran, which is all that an older record tells. */
function ranCommand({ files }: RecordedRun, suite: RecordedSuite): FoundCommand | null {
  const ran = files.run?.commands.find((one) => one.suite === suite.name && one.attempt === 1);
  return ran === undefined ? null : { argv: ran.argv, cwd: ran.cwd, isJunit: false };
}

/** True for a word with a path of our private folders, on either side of a container. */
function isOurs(word: string): boolean {
  return word.includes("/qa-gate/") || word.includes("/.spool/");
}

/** A flag that only tells where our report goes is not missed; nothing else may be left away. */
function standsWithoutReport(word: string): boolean {
  return !/^--[\w-]+=\{report\}$/.test(word);
}
