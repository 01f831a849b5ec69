import type { Host } from "../host/host.ts";
import type { Execution, SuiteRecord } from "../model/run_record.ts";
import type { Signals, SignalText } from "../model/signature.ts";
import { countedExecution, namedTests } from "../report/counted_execution.ts";
import { makeExitJson } from "../report/make_exit_json.ts";
import { readTail } from "./read_tail.ts";

/** Failing tests whose words are weighed: the first ones, because later ones often follow from them. */
const TESTS_WEIGHED = 20;
/** Characters of one test's trace. */
const DETAILS_CHARS = 16 * 1024;

/** Everything that is known of why a suite did not pass: its tests' words, the ends of its logs, its end. */
export async function gatherSignals(
  host: Host,
  folder: string,
  suite: SuiteRecord,
): Promise<Signals> {
  const execution = countedExecution(suite);
  const about = { runner: suite.runner, outcome: suite.outcome };
  const engine = engineTexts(suite);
  if (execution === null) {
    const ended = { exitCode: null, signal: null, timedOut: false, artifacts: {} };
    return { ...about, ...ended, texts: engine };
  }
  const logs = await readLogs(host, folder, execution);
  return {
    ...about,
    exitCode: execution.exitCode,
    signal: execution.signal,
    timedOut: execution.timedOut,
    texts: [...testTexts(suite, execution), ...logs, ...engine],
    artifacts: { "exit.json": makeExitJson(execution) },
  };
}

function testTexts(suite: SuiteRecord, { folder }: Execution): readonly SignalText[] {
  const source = `${suite.merged?.folder ?? folder}/tests.jsonl`;
  const tests = namedTests(suite).failures.slice(0, TESTS_WEIGHED);
  return tests.flatMap(({ message, details }): readonly SignalText[] => [
    { kind: "message", source, text: message, firstLine: 1 },
    { kind: "details", source, text: details.slice(0, DETAILS_CHARS), firstLine: 1 },
  ]).filter(({ text }) => text !== "");
}

async function readLogs(
  host: Host,
  folder: string,
  execution: Execution,
): Promise<readonly SignalText[]> {
  const kinds = ["stdout", "stderr"] as const;
  const tails = await Promise.all(kinds.map((kind) => {
    const source = `${execution.folder}/${kind}.log`;
    return readTail(host, { path: `${folder}/${source}`, source, kind });
  }));
  return tails.filter((tail) => tail !== null);
}

/** What the engine said when it failed the suite; a suite that never ran has only that. */
function engineTexts({ executions, why }: SuiteRecord): readonly SignalText[] {
  const said = executions.flatMap(({ fallback }) => fallback === null ? [] : [fallback.detail]);
  const texts = executions.length === 0 ? [why] : said;
  return texts.map((text) => ({ kind: "engine", source: "error.json", text, firstLine: 1 }));
}
