import type { RecordedRun } from "../model/recorded_run.ts";
import type { Difference } from "../model/replay.ts";
import type { ReplayEnvironmentJson } from "../model/replay_bundle_json.ts";

/** What is true here and now; null where it is not known, and a field that is absent is not compared. */
export interface EnvironmentNow {
  readonly project: string;
  /** Full id of the commit, and whether files differ from it; null outside of a repository. */
  readonly git: { readonly commit: string; readonly dirty: boolean } | null;
  readonly configDigest: string;
  readonly qaGateVersion: string;
  readonly denoVersion: string;
  readonly os: string;
  readonly arch: string;
  /** Of the server; null where none was asked or none answered. */
  readonly engineVersion?: string | null;
  /** The image that the recorded reference means here; null: it is not here. */
  readonly image?: { readonly id: string; readonly digests: readonly string[] } | null;
}

/** Everything in which here and now is not what the record tells of its run, each with what to do about it. */
export function compareEnvironment(
  record: RecordedRun,
  now: EnvironmentNow,
): readonly Difference[] {
  const project = compareProject(record, now);
  const { environment } = record;
  if (environment === null) {
    const effect = "The record is too old to say where it was made: commit, image and limits are " +
      "those of here and now";
    return [...project, { what: "version", recorded: "not known", now: now.qaGateVersion, effect }];
  }
  return [
    ...project,
    ...compareCommit(environment, now),
    ...compareTree(environment, now),
    ...compareConfiguration(environment, now),
    ...compareImage(environment, now),
    ...compareVersions(environment, now),
    ...compareMachine(environment, now),
  ];
}

function compareProject({ project }: RecordedRun, now: EnvironmentNow): readonly Difference[] {
  const effect = "The record may be of another project: check that this is the right folder, " +
    "or name it with --root";
  return differ("project", project, now.project, effect);
}

function compareCommit(
  { git_sha: sha }: ReplayEnvironmentJson,
  { git }: EnvironmentNow,
): readonly Difference[] {
  if (sha === null) return [];
  // The word goes into a command that is shown; a record may hold anything there.
  const isId = /^[0-9a-f]{7,64}$/.test(sha);
  if (git === null) {
    const effect = "Git tells of no commit here (no repository, or one of another owner, see " +
      "safe.directory), so the code may be another one" +
      (isId ? `; clone it and run: git checkout ${sha}` : "");
    return [{ what: "commit", recorded: sha, now: "not known", effect }];
  }
  const effect = "The code is not the one that failed" +
    (isId ? `; to replay exactly that, run: git checkout ${sha}` : "");
  return differ("commit", sha, git.commit, effect);
}

function compareTree(
  { git_dirty: dirty }: ReplayEnvironmentJson,
  { git }: EnvironmentNow,
): readonly Difference[] {
  const [recorded, now] = [sayTree(dirty), sayTree(git?.dirty ?? null)];
  if (dirty === true) {
    const effect = "The run had changes that no commit holds, so it cannot be repeated exactly; " +
      "ask whoever made it for them";
    return [{ what: "dirty-tree", recorded, now, effect }];
  }
  if (git?.dirty !== true) return [];
  const effect =
    "Files here differ from their commit; to replay without these changes, run: git stash";
  return [{ what: "dirty-tree", recorded, now, effect }];
}

function sayTree(dirty: boolean | null): string {
  if (dirty === null) return "not known";
  return dirty ? "changes that are not committed" : "clean";
}

function compareConfiguration(
  { config_digest: digest, profile }: ReplayEnvironmentJson,
  now: EnvironmentNow,
): readonly Difference[] {
  if (digest === "" || now.configDigest === "") return [];
  const effect =
    `The configuration changed, so suites may run otherwise than they did (the record ` +
    `is of profile ${profile}); compare qa.jsonc with that of the recorded commit`;
  return differ("configuration", digest, now.configDigest, effect);
}

function compareImage(
  { image, image_id: id, image_digest: digest }: ReplayEnvironmentJson,
  { image: now }: EnvironmentNow,
): readonly Difference[] {
  if (now === undefined || (id === null && digest === null)) return [];
  const recorded = digest ?? id ?? "";
  const pull = digest === null ? "ask for it where the run was made" : "pull it by this digest";
  if (now === null) {
    const effect = `The image ${image ?? ""} is not on this machine; ${pull}`;
    return [{ what: "image", recorded, now: "not here", effect }];
  }
  const isSame = now.id === id || (digest !== null && now.digests.includes(digest));
  const effect = `The name ${image ?? ""} means another image here; ${pull}`;
  return isSame ? [] : [{ what: "image", recorded, now: now.digests[0] ?? now.id, effect }];
}

function compareVersions(
  recorded: ReplayEnvironmentJson,
  now: EnvironmentNow,
): readonly Difference[] {
  const { qa_gate_version: gate, deno_version: deno, engine_version: engine } = recorded;
  const here = now.engineVersion ?? null;
  return [
    ...differ(
      "version",
      `QA Gate ${gate}`,
      `QA Gate ${now.qaGateVersion}`,
      "Another version may judge and select otherwise; take the recorded one where that matters",
    ),
    ...differ(
      "version",
      `Deno ${deno}`,
      `Deno ${now.denoVersion}`,
      "It matters to suites that run in Deno outside of a container, and hardly to others",
    ),
    ...(engine === null || here === null ? [] : differ(
      "engine",
      engine,
      here,
      "Another engine seldom changes what a test does; suspect it when a container itself fails",
    )),
  ];
}

function compareMachine(
  { os, arch }: ReplayEnvironmentJson,
  now: EnvironmentNow,
): readonly Difference[] {
  const effect =
    "Another system or processor runs other binaries: images and failures may differ, " +
    "and an image of the other kind runs slowly or not at all";
  return differ("machine", `${os} ${arch}`, `${now.os} ${now.arch}`, effect);
}

function differ(
  what: Difference["what"],
  recorded: string,
  now: string,
  effect: string,
): readonly Difference[] {
  return recorded === now ? [] : [{ what, recorded, now, effect }];
}
