import type { SourceFacts } from "../model/mount_facts.ts";

/** One name as this machine sees it. */
export interface ListedName {
  readonly name: string;
  readonly kind: string;
  readonly sizeBytes: number | null;
  readonly mode: number | null;
  readonly uid: number | null;
}

/** What a listing of a working directory is made of. */
export interface ListingParts {
  readonly root: SourceFacts;
  readonly names: readonly ListedName[];
  /** What a container has told; "" where none could. */
  readonly inside: string;
  /** Why none could. */
  readonly why: string;
}

/** The text of `workdir_listing_*.txt`: the folder as this machine sees it, then from inside. */
export function formatListing({ root, names, inside, why }: ListingParts): string {
  const owner = root.uid === null ? "unknown" : `uid ${root.uid}`;
  const mode = root.mode === null ? "unknown" : (root.mode & 0o7777).toString(8);
  return [
    "== from the host",
    `folder ${root.path} (${root.kind}, owner ${owner}, mode ${mode})`,
    ...names.map(formatName),
    ...names.length === 0 ? ["(nothing in it)"] : [],
    "",
    "== from inside",
    inside === "" ? `(not seen: ${why})` : inside.trimEnd(),
    "",
  ].join("\n");
}

function formatName({ name, kind, sizeBytes, mode, uid }: ListedName): string {
  const rights = mode === null ? "-" : (mode & 0o7777).toString(8).padStart(4, "0");
  const shown = JSON.stringify(name).slice(1, -1);
  return `${kind.padEnd(6)} ${rights} ${String(uid ?? "-").padStart(6)} ${
    String(sizeBytes ?? "-").padStart(12)
  } ${shown}${kind === "folder" ? "/" : ""}`;
}
