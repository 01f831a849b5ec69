import type { Host } from "../host/host.ts";
import type { DiagnosticAttempt } from "../model/diagnostic_attempt.ts";
import type { AttemptSettings, RemedyMeans } from "../model/remedy.ts";
import { listProject } from "../observe/list_project.ts";
import { betterPlaces, gatherMountFacts } from "./doctor_mounts.ts";
import type { DiagnosticSubject } from "./diagnostic_subject.ts";
import type { LadderCall } from "./diagnostic_session.ts";

/** What the means are found out from. */
export interface MeansCase {
  readonly subject: DiagnosticSubject;
  readonly call: Pick<LadderCall, "tables" | "words">;
  readonly attempt: DiagnosticAttempt;
  readonly collectable: readonly string[] | null;
  readonly settings: AttemptSettings;
}

/** What remedies may use: by the suite's tool, by the project's files, and by what the doctor says. */
export async function meansOf(
  host: Host,
  { subject: { suite }, call: { tables, words }, attempt, collectable, settings }: MeansCase,
): Promise<RemedyMeans> {
  const files = await listProject(host, settings.root);
  const row = tables.runners.find(({ id }) => id === suite.full.request?.runner);
  const tests = files.paths.filter((path) => words.testFile?.test(path) ?? false)
    .filter((path) => isMeant(path, attempt));
  const { container } = attempt.suite;
  const places = container === null ? NOWHERE_BETTER : betterPlaces(
    await gatherMountFacts(host, {
      suite: { ...attempt.suite, container },
      root: settings.root,
      files,
      view: null,
    }),
    settings,
  );
  return {
    canSelect: row?.select([{ file: "a", class: "", name: "" }]) != null,
    canSerialize: row?.serial != null,
    canQuiet: words.quiet !== null,
    canDropPlugins: words.withoutPlugins !== null,
    canWatch: Object.keys(words.watched).length > 0 || (row?.verbose.length ?? 0) > 0,
    canList: row?.list !== undefined,
    files: await smallestFirst(host, settings.root, tests),
    collectable,
    ...places,
  };
}

const NOWHERE_BETTER = {
  betterMounts: null,
  betterRoot: null,
  betterWorkdir: null,
  betterCwd: null,
  betterUser: null,
};

/** Only what the suite itself would run: below its folder, and below one of its paths where it has some. */
function isMeant(path: string, { suite }: DiagnosticAttempt): boolean {
  const { cwd, request } = suite.full;
  const within = cwd === "."
    ? path
    : path.startsWith(`${cwd}/`)
    ? path.slice(cwd.length + 1)
    : null;
  if (within === null) return false;
  const paths = (request?.paths ?? []).map((one) => one.split("::")[0]?.replace(/\/$/, "") ?? "");
  return paths.length === 0 || paths.includes(".") ||
    paths.some((one) => within === one || within.startsWith(`${one}/`));
}

async function smallestFirst(
  host: Host,
  root: string,
  paths: readonly string[],
): Promise<readonly string[]> {
  const sized = await Promise.all(paths.map(async (path) => ({
    path,
    bytes: (await host.files.stat(`${root}/${path}`))?.sizeBytes ?? 0,
  })));
  return sized.sort((a, b) => a.bytes - b.bytes || (a.path < b.path ? -1 : 1))
    .map(({ path }) => path);
}
