import { isFailing } from "../model/outcome.ts";
import type { ReportFormat } from "../model/plan.ts";
import type { TestsSoFar } from "../model/tests_so_far.ts";
import { readGoEvent } from "./go_event.ts";
import { readProgressLine } from "./progress_line.ts";
import { readReporterLine } from "./reporter_line.ts";
import { readTapLine } from "./tap_line.ts";

/** What is counted while lines come in. */
export interface TestsReading {
  /** Takes one line, seen at that time; what is no line of the format is passed over. */
  line(text: string, nowMs: number): void;
  now(): TestsSoFar;
}

/** What one line says of a test; its name is also what tells it from others. */
type Told =
  | { readonly on: "start" | "forget"; readonly id: string }
  /** A part of it failed or was skipped; its end may not say so again. */
  | { readonly on: "mark"; readonly id: string; readonly as: "failed" | "skipped" }
  | { readonly on: "end"; readonly id: string; readonly as: "passed" | "failed" | "skipped" }
  | { readonly on: "planned"; readonly count: number };

/** More tests at once are not shown; nor are they the work of a test tool. */
const OPEN_MAX = 1_000;
const SHOWN = 20;
const NAME_MAX = 500;

/** Reads how far tests have come from the lines that a tool writes while they run; null where it writes none. */
export function readTestsSoFar(format: ReportFormat): TestsReading | null {
  const read = READERS[format];
  if (read === undefined) return null;
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const open = new Map<string, { sinceMs: number; mark: "failed" | "skipped" | null }>();
  let planned: number | null = null;
  const take = (told: Told, nowMs: number): void => {
    if (told.on === "planned") return void (planned = Math.max(planned ?? 0, told.count));
    if (told.on === "start") {
      if (open.size < OPEN_MAX && !open.has(told.id)) {
        open.set(told.id, { sinceMs: nowMs, mark: null });
      }
      return;
    }
    const one = open.get(told.id);
    if (told.on === "mark") {
      if (one !== undefined && one.mark !== "failed") one.mark = told.as;
      return;
    }
    open.delete(told.id);
    if (told.on === "end") counts[told.as === "failed" ? "failed" : one?.mark ?? told.as]++;
  };
  return {
    line: (text, nowMs) => {
      for (const told of read(text)) take(told, nowMs);
    },
    now: () => ({
      ...counts,
      planned,
      running: [...open].slice(0, SHOWN).map(([name, { sinceMs }]) => ({ name, sinceMs })),
    }),
  };
}

const READERS: Partial<Record<ReportFormat, (text: string) => readonly Told[]>> = {
  "progress": tellProgress,
  "reporter": tellReporter,
  "go-test": tellGo,
  "tap": tellTap,
  "libtest": tellLibtest,
};

function tellProgress(text: string): readonly Told[] {
  const line = readProgressLine(text);
  if (line === null || line.on === "over") return [];
  // Modules that are collected are begun like tests, and taken back.
  const id = line.id.slice(0, NAME_MAX);
  if (line.on === "planned") return [{ on: "planned", count: line.count }];
  if (line.on === "start" || line.on === "forget") return [{ on: line.on, id }];
  if (line.on === "phase") {
    // A test that is skipped says so in its first phase, and then ends as if it had passed.
    if (line.outcome === "skipped") return [{ on: "mark", id, as: "skipped" }];
    const hasFailed = line.outcome !== "again" && isFailing(line.outcome);
    return hasFailed ? [{ on: "mark", id, as: "failed" }] : [];
  }
  return [{ on: "end", id, as: asOf(line.outcome) }];
}

function tellReporter(text: string): readonly Told[] {
  const line = readReporterLine(text);
  if (line === null || !("name" in line)) return [];
  const id = [...line.groups, line.name].join(" > ").slice(0, NAME_MAX);
  if (line.kind === "start") return [{ on: "start", id }];
  if (line.kind === "done") return [{ on: "forget", id }];
  // A group is begun before its tests, and is none.
  const groups = line.groups.map((_, at) => line.groups.slice(0, at + 1).join(" > "));
  const started: Told[] = groups.map((group) => ({ on: "forget", id: group }));
  if (line.kind !== "test") return started;
  return [...started, { on: "end", id, as: asOf(line.status) }];
}

function tellGo(text: string): readonly Told[] {
  const event = readGoEvent(text);
  if (event === null || event.test === "") return [];
  const id = event.test.slice(0, NAME_MAX);
  if (event.action === "run") return [{ on: "start", id }];
  if (event.action === "pass") return [{ on: "end", id, as: "passed" }];
  if (event.action === "fail") return [{ on: "end", id, as: "failed" }];
  return event.action === "skip" ? [{ on: "end", id, as: "skipped" }] : [];
}

function tellTap(text: string): readonly Told[] {
  const line = readTapLine(text);
  if (line.kind === "plan") return [{ on: "planned", count: line.count }];
  if (line.kind === "begin") return [{ on: "start", id: line.name.slice(0, NAME_MAX) }];
  if (line.kind !== "result") return [];
  return [{ on: "end", id: line.name.slice(0, NAME_MAX), as: asOf(line.outcome) }];
}

function tellLibtest(text: string): readonly Told[] {
  const planned = /^running (\d{1,9}) tests?$/.exec(text)?.[1];
  const [, name = "", word] = /^test (.{1,500}?) \.\.\. (ok|FAILED|ignored)/.exec(text) ?? [];
  if (planned !== undefined) return [{ on: "planned", count: Number(planned) }];
  if (word === undefined) return [];
  const as = word === "ok" ? "passed" : word === "ignored" ? "skipped" : "failed";
  return [{ on: "end", id: name, as }];
}

function asOf(outcome: string): "passed" | "failed" | "skipped" {
  if (["passed", "pass", "flaky", "expected"].includes(outcome)) return "passed";
  return ["skipped", "pending", "disabled", "todo", "not-run"].includes(outcome)
    ? "skipped"
    : "failed";
}
