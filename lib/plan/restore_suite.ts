import type { ContainerSettings, PlannedSuite, SettingSource } from "../model/plan.ts";
import type { PlanJson } from "../model/plan_json.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import type { Difference } from "../model/replay.ts";
import type { LimitsJson } from "../model/run_json.ts";
import { restoreImage } from "./restore_image.ts";
import { restoreLimits } from "./restore_limits.ts";

/** What restoring looks at beside the record. */
export interface RestoreOptions {
  /** Name of the suite in the record. */
  readonly recordedName: string;
  /** Sources of the plan's settings: what a flag or variable set stays. */
  readonly sources: readonly SettingSource[];
  /** Ids of images on this machine; null where no engine told any. */
  readonly present: ReadonlySet<string> | null;
  /** Ids of images that the plan names, by name; absent where that was not asked. */
  readonly imageIds?: ReadonlyMap<string, string>;
}

/** A suite under the conditions of its record, which settings came from there, and what differs. */
export interface RestoredSuite {
  readonly suite: PlannedSuite;
  /** Named `<suite>: <setting>`. */
  readonly sources: readonly SettingSource[];
  readonly differences: readonly Difference[];
}

type RecordedContainer = LimitsJson & Partial<Pick<ContainerJson, "mounts" | "variables">>;
type ContainerJson = NonNullable<PlanJson["container"]>;

/**
 * Gives a suite the image and the limits of its record. Network, user, folder, mounts and variables
 * are never taken from there, for it is a stranger's: where they differ, that is told.
 */
export function restoreSuite(
  suite: PlannedSuite,
  record: RecordedRun,
  options: RestoreOptions,
): RestoredSuite {
  const planned = record.files.plan?.suites.find(({ name }) => name === options.recordedName);
  const limits = planned?.container ?? record.files.run?.limits ?? null;
  const where = `record ${record.runId}`;
  const isSet = (name: string) => isGiven(options.sources, suite.name, name);
  const own = restoreFailsafe(suite, planned?.failsafe?.timeout_ms, isSet("timeout"));
  if (suite.container === null) return { suite: own, sources: [], differences: [] };
  const currentId = options.imageIds?.get(suite.container.image ?? "");
  const image = restoreImage(suite.container, {
    reference: planned?.container?.image ?? null,
    environment: record.environment ?? NOTHING,
    isSet: isSet("image"),
    present: options.present,
    ...(currentId === undefined ? {} : { currentId }),
  });
  const limited = limits === null
    ? { settings: image.settings, restored: [], differences: [] }
    : restoreLimits(image.settings, limits, isSet);
  const { settings } = limited;
  const pinned = image.pinned === null ? [] : [{ name: "image", value: image.pinned }];
  return {
    suite: { ...own, container: settings, full: { ...own.full, timeoutMs: settings.timeoutMs } },
    sources: [...pinned, ...limited.restored].map(({ name, value }) => ({
      name: `${suite.name}: ${name}`,
      value,
      from: "record",
      where,
    })),
    differences: [
      ...image.differences,
      ...limited.differences,
      ...(limits === null ? [] : compareManner(suite.container, limits)),
    ],
  };
}

const NOTHING = { image: null, image_id: null, image_digest: null };
const TIMEOUT_MOST_MS = 2 ** 31 - 1;

/** True when a flag or variable set this, for all suites or for this one. */
export function isGiven(
  sources: readonly SettingSource[],
  suite: string,
  setting: string,
): boolean {
  return sources.some(({ name, from }) =>
    (from === "flag" || from === "environment") &&
    (name === setting || name === `${suite}: ${setting}`)
  );
}

function restoreFailsafe(
  suite: PlannedSuite,
  timeoutMs: number | undefined,
  isSet: boolean,
): PlannedSuite {
  const { failsafe } = suite;
  const isTimeout = timeoutMs !== undefined && Number.isSafeInteger(timeoutMs) &&
    timeoutMs >= 1 && timeoutMs <= TIMEOUT_MOST_MS;
  if (failsafe === null || isSet || !isTimeout) return suite;
  return { ...suite, failsafe: { ...failsafe, timeoutMs } };
}

/** What a record says of the container beyond numbers: compared, never taken. */
function compareManner(
  now: ContainerSettings,
  recorded: RecordedContainer,
): readonly Difference[] {
  const targets = recorded.mounts?.map(({ target, read_only }) => sayMount(target, read_only));
  const mounts = now.mounts.map(({ target, readOnly }) => sayMount(target, readOnly));
  return [
    ...differ("container", "network", recorded.network, now.network),
    ...differ("container", "user", recorded.user, now.user),
    ...differ("container", "workdir", recorded.workdir, now.workdir),
    ...(targets === undefined
      ? []
      : differ("container", "mounts", listed(targets), listed(mounts))),
    ...(recorded.variables === undefined ? [] : differ(
      "variables",
      "variables",
      listed(recorded.variables),
      listed(Object.keys(now.env)),
    )),
  ];
}

function differ(
  what: "container" | "variables",
  name: string,
  recorded: string | null,
  now: string | null,
): readonly Difference[] {
  if (recorded === now) return [];
  const [before, after] = [recorded ?? "the engine's default", now ?? "the engine's default"];
  const means = name === "mounts"
    ? "what was mounted there may be missing here, or the other way round; see --mount"
    : name === "variables"
    ? "tests may see other variables; see --env"
    : `where that matters to the tests, give it with --${name}`;
  const effect = `It is never taken from a record: ${means}`;
  return [{ what, recorded: `${name} ${before}`, now: `${name} ${after}`, effect }];
}

function sayMount(target: string, readOnly: boolean): string {
  return readOnly ? `${target}:ro` : target;
}

function listed(words: readonly string[]): string {
  return [...words].sort().join(", ") || "none";
}
