import type { DoctorDisk, DoctorExpiry, DoctorFacts, DoctorImage } from "../model/doctor.ts";
import type { PreflightCheck, PreflightJson } from "../model/preflight_json.ts";

/** What a preflight comes to. */
export interface DoctorAnswer
  extends Pick<PreflightJson, "can_run_in" | "exit_code" | "says" | "checks"> {}

const LITTLE_BYTES = 1024 ** 3;
const NO_BYTES = 100 * 1024 ** 2;
const LITTLE_INODES = 20_000;
const NO_INODES = 1_000;
const SOON_DAYS = 14;
const SKEW_MS = 30_000;
const DAY_MS = 86_400_000;
/** Findings that are surer than that keep a container from running anything useful. */
const SURE = 0.9;
const LIKELY = 0.5;

/**
 * Judges what a preflight has looked at: every check with its remedy, and whether each required suite
 * could run in a container, or in its failsafe form. 0 where a gate could run, 6 where only degraded
 * and that is not enough, 3 where nothing can.
 */
export function judgeDoctor(facts: DoctorFacts): DoctorAnswer {
  const places = [
    ...canContain(facts) ? ["container" as const] : [],
    ...canFallBack(facts) ? ["failsafe" as const] : [],
  ];
  const checks = [
    ...judgeConfig(facts),
    ...judgeEngine(facts),
    ...facts.images.map(judgeImage),
    ...judgeInside(facts),
    ...judgePrograms(facts),
    ...judgeFolders(facts),
    ...facts.disks.map(judgeDisk),
    ...facts.expiries.flatMap((entry) => judgeExpiry(entry, facts.today)),
    ...judgeClocks(facts),
    ...judgeLeftovers(facts),
  ];
  return { can_run_in: places, ...conclude(facts, places), checks };
}

function conclude(
  { mode, isStrict, images }: DoctorFacts,
  places: readonly string[],
): Pick<DoctorAnswer, "exit_code" | "says"> {
  const [inContainer, local] = ["container", "failsafe"].map((place) => places.includes(place));
  if (mode === "failsafe") {
    return local
      ? { exit_code: 0, says: "the failsafe can run, as it is asked for" }
      : { exit_code: 3, says: "the failsafe cannot run" };
  }
  if (inContainer) {
    const isMissing = images.some(({ state }) => state !== "present");
    const once = isMissing ? ", once its image is there" : "";
    return { exit_code: 0, says: `every required suite can run in its container${once}` };
  }
  if (!local || mode === "container") {
    return { exit_code: 3, says: "neither container nor failsafe can run every required suite" };
  }
  return isStrict
    ? { exit_code: 6, says: "only the failsafe can run: degraded, which is not enough here" }
    : { exit_code: 0, says: "only the failsafe can run: a gate would end degraded" };
}

function hasEngine({ engine }: DoctorFacts): boolean {
  return engine !== null && !("reason" in engine);
}

function canContain(facts: DoctorFacts): boolean {
  const { images, inside, programs, mounts, root } = facts;
  return hasEngine(facts) && images.length > 0 && root.fault === null &&
    images.every(({ state }) => state !== "missing") &&
    inside?.isNonceRead !== false &&
    !mounts.some(({ confidence }) => confidence >= SURE) &&
    !programs.some((one) => one.place === "container" && one.required && one.isThere === false);
}

function canFallBack({ programs, root }: DoctorFacts): boolean {
  const local = programs.filter(({ place }) => place === "failsafe");
  return root.fault === null && local.length > 0 &&
    !local.some(({ required, isThere }) => required && isThere === false);
}

function judgeConfig({ config }: DoctorFacts): readonly PreflightCheck[] {
  const suites = `${config.suites} ${config.suites === 1 ? "suite" : "suites"}`;
  return [fine("config", `${suites} from ${config.from}`)];
}

function judgeEngine({ engine }: DoctorFacts): readonly PreflightCheck[] {
  if (engine === null) return [fine("engine", "no container is wanted")];
  if ("reason" in engine) return [bad("engine", `${engine.reason}: ${engine.detail}`, engine.hint)];
  const { client, server, platform } = engine;
  return [fine("engine", `client ${client}, engine ${server}, ${platform}`)];
}

function judgeImage({ reference, state, why, hint }: DoctorImage): PreflightCheck {
  if (state === "present") return fine("image", `${reference} is there`);
  if (state === "missing") return bad("image", `${reference}: ${why}`, hint);
  const doing = state === "pull" ? "fetch" : "build";
  const remedy = state === "pull"
    ? `Fetch it before: docker pull ${reference}`
    : "Run the gate once where there is time for it";
  return warn("image", `${reference} is not there: a run would ${doing} it first`, remedy);
}

