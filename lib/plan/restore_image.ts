import { faultOfImage } from "../model/image_reference.ts";
import type { ContainerSettings } from "../model/plan.ts";
import type { Difference } from "../model/replay.ts";
import type { ReplayEnvironmentJson } from "../model/replay_bundle_json.ts";

/** The image a record names, and what is known here. */
export interface ImageWish {
  /** Reference that this suite had; null where it is not known. */
  readonly reference: string | null;
  readonly environment: Pick<ReplayEnvironmentJson, "image" | "image_id" | "image_digest">;
  /** True when a flag or variable names the image. */
  readonly isSet: boolean;
  /** Ids of images on this machine; null where no engine told any. */
  readonly present: ReadonlySet<string> | null;
  /** Id of the image that the plan names, on this machine; absent where that was not asked. */
  readonly currentId?: string;
}

/** Settings with the recorded image where it is the plan's own one, exactly; else what differs. */
export interface RestoredImage {
  readonly settings: ContainerSettings;
  /** The exact image that was pinned, or null. */
  readonly pinned: string | null;
  readonly differences: readonly Difference[];
}

const DIGEST = /@sha256:[0-9a-f]{64}$/;
const ID = /^sha256:[0-9a-f]{64}$/;

/**
 * Pins the plan's image to the recorded one, by digest or by the id of an image that is here. Only
 * within the repository that the plan names itself: a record never brings an image of its own.
 */
export function restoreImage(settings: ContainerSettings, wish: ImageWish): RestoredImage {
  const { environment, isSet, present } = wish;
  const recorded = wish.reference ?? environment.image;
  const now = settings.image ?? "built here";
  if (recorded === null) return { settings, pinned: null, differences: [] };
  if (ID.test(recorded) && recorded === wish.currentId) return pinId(settings, recorded, isSet);
  const exact = exactImage(environment, now, present ?? new Set());
  const moved = present === null ? NOT_TOLD : TAG_MOVED;
  const told = exact ?? environment.image_id ?? recorded;
  const keep = (effect: string): RestoredImage => ({
    settings,
    pinned: null,
    differences: [{ what: "image", recorded: told, now, effect }],
  });
  if (settings.image === null) {
    return keep("The image is built anew, so what it holds may differ; --image takes another one");
  }
  const isSame = recorded === now || repositoryOf(recorded) === repositoryOf(now);
  if (!isSame || isSet) {
    if (recorded === now && isSet) return { settings, pinned: null, differences: [] };
    const why = isSet
      ? "A flag or variable names the image"
      : "The configuration names another image";
    return keep(`${why}, so tools and libraries may differ from those of the record`);
  }
  // A suite with an image of its own: the record tells the exact one of the run alone.
  if (environment.image !== recorded) {
    return recorded === now ? { settings, pinned: null, differences: [] } : keep(moved);
  }
  if (exact === null) return keep(moved);
  const differences: readonly Difference[] = recorded === now ? [] : [{
    what: "image",
    recorded,
    now,
    effect: "The replay takes the recorded image; --image takes the configured one",
  }];
  return { settings: withImage(settings, exact), pinned: exact, differences };
}

/** A replay's record knows its image by the id alone: it is the plan's where that name means it here. */
function pinId(settings: ContainerSettings, id: string, isSet: boolean): RestoredImage {
  if (isSet) return { settings, pinned: null, differences: [] };
  return { settings: withImage(settings, id), pinned: id, differences: [] };
}

/** An id cannot be pulled. */
function withImage(settings: ContainerSettings, image: string): ContainerSettings {
  const isFixed = ID.test(image) && settings.pull === "always";
  return { ...settings, image, ...(isFixed ? { pull: "missing" as const } : {}) };
}

const TAG_MOVED =
  "The exact image cannot be had by the record: the name may mean another one by now; " +
  "load the recorded image, or pull it by its digest and name it with --image";

const NOT_TOLD =
  "No engine answers here, so it is not known whether the recorded image is on this machine; " +
  "the name may mean another one by now";

function exactImage(
  { image_digest: digest, image_id: id }: ImageWish["environment"],
  now: string,
  present: ReadonlySet<string>,
): string | null {
  const isDigest = digest !== null && faultOfImage(digest) === null && DIGEST.test(digest);
  if (isDigest && repositoryOf(digest) === repositoryOf(now)) return digest;
  return id !== null && ID.test(id) && present.has(id) ? id : null;
}

/** Name without tag and digest, as Docker Hub's own names are written short. */
function repositoryOf(reference: string): string {
  const [name = ""] = reference.split("@");
  return name.replace(/:[^:/]*$/, "").replace(/^(index\.)?docker\.io\//, "").replace(
    /^library\//,
    "",
  );
}
