/** What this machine knows of a folder that is mounted. */
export interface SourceFacts {
  /** Absolute path, as it was given. */
  readonly path: string;
  readonly kind: "folder" | "file" | "missing" | "other";
  /** Names in a folder; null where it cannot be listed. */
  readonly names: readonly string[] | null;
  readonly uid: number | null;
  readonly gid: number | null;
  readonly mode: number | null;
  /** True where `A` and `a` are one name. */
  readonly ignoresCase: boolean;
  /** Links directly in it that lead out of it; those lead nowhere inside. */
  readonly linksOut: readonly string[];
}

/** Everything that is known of how a project is mounted, from both sides. */
export interface MountFacts {
  readonly root: SourceFacts;
  /** Further mounts, in the order of the settings. */
  readonly others:
    readonly (SourceFacts & { readonly target: string; readonly readOnly: boolean })[];
  readonly workdir: string;
  /** Who was asked for in the settings, by number; null where nobody was, or by name. */
  readonly askedUid: number | null;
  /** Relative to the root. */
  readonly cwd: string;
  /** Paths that the suite names and that are not there, relative to where it starts. */
  readonly missingPaths: readonly string[];
  /** Where those are found instead, relative to the root; null where nowhere, or in several places. */
  readonly foundIn: string | null;
  /** The repository or configured project that holds the root, absolute; null where none does. */
  readonly projectAbove: string | null;
  /** True: the nonce was read inside; false: it was not; null: nobody got so far. */
  readonly isNonceRead: boolean | null;
  /** Seen from inside; null where nobody could look. */
  readonly inside: {
    readonly uid: number | null;
    readonly gid: number | null;
    readonly folder: string | null;
    readonly isWritable: boolean | null;
    readonly names: readonly string[];
    readonly isReadOnly: boolean;
    readonly program: string | null;
  } | null;
}

/** True for what a run leaves in a folder itself, caches, and what only keeps an empty folder in a repository. */
export function isNoContent(name: string): boolean {
  return name === "outputs" || name === "__pycache__" || (name.startsWith(".") && name !== ".git");
}
