import type { SuiteCommand } from "../model/plan.ts";
import { quoteShell } from "./quote_shell.ts";

/** One suite of a task, as its container runs it. */
export interface TaskSuite {
  readonly command: SuiteCommand;
  /** Between SIGTERM and SIGKILL. */
  readonly graceMs: number;
  /** Absolute folder of the project inside the container. */
  readonly root: string;
  /** Variables from everywhere, the strongest last; `{report}` as in a command. */
  readonly env: Readonly<Record<string, string>>;
  /** Places in the task of suites that must have ended with 0. */
  readonly needs: readonly number[];
  /** Name of the file in which its tests are listed; absent for a suite that runs them. */
  readonly list?: string;
}

/** What a task has to do beside its suites. */
export interface TaskWords {
  readonly nonce: string;
  /** Absolute path of a file with another nonce on a mounted workspace; null: the task makes its own. */
  readonly nonceFile: string | null;
}

/**
 * The part of a job's payload that is one task's: calls of the task script's functions, in shell. Every
 * word is quoted, whatever is in it; where the box is, only the script knows.
 */
export function formatTask(suites: readonly TaskSuite[], words: TaskWords): string {
  const head = [
    `qa_nonce=${quoteShell([words.nonce])}`,
    `qa_frame 'begin 1'`,
    ...words.nonceFile === null ? [`printf '%s\\n' "$qa_nonce" >"$qa_root/nonce"`] : [],
  ];
  return `${
    [...head, ...suites.flatMap((suite, at) => formatSuite(suite, at, words))].join("\n")
  }\n`;
}

function formatSuite(
  { command, graceMs, root, env, needs, list }: TaskSuite,
  at: number,
  { nonceFile }: TaskWords,
): readonly string[] {
  const { report, files = {}, timeoutMs, argv } = command;
  const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));
  const exports = Object.entries(env).map(([name, value]) => `export ${name}=${fill(value)}`);
  const nonce = nonceFile === null ? `"$qa_root"/nonce` : quote(nonceFile);
  return [
    `qa_suite ${at} ${seconds(timeoutMs)} ${seconds(graceMs)} '${needs.join(" ")}'`,
    ...Object.entries(files).map(([name, text]) => `qa_file ${quote(name)} ${quote(text)}`),
    ...formatReport(report, root),
    ...list === undefined ? [] : [`qa_list="$qa_box"/${quote(list)}`],
    "qa_enter() {",
    ...exports,
    `cd ${quote(command.cwd === "." ? root : `${root}/${command.cwd}`)}`,
    "}",
    `qa_run ${[nonce, ...argv.map(fill)].join(" ")}`,
  ];
}

function formatReport(report: SuiteCommand["report"], root: string): readonly string[] {
  if (report.from !== "file") return [];
  const place = (path: string): string =>
    fill(/^(\/|\{reports?\})/.test(path) ? path : `${root}/${path}`);
  return [
    `qa_report=${place(report.path)}`,
    // What stood at a fixed place before is no report of this run.
    ...report.path === "{report}" ? [] : ["qa_fresh=fresh"],
    ...report.progress === undefined ? [] : [`qa_progress=${place(report.progress.path)}`],
  ];
}

function quote(text: string): string {
  return quoteShell(["", text]).slice(3);
}

/** Quoted, and with the places of our files, which only the script knows. */
function fill(text: string): string {
  const pieces = text.split(/(\{reports?\})/);
  const words = pieces.map((piece) =>
    piece === "{reports}"
      ? '"$qa_box"'
      : piece === "{report}"
      ? '"$qa_box"/report.xml'
      : piece === ""
      ? ""
      : quote(piece)
  );
  return words.join("") || "''";
}
