import { confinePath } from "../config/confine_path.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import { cleanLine } from "../report/clean_terminal.ts";
import { quoteShell } from "../report/quote_shell.ts";
import { planRecordedCommands, type RecordedCommand } from "../plan/plan_recorded_commands.ts";
import type { LoadedProject } from "./load_plan.ts";
import type { Voice } from "./voice.ts";

/**
 * The project with the suites that only the records know, each shown in full before anything of it
 * can run. They run as any suite does: argv without a shell, in the container of the configuration.
 */
export function allowRecorded(
  project: LoadedProject,
  records: readonly RecordedRun[],
  { root, say }: { readonly root: string; readonly say: Voice["warn"] },
): LoadedProject {
  const { commands, refused } = planRecordedCommands(records, new Set(namesOf(project)));
  const allowed = commands.filter((one) => confinePath(root, one.cwd).ok);
  for (const one of commands.filter((one) => !allowed.includes(one))) {
    say(
      `${one.name} is not run: its recorded folder ${cleanLine(one.cwd)} lies outside the project`,
    );
  }
  for (const { suite, why } of refused) {
    say(`${cleanLine(suite)} is not run as recorded: ${why}; declare it in qa.jsonc`);
  }
  for (const one of allowed) say(showCommand(one));
  return allowed.length === 0 ? project : addSuites(project, allowed);
}

/** Names of the suites that are configured or detected here. */
export function namesOf({ config, detected }: LoadedProject): readonly string[] {
  return (config?.config.suites ?? detected).map(({ name }) => name);
}

function showCommand({ name, argv, cwd, runner, runId }: RecordedCommand): string {
  const proof = runner === "junit" ? "proved by its report" : "judged by its exit code alone";
  const folder = cwd === "." ? "" : ` in ${cleanLine(cwd)}`;
  // A line end in a word must not begin a line that seems to be ours.
  const words = quoteShell(argv).replaceAll("\n", "\n    | ");
  return `recorded command of ${name} (run ${cleanLine(runId)})${folder}, ${proof}: ${words}`;
}

function addSuites(project: LoadedProject, allowed: readonly RecordedCommand[]): LoadedProject {
  const { config } = project;
  const suites = config?.config.suites ?? [];
  if (config === null || suites.length === 0) {
    const detected = allowed.map(({ name, kind, runner, argv, cwd, runId }) => ({
      ...{ name, kind, runner, command: argv, cwd, paths: [] },
      why: `its recorded command of run ${runId} is allowed`,
    }));
    return { ...project, detected: [...project.detected, ...detected] };
  }
  const added = allowed.map(({ name, kind, runner, argv, cwd }) => ({
    ...{ name, kind, runner, command: [...argv], cwd },
    failsafe: true,
  }));
  return {
    ...project,
    config: { ...config, config: { ...config.config, suites: [...suites, ...added] } },
  };
}
