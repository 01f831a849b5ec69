import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import type { ReportFormRow } from "../model/report_form.ts";
import { testsPath } from "../write/counted_suite.ts";
import { joinFiles } from "../write/join_files.ts";
import { stageTests } from "../write/stage_tests.ts";
import type { Reported } from "./load_reported.ts";

/** What a streamed form is made with. */
export interface StreamMeans {
  /** Absolute folder of ours for what passes; it is there. */
  readonly stage: string;
  /** Absolute path at which the form will stand: its links are told from there. */
  readonly target: string;
  readonly redactor: Redactor;
  /** Absolute path of the history; null: none is read. */
  readonly historyPath: string | null;
  readonly warn: (message: string) => void;
  /** The tests of the record in the stage, copied at the first call. */
  readonly tests: () => ReturnType<typeof stageTests>;
}

/** Copies the tests of a record into a stage once, however many forms are made of them. */
export function stageOnce(
  host: Host,
  { record, recorded }: Extract<Reported, { kind: "run" }>,
  { stage, warn }: Pick<StreamMeans, "stage" | "warn">,
): StreamMeans["tests"] {
  let staged: ReturnType<typeof stageTests> | null = null;
  const copy = async () => {
    const { countedSuites } = await import("./write_gate.ts");
    const copied = await stageTests(host, countedSuites(record), { recorded, folder: stage });
    const refused = copied.ok ? copied.value.refused : 0;
    if (refused > 0) warn(`${refused} lines of the record tell no test and are left out`);
    return copied;
  };
  return () => staged ??= copy();
}

/** Writes a form with a line for every test into the stage, or a page at its target; yields its path. */
export async function streamForm(
  host: Host,
  reported: Extract<Reported, { kind: "run" }>,
  { name, file }: ReportFormRow,
  means: StreamMeans,
): Promise<Result<string, Problem>> {
  const { record, folder } = reported;
  const { stage, target, redactor, historyPath, warn } = means;
  if (name === "html") {
    const { renderHtml } = await import("./render_html.ts");
    const options = { runFolder: folder, target, redactor, historyPath, warn };
    return told(await renderHtml(host, record, options), target);
  }
  const staged = await means.tests();
  if (!staged.ok) return staged;
  const { suites } = staged.value;
  const path = `${stage}/${file}`;
  const clean = (text: string): string => redactor.text(file, text);
  if (name === "junit") {
    const { writeJunit } = await import("../write/write_junit.ts");
    return told(await writeJunit(host, suites, { runFolder: stage, clean }), path);
  }
  if (name === "ctrf") {
    const { writeCtrf } = await import("../write/write_ctrf.ts");
    return told(await writeCtrf(host, record, { runFolder: stage, suites, redactor }), path);
  }
  const parts = suites.map((one) => ({ path: testsPath(one, stage), heading: "" }));
  return told(await joinFiles(host.files, parts, path), path);
}

function told(result: Result<void, Problem>, path: string): Result<string, Problem> {
  return result.ok ? { ok: true, value: path } : result;
}
