import { spellDuration } from "../model/duration.ts";
import type {
  ContainerSettings,
  Plan,
  PlannedSuite,
  SettingSource,
  SuiteCommand,
} from "../model/plan.ts";
import type { QuarantineEntry } from "../model/quarantine.ts";
import { spellSize } from "../model/size.ts";
import { cleanLine } from "./clean_terminal.ts";
import { formatNumber } from "./format_counts.ts";
import { plainCommand } from "./plain_command.ts";
import { quoteShell } from "./quote_shell.ts";

const LEGEND =
  "{report} stands for the path of a fresh report, made for each run. Not shown: the " +
  "small reporter\nof ours that some test tools are given, through which they tell their tests.";

/**
 * A plan in words, for `--dry-run`: the suites in order with their commands in both places, what is
 * left out, and each setting with its source. Values of variables are not shown: they may be secret.
 */
export function formatPlan(plan: Plan): string {
  const count = plan.suites.length === 1 ? "1 suite" : `${plan.suites.length} suites`;
  return [
    [
      `Plan of ${cleanLine(plan.project)}: ${count}, profile ${plan.profile}, mode ${plan.mode}, ` +
      `at most ${plan.jobs} at once. Nothing was run.`,
      `Root     ${cleanLine(plan.root)}`,
      `Outputs  ${cleanLine(plan.outputs)}`,
      ...(plan.mode === "failsafe" ? [] : [`Image    ${sayImage(plan.container)}`]),
    ].join("\n"),
    ...plan.suites.map((suite, index) => formatSuite(plan, suite, index + 1)),
    list("Left out", plan.leftOut.map(({ suite, why }) => `${suite}: ${why}`)),
    list("Quarantine", plan.quarantine.map(sayQuarantine)),
    list("Notes", plan.notes),
    formatSources(plan.sources),
    LEGEND,
  ].filter((part) => part !== "").join("\n\n") + "\n";
}

function formatSuite(plan: Plan, suite: PlannedSuite, place: number): string {
  const facts = [
    `kind ${suite.kind}`,
    `runner ${suite.runner}`,
    suite.required ? "required" : "not required",
    ...(suite.needs.length === 0 ? [] : [`after ${suite.needs.join(", ")}`]),
    ...(suite.retries === 0 ? [] : [formatNumber(suite.retries, "retry", "retries")]),
  ];
  const lines = [
    `${place}. ${suite.name} (${facts.join(", ")})`,
    ...(plan.mode === "failsafe" ? [] : containerLines(plan, suite)),
    ...(plan.mode === "container" ? [] : failsafeLines(suite.failsafe)),
    `   report     ${sayReport(suite.full)}`,
  ];
  return lines.join("\n");
}

function containerLines(plan: Plan, suite: PlannedSuite): readonly string[] {
  const { container, full } = suite;
  if (container === null) return ["   container  not possible: no image is known"];
  const image = sayImage(container) === sayImage(plan.container)
    ? []
    : [`   image      ${sayImage(container)}`];
  return [
    ...image,
    `   container  ${sayCommand(full)}`,
    `              in ${sayFolder(container.workdir, full.cwd)}; ${sayLimits(container)}`,
  ];
}

function failsafeLines(command: SuiteCommand | null): readonly string[] {
  if (command === null) return ["   failsafe   none: not checked without a container"];
  const timeout = spellDuration(command.timeoutMs);
  return [
    `   failsafe   ${sayCommand(command)}`,
    `              in ${cleanLine(command.cwd)}; timeout ${timeout}`,
  ];
}

function sayCommand(command: SuiteCommand): string {
  const { ownEnv = [] } = command;
  const { argv, env } = plainCommand(command);
  // A value that is not the runner's own may be a secret.
  const variables = Object.entries(env).map(([name, value]) =>
    value !== null && (ownEnv.includes(name) || value === "{report}")
      ? `${name}=${quoteShell([value])}`
      : `${name}=…`
  );
  return [...variables, quoteShell(argv)].join(" ");
}

function sayFolder(workdir: string, cwd: string): string {
  return cleanLine(cwd === "." ? workdir : `${workdir.replace(/\/$/, "")}/${cwd}`);
}

function sayLimits(settings: ContainerSettings): string {
  const { memoryBytes, cpus, shmSizeBytes, pidsLimit, network, user, mounts } = settings;
  return [
    `timeout ${spellDuration(settings.timeoutMs)}`,
    memoryBytes === null ? "" : `memory ${spellSize(memoryBytes)}`,
    cpus === null ? "" : `cpus ${cpus}`,
    shmSizeBytes === null ? "" : `shm ${spellSize(shmSizeBytes)}`,
    pidsLimit === null ? "" : `pids ${pidsLimit}`,
    ...Object.entries(settings.ulimits).map(([name, limit]) => `${name} ${limit}`),
    network === null ? "" : `network ${cleanLine(network)}`,
    user === null ? "" : `user ${cleanLine(user)}`,
    ...mounts.map(({ source, target, readOnly }) =>
      cleanLine(`mount ${source}:${target}${readOnly ? ":ro" : ""}`)
    ),
  ].filter((words) => words !== "").join(", ");
}

function sayImage(settings: ContainerSettings | null): string {
  if (settings === null) return "none is known, so the failsafe would run; name one with --image";
  if (settings.image !== null) return cleanLine(settings.image);
  const { context = "", dockerfile = null } = settings.build ?? {};
  return cleanLine(`built from ${dockerfile ?? `${context}/Dockerfile`}`);
}

function sayReport({ report }: SuiteCommand): string {
  switch (report.from) {
    case "nowhere":
      return "none: judged by its exit code alone";
    case "stdout":
      return `${report.format} text on standard output`;
    case "file":
      return `${report.format} at ${cleanLine(report.path)}`;
  }
}

function sayQuarantine({ id, class: kind, owner, expires, issue }: QuarantineEntry): string {
  return `${id}: ${kind}, ${owner}, ${issue}, until ${expires}`;
}

function list(heading: string, items: readonly string[]): string {
  return items.length === 0
    ? ""
    : [`${heading}:`, ...items.map((item) => `  ${cleanLine(item)}`)].join("\n");
}

function formatSources(sources: readonly SettingSource[]): string {
  const cells = sources.map(({ name, value, from, where }) => ({
    name: cleanLine(name),
    value: cleanLine(value),
    where: from === where ? from : `${from}: ${cleanLine(where)}`,
  }));
  const widthOf = (key: "name" | "value") =>
    Math.min(40, Math.max(0, ...cells.map((cell) => cell[key].length)));
  const [names, values] = [widthOf("name"), widthOf("value")];
  const lines = cells.map(({ name, value, where }) =>
    `  ${name.padEnd(names)}  ${value.padEnd(values)}  ${where}`
  );
  return ["Settings, and where each came from:", ...lines].join("\n");
}
