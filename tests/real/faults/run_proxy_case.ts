import { ExitJson } from "../../../lib/model/exit_json.ts";
import { importBareImage } from "../../support/bare_image.ts";
import { checkArtifacts, containersOf } from "../../support/check_artifacts.ts";
import { startProxy } from "../../support/engine_proxy.ts";
import { loadSpans, openFaultProject, overlapMs, PRINTED } from "../../support/fault_suite.ts";
import type { SuiteSpan } from "../../support/fault_suite.ts";
import { type GateEnd, runGate } from "../../support/run_gate.ts";
import { PROXY_FAULTS, type ProxyCase } from "./proxy_cases.ts";

/** How a run of the gate through a failing engine went. */
export interface ProxyOutcome {
  readonly name: string;
  readonly verdict: string;
  /** False when the gate never made the call that fails. */
  readonly isHit: boolean;
  readonly overlapMs: number;
  readonly durationMs: number;
  /** Everything that must not be; empty for a good run. */
  readonly problems: readonly string[];
  /** What the gate said. */
  readonly said: string;
}

/** A gate ends within this, whatever the engine does; far above what a loaded machine needs. */
const BOUND_MS = 90_000;

/** The name of a cell, for people. */
export function nameCase({ call, fault, truth, times, isBare }: ProxyCase): string {
  return `${call} ${fault} ${times}, ${truth} suite${isBare ? ", bare image" : ""}`;
}

/**
 * Runs the gate through a proxy that fails one call in one way, then once more through the real
 * engine, and holds the outcome against what is expected of the cell and what must always be true.
 */
export async function runProxyCase(row: ProxyCase): Promise<ProxyOutcome> {
  const fault = PROXY_FAULTS[row.fault];
  if (fault === undefined) throw new Error(`no such fault: ${row.fault}`);
  await using image = row.isBare ? await importBareImage() : null;
  await using project = await openFaultProject(row.truth, image?.name);
  await using proxy = await startProxy({
    rules: [{ call: row.call, fault, ...(row.times === "first" ? { times: 1 } : {}) }],
  });
  const args = ["--timeout", row.truth === "endless" ? "3" : "8"];
  const end = await runGate(project.root, args, { env: proxy.env });
  const problems: string[] = [];
  const verdict = await readVerdict(end, problems);
  // What comes late may still start a container of a run that is over.
  await proxy.settled();
  const spans = await loadSpans(project.root);
  problems.push(...await findUnmarkedLoss(end, spans));
  await runGate(project.root, ["--timeout", "3"]);
  const left = await containersOf(end.runId);
  if (left !== "") problems.push(`left after the next run: ${left.split("\n").length} containers`);
  problems.push(...judgeCase(row, verdict, end, spans));
  return {
    name: nameCase(row),
    verdict,
    isHit: proxy.calls.some((call) => call.fault !== null),
    overlapMs: overlapMs(spans),
    durationMs: end.durationMs,
    problems,
    said: `${end.stdout}\n${end.stderr}`,
  };
}

/** The verdict as the artifacts tell it, all of them checked; the exit code where there is none. */
async function readVerdict(end: GateEnd, problems: string[]): Promise<string> {
  try {
    return (await checkArtifacts(end)).results.verdict;
  } catch (cause) {
    const [line = ""] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
    problems.push(`artifacts: ${line}`);
    return `exit ${end.exit}`;
  }
}

/** A log of a container that ran to its end is whole, or says that it may not be. */
async function findUnmarkedLoss(
  end: GateEnd,
  spans: readonly SuiteSpan[],
): Promise<readonly string[]> {
  if (!spans.some((span) => span.place === "container" && span.isWhole)) return [];
  const folder = `${end.folder}/suites/suite/container-1`;
  const log = await Deno.readTextFile(`${folder}/stdout.log`).catch(() => "");
  const exit = ExitJson.safeParse(
    JSON.parse(await Deno.readTextFile(`${folder}/exit.json`).catch(() => "null")),
  );
  const claims = exit.data?.container?.log_integrity?.status ?? "nothing";
  const lost = PRINTED.filter((line) => !log.split("\n").includes(line));
  return claims !== "complete" || lost.length === 0
    ? []
    : [`LOSS WITHOUT MARK: ${lost.join(", ")}; the log is called ${claims}`];
}

function judgeCase(
  row: ProxyCase,
  verdict: string,
  end: GateEnd,
  spans: readonly SuiteSpan[],
): readonly string[] {
  const problems: string[] = [];
  const expects: readonly string[] = row.expects;
  if (!expects.includes(verdict)) problems.push(`verdict ${verdict}, not ${expects.join(" or ")}`);
  const wasRed = row.truth === "red" || row.truth === "endless" ||
    (row.truth === "split" && spans.some((span) => span.place === "container" && span.isWhole));
  if (wasRed && end.exit === 0) problems.push(`FALSE GREEN: exit 0, ${verdict}`);
  if (!wasRed && verdict === "failed") problems.push("the engine's fault is called the tests'");
  if (verdict === "degraded" && spans.some(({ place }) => place === "container")) {
    problems.push("degraded, although tests had begun in the container");
  }
  const shared = overlapMs(spans);
  if (shared > 0) problems.push(`two ran at once for ${shared} ms`);
  if (end.durationMs > BOUND_MS) problems.push(`took ${Math.round(end.durationMs)} ms`);
  return problems;
}