function judgeInside({ inside, mounts }: DoctorFacts): readonly PreflightCheck[] {
  const found = mounts.filter(({ confidence }) => confidence >= LIKELY);
  const told = found.map(({ confidence, message, remedy }) =>
    (confidence >= SURE ? bad : warn)("mount", message, remedy)
  );
  if (inside === null || told.length > 0) return told;
  const { isNonceRead, why, workdir, image } = inside;
  if (isNonceRead === true) {
    return [fine("mount", `the project is seen at ${workdir} in a container of ${image}`)];
  }
  const remedy = "Use an engine on this machine; qa:diagnose looks further";
  if (isNonceRead === false) {
    return [bad("mount", `the project is not seen inside: ${why}`, remedy)];
  }
  return [warn("mount", `nobody could look from inside: ${why}`, remedy)];
}

function judgePrograms({ programs }: DoctorFacts): readonly PreflightCheck[] {
  // What nobody could look for is no line: the engine or the image says why.
  return programs.filter(({ isThere }) => isThere !== null).map((one) => {
    const { suite, required, place, program, isThere } = one;
    const where = place === "container" ? "in its image" : "on this machine";
    const what = `${suite}: ${program}`;
    if (isThere === true) return fine("runner", `${what} is ${where}`);
    const remedy = place === "container"
      ? `Add ${program} to the image`
      : `Install ${program}, or give the suite another failsafe form`;
    return (required ? bad : warn)("runner", `${what} is not ${where}`, remedy);
  });
}

function judgeFolders({ root, outputs }: DoctorFacts): readonly PreflightCheck[] {
  return [
    root.fault === null
      ? fine("project", `${root.path} can be read`)
      : bad("project", `${root.path}: ${root.fault}`, "Give us the right to read it"),
    outputs.fault === null ? fine("outputs", `${outputs.path} can be written`) : warn(
      "outputs",
      `${outputs.path}: ${outputs.fault}; a run would write to a temporary folder`,
      "Make it writable, or name another one with --outputs",
    ),
  ];
}

function judgeDisk({ what, path, freeBytes, inodesFree }: DoctorDisk): PreflightCheck {
  const free = `${Math.round(freeBytes / 1024 ** 2).toLocaleString("en")} MiB`;
  const files = inodesFree === null ? "" : `, ${inodesFree.toLocaleString("en")} inodes`;
  const says = `${what}: ${free}${files} free at ${path}`;
  const inodes = inodesFree ?? Infinity;
  const remedy = what === "engine" ? "Make room: docker system prune" : "Make room on that disk";
  if (freeBytes < NO_BYTES || inodes < NO_INODES) return bad("disk", says, remedy);
  if (freeBytes < LITTLE_BYTES || inodes < LITTLE_INODES) return warn("disk", says, remedy);
  return fine("disk", says);
}

function judgeExpiry(
  { what, name, expires }: DoctorExpiry,
  today: string,
): readonly PreflightCheck[] {
  const days = Math.round((Date.parse(expires) - Date.parse(today)) / DAY_MS);
  if (!(days <= SOON_DAYS)) return [];
  const when = days < 0 ? `has expired on ${expires}` : `expires on ${expires}, in ${days} days`;
  const remedy = what === "quarantine"
    ? "Mend the test, or take the entry out"
    : "Mend what it excuses, or take it out";
  return [warn(what, `${name} ${when}`, remedy)];
}

function judgeClocks({ clocks, today }: DoctorFacts): readonly PreflightCheck[] {
  const far = ([["the file system", clocks.files], ["the engine", clocks.engine]] as const)
    .filter(([, skew]) => skew !== null && Math.abs(skew) > SKEW_MS)
    .map(([whose, skew]) => `${whose} is ${Math.round(Math.abs(skew ?? 0) / 1000)} s away`);
  const isOld = today < "2024-01-01";
  const faults = [...far, ...isOld ? [`this machine believes that it is ${today}`] : []];
  if (faults.length === 0) return [fine("clock", "all clocks agree")];
  const remedy = "Set the clock: reports are judged by their times, certificates too";
  return [warn("clock", faults.join("; "), remedy)];
}

function judgeLeftovers(
  { leftovers: { containers, spools }, engine }: DoctorFacts,
): readonly PreflightCheck[] {
  const found = [
    ...containers ? [`${containers} ${containers === 1 ? "container" : "containers"}`] : [],
    ...spools > 0 ? [`${spools} private ${spools === 1 ? "folder" : "folders"}`] : [],
  ];
  if (found.length > 0) {
    const remedy = "Nothing to do: the next run removes them";
    return [warn("leftovers", `of runs that were killed: ${found.join(", ")}`, remedy)];
  }
  const unseen = engine !== null && containers === null;
  return [fine("leftovers", unseen ? "no folders; the engine was not asked" : "none")];
}

function fine(id: string, says: string): PreflightCheck {
  return { id, status: "ok", says, remedy: "" };
}

function warn(id: string, says: string, remedy: string): PreflightCheck {
  return { id, status: "warning", says, remedy };
}

function bad(id: string, says: string, remedy: string): PreflightCheck {
  return { id, status: "fail", says, remedy };
}
