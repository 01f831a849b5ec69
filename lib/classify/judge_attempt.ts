import type { Finding } from "../model/finding.ts";
import type { Reached } from "../model/remedy.ts";
import type { Execution } from "../model/run_record.ts";
import type { Classification, SignatureRow } from "../model/signature.ts";
import { isUnfinished } from "./is_uncollected.ts";
import { explainLoss } from "./explain_loss.ts";
import type { OomVerdict } from "./judge_oom.ts";

/** Everything that was found out about one attempt, by whoever looked. */
export interface AttemptSigns {
  readonly execution: Execution;
  /** By the texts. */
  readonly classification: Classification;
  /** The row that won; null where none did. */
  readonly row: Pick<SignatureRow, "title" | "remedy" | "disproof"> | null;
  readonly oom: OomVerdict;
  readonly silence: Finding | null;
  /** What the mount doctor says. */
  readonly mounts: readonly Finding[];
  /** What only the image and the engine show, such as a wrong platform. */
  readonly others: readonly Finding[];
}

/** A green suite is only spoken against by what is this sure. */
const SURE = 0.5;

/** All causes that speak for how an attempt ended, the surest first, each class once. */
export function judgeAttempt(signs: AttemptSigns): readonly Finding[] {
  const { execution, mounts, others, silence } = signs;
  const loss = execution.fallback === null
    ? []
    : [explainLoss(execution.fallback, `${execution.folder}/exit.json`)];
  const own = execution.findings.filter(({ class: of }) =>
    silence === null || (of !== "timeout" && of !== "hang")
  );
  const facts = [...loss, ...own.map((one) => nameVictim(one, signs.oom)), ...others];
  const all = [...facts, ...silence === null ? [] : [silence], ...hostOom(signs), ...byText(signs)];
  const doctored = weighMounts(mounts, execution, all);
  const isGreen = execution.outcome === "passed";
  const kept = [...weighFollowing(all, doctored), ...doctored].filter(({ class: of, confidence }) =>
    of !== "unknown" && (!isGreen || confidence >= SURE)
  );
  return mergeClasses(kept);
}

/** Faults of a mount explain a suite that did not get to a test; one that did has seen its files. */
function weighMounts(
  mounts: readonly Finding[],
  { report, outcome }: Execution,
  others: readonly Finding[],
): readonly Finding[] {
  const hasTests = report.counts.total > 0 || outcome === "passed";
  const told = new Set(others.map(({ class: of }) => of));
  return mounts.map((one) => ({
    ...one,
    confidence: hasTests && !told.has(one.class) ? one.confidence * 0.3 : one.confidence,
  }));
}

/** Of which a wrong mount or folder is the cause, where there is one. */
const FOLLOWING: ReadonlySet<Finding["class"]> = new Set([
  "discovery",
  "import",
  "missing-dependency",
  "data",
]);

/** What the tool complains of follows from a folder that is not what it should be. */
function weighFollowing(
  findings: readonly Finding[],
  mounts: readonly Finding[],
): readonly Finding[] {
  if (!mounts.some(({ confidence }) => confidence >= TELLING)) return findings;
  return findings.map((one) =>
    FOLLOWING.has(one.class) ? { ...one, confidence: one.confidence * 0.8 } : one
  );
}

const TELLING = 0.8;

function byText({ classification, row, execution }: AttemptSigns): readonly Finding[] {
  const { class: of, confidence, evidence } = classification;
  if (of === "unknown" || row === null || execution.outcome === "passed") return [];
  // What our own judgement of the end says is no words of the tool's.
  const said = evidence.find(({ source }) => !source.endsWith("exit.json"));
  return [{
    ...{ class: of, confidence, disproof: row.disproof },
    message: said === undefined ? row.title : `${row.title}: ${said.quote}`,
    evidence: evidence.map(({ source, quote, line }) => ({
      ...{ source, quote },
      ...line === null ? {} : { line },
    })),
    remedy: row.remedy.join("; "),
  }];
}

function nameVictim(finding: Finding, { verdict, signals }: OomVerdict): Finding {
  if (finding.class !== "oom") return finding;
  const who = verdict === "main" ? "the tests' own process" : "a child of the tests";
  const isAround = verdict === "host";
  return {
    ...finding,
    message: isAround ? finding.message : `${finding.message} (${who})`,
    evidence: [...finding.evidence, ...signals.map((quote) => ({ source: "exit.json", quote }))],
    disproof: isAround
      ? "The kernel's message names the container's own limit"
      : "With twice the memory the same process is killed at the same point",
  };
}

/** The machine itself had no memory left: no limit of a container mends that. */
function hostOom({ oom: { verdict, signals } }: AttemptSigns): readonly Finding[] {
  if (verdict !== "host") return [];
  return [{
    class: "oom",
    confidence: 0.8,
    message: "the kernel killed processes because the machine had no memory left",
    evidence: signals.map((quote) => ({ source: "kernel_messages.txt", quote })),
    remedy: "Run fewer things at once on this machine, or give the container a limit of its own",
    disproof: "The kernel's message names the container's own limit",
  }];
}

function mergeClasses(findings: readonly Finding[]): readonly Finding[] {
  const best = new Map<Finding["class"], Finding>();
  for (const one of findings.toSorted((a, b) => b.confidence - a.confidence)) {
    const before = best.get(one.class);
    best.set(one.class, before === undefined ? one : join(before, one));
  }
  return [...best.values()].toSorted((a, b) => b.confidence - a.confidence);
}

function join(best: Finding, other: Finding): Finding {
  const seen = new Set(best.evidence.map(({ source, quote }) => `${source} ${quote}`));
  const more = other.evidence.filter(({ source, quote }) => !seen.has(`${source} ${quote}`));
  return { ...best, evidence: [...best.evidence, ...more] };
}

/** How far an attempt came towards what is called success. */
export function judgeReached({ execution, needsTests, hasProgram }: {
  readonly execution: Execution;
  /** False for a command that is judged by its exit code alone. */
  readonly needsTests: boolean;
  /** False where no program of the image can run here. */
  readonly hasProgram: boolean;
}): Reached {
  const { container, report, exitCode, signal, outcome, timedOut } = execution;
  const started = hasProgram && (container?.hasBegun ?? false);
  const { passed, executed } = report.counts;
  const ended = outcome === "passed" || outcome === "failed";
  const exitRecorded = exitCode !== null && outcome !== "lost";
  return {
    started,
    projectVisible: (container?.trailer?.nonce ?? "") !== "" ||
      (started && container?.trailer === null && outcome !== "lost"),
    testCompleted: needsTests
      ? passed > 0 || executed > execution.failures.filter(isUnfinished).length
      : started && ended && signal === null && !timedOut,
    exitRecorded,
  };
}
