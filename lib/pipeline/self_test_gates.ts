import { loadGateRows } from "../catalog/gates.ts";
import { loadGateScenarios } from "../catalog/gate_scenarios.ts";
import type { Host } from "../host/host.ts";
import type { ParsedFlags } from "../model/flag.ts";
import type { SelfTestJson } from "../model/gate_tools_json.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { cleanLine } from "../report/clean_terminal.ts";
import { formatJsonLine } from "../report/format_json_line.ts";
import { playScenario } from "./play_scenario.ts";
import { refuse, type Voice } from "./voice.ts";

type Played = SelfTestJson["scenarios"][number];

/**
 * Plays the built-in scenarios of every kind of gate and holds what their judges find against what they
 * must find. It reads no file and starts nothing; with `--now` its answer is the same every time. Gives
 * 0, or 1 where a judge finds something else.
 */
export async function selfTestGates(
  host: Host,
  flags: ParsedFlags,
  voice: Voice,
): Promise<number> {
  const now = readNow(host, flags);
  if (!now.ok) return refuse(host, now.error, voice);
  const scenarios = await playAll(host);
  const failed = scenarios.filter(({ status }) => status === "fail");
  const answer: SelfTestJson = {
    schema: "qa.self_test.v1",
    generated_at: now.value,
    verdict: failed.length === 0 ? "passed" : "failed",
    passed: scenarios.length - failed.length,
    failed: failed.length,
    scenarios,
  };
  scenarios.forEach((one) => voice.write(formatPlayed(one)));
  const sum = `${answer.passed} of ${scenarios.length} scenarios as expected`;
  voice.write(`self-test ${answer.verdict}: ${sum}\n`);
  if (voice.json) host.terminal.out(formatJsonLine(answer));
  return failed.length === 0 ? 0 : 1;
}

async function playAll(host: Host): Promise<Played[]> {
  const rows = new Map((await loadGateRows()).map((row) => [row.kind, row]));
  const played: Played[] = [];
  for (const scenario of await loadGateScenarios()) {
    const { kind, name } = scenario;
    const row = rows.get(kind);
    if (row === undefined) throw new Error(`there are scenarios of ${kind}, and no such kind`);
    const { judgement, expected, got, isRight } = await playScenario(host, row, scenario);
    const status = isRight ? "pass" : "fail";
    const { detail } = judgement;
    played.push({ kind, name, status, detail, expected: [...expected], got: [...got] });
  }
  return played;
}

function formatPlayed({ kind, name, status, expected, got }: Played): string {
  if (status === "pass") return `pass  ${kind}/${name}\n`;
  const list = (faults: readonly string[]) =>
    faults.length === 0 ? "no fault" : cleanLine(faults.join("; "));
  return `FAIL  ${kind}/${name}\n      expected: ${list(expected)}\n      got:      ${list(got)}\n`;
}

/** When the answer says that it was made. */
function readNow(host: Host, { values }: ParsedFlags): Result<string, Problem> {
  const given = values.get("now");
  if (typeof given !== "string") return ok(host.now());
  const ms = /^\d{4}-\d{2}-\d{2}/.test(given) ? Date.parse(given) : NaN;
  if (Number.isFinite(ms)) return ok(new Date(ms).toISOString());
  const message = `--now: "${given}" is neither a day nor a time`;
  return err({ kind: "usage", message, hint: "Write a time such as 2026-01-02T03:04:05+00:00" });
}
