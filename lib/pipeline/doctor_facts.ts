import { isAbsolute, join } from "@std/path";
import { dockerPs } from "../docker/docker_ps.ts";
import { dockerReport, readInfo } from "../docker/docker_report.ts";
import { asText } from "../docker/json_object.ts";
import { isDeadOwner } from "../execute/reap_orphans.ts";
import type { Host } from "../host/host.ts";
import type { DoctorDisk, DoctorExpiry, DoctorFacts } from "../model/doctor.ts";
import { LABEL_OWNER, readOwner } from "../model/owner.ts";
import type { Plan, PlannedSuite } from "../model/plan.ts";
import { probeMachine } from "../observe/probe_machine.ts";

/** What is asked of an engine that answers, beside its version. */
export interface EngineRest {
  /** Absolute folder in which it keeps its data, where that is on this machine; else "". */
  readonly dataRoot: string;
  readonly skewMs: number | null;
  readonly leftContainers: number | null;
}

/** Asks an engine where its data lies, what time it has, and which containers dead runs have left. */
export async function askEngineRest(host: Host, bin: string): Promise<EngineRest> {
  const before = Date.parse(host.now());
  const [info, listed] = await Promise.all([
    host.run(dockerReport(bin, ["info", "--format", "{{json .}}"])),
    host.run(dockerPs(bin, [LABEL_OWNER])),
  ]);
  const told = readInfo(info.output);
  const time = Date.parse(asText(told?.["SystemTime"]));
  const after = Date.parse(host.now());
  let dead = 0;
  for (const { labels } of listed.result.ok ? listed.result.value : []) {
    const owner = readOwner(labels[LABEL_OWNER] ?? "");
    if (owner !== null && await isDeadOwner(host, owner)) dead++;
  }
  const root = asText(told?.["DockerRootDir"]);
  const isHere = root !== "" && (await host.files.stat(root))?.kind === "folder";
  // Only what lies outside of the time that the question took is a difference.
  const skewMs = time < before ? time - before : time > after ? time - after : 0;
  return {
    dataRoot: isHere ? root : "",
    skewMs: Number.isFinite(time) ? skewMs : null,
    leftContainers: listed.result.ok ? dead : null,
  };
}

/** Room on the disks of outputs, temporary files and engine; one line for each disk. */
export async function askDisks(
  host: Host,
  places: readonly { readonly what: string; readonly path: string }[],
): Promise<readonly DoctorDisk[]> {
  const known = places.filter(({ path }) => path !== "");
  const { disks } = await probeMachine(host, {
    paths: known.map(({ path }) => path),
    warn: () => {},
  });
  const seen = new Set<string>();
  return disks.flatMap((disk) => {
    if (seen.has(disk.mounted_at) || disk.free_bytes === null) return [];
    seen.add(disk.mounted_at);
    const what = known.find(({ path }) => path === disk.path)?.what ?? "disk";
    const { path, free_bytes: freeBytes, inodes, inodes_free } = disk;
    // Some file systems have no inodes to run out of, and say 0.
    return [{ what, path, freeBytes, inodesFree: inodes ? inodes_free : null }];
  });
}

/** Whether a folder can be written to, and what its clock says; nothing stays there. */
export async function askOutputs(
  host: Host,
  path: string,
): Promise<{ readonly fault: string | null; readonly skewMs: number | null }> {
  const made: string[] = [];
  // What was not there before is not there afterwards.
  for (let at = path; await host.files.stat(at) === null && at !== "/"; at = join(at, "..")) {
    made.push(at);
  }
  const file = `${path}/.qa-preflight-${host.randomHex(6)}`;
  const folder = await host.files.makeDir(path);
  const written = folder.ok ? await host.files.writeWhole(file, "x") : folder;
  const facts = written.ok ? await host.files.stat(file) : null;
  const now = Date.parse(host.now());
  await host.files.remove(file);
  const top = made.at(-1);
  if (top !== undefined) await host.files.remove(top);
  const fault = written.ok
    ? null
    : written.error.kind === "file"
    ? written.error.detail
    : written.error.kind;
  return { fault, skewMs: facts?.modifiedMs == null ? null : facts.modifiedMs - now };
}

/** Why the project cannot be read, or null. */
export async function askRoot(host: Host, root: string): Promise<string | null> {
  const listed = await host.files.list(root, 1);
  if (listed.ok) return null;
  return listed.error.kind === "file" ? listed.error.detail : listed.error.kind;
}

/** Private folders of runs that were killed. */
export async function countDeadSpools(host: Host, outputs: string): Promise<number> {
  const listed = await host.files.list(`${outputs}/.spool`, 1_000);
  let dead = 0;
  for (const { name } of listed.ok ? listed.value : []) {
    const text = await host.files.readText(`${outputs}/.spool/${name}/owner`, 4_096);
    const owner = text.ok ? readOwner(text.value.trimEnd()) : null;
    if (owner !== null && await isDeadOwner(host, owner)) dead++;
  }
  return dead;
}

/** True where the program of a failsafe form is found as its own process would find it. */
export async function isProgramHere(
  host: Host,
  { root }: Pick<Plan, "root">,
  { argv: [program = ""], cwd, env }: NonNullable<PlannedSuite["failsafe"]>,
): Promise<boolean> {
  const isPath = program.includes("/");
  const own = host.machine.execPath.replace(/[/\\][^/\\]*$/, "");
  const path = env["PATH"] ?? host.environment()["PATH"] ?? "";
  const folders = [...path.split(host.machine.os === "windows" ? ";" : ":"), own];
  const places = isPath
    ? [isAbsolute(program) ? program : join(root, cwd, program)]
    : folders.filter((folder) => folder !== "").map((folder) => join(folder, program));
  for (const place of places) {
    for (const name of host.machine.os === "windows" ? [place, `${place}.exe`] : [place]) {
      const real = await host.files.realPath(name);
      const facts = real === null ? null : await host.files.stat(real);
      if (facts?.kind === "file" && (facts.mode === null || (facts.mode & 0o111) !== 0)) {
        return true;
      }
    }
  }
  return false;
}

/** Entries of quarantine and waivers, with their last days. */
export function expiriesOf(
  plan: Plan,
  waivers: readonly Readonly<Record<string, unknown>>[],
): readonly DoctorExpiry[] {
  return [
    ...plan.quarantine.map(({ id, expires }) => ({
      what: "quarantine" as const,
      name: id,
      expires,
    })),
    ...waivers.flatMap(({ gate, expires }) =>
      typeof gate === "string" && typeof expires === "string"
        ? [{ what: "waiver" as const, name: gate, expires }]
        : []
    ),
  ];
}

/** Which question took how long, in whole milliseconds. */
export function createWatch(host: Host) {
  const tookMs: Record<string, number> = {};
  return {
    tookMs: tookMs as DoctorFacts["tookMs"],
    async time<T>(name: string, work: () => Promise<T>): Promise<T> {
      const startMs = host.monotonicMs();
      const value = await work();
      tookMs[name] = Math.round(host.monotonicMs() - startMs);
      return value;
    },
  };
}
