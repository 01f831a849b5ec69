/** Folders of other people's code, wherever they stand in a path. */
const FOREIGN =
  /(?:^|\/)(?:node_modules|site-packages|dist-packages|_pytest|\.venv|venv|\.tox|\.cargo|rustlib|\.deno|\.yarn|vendor|__pypackages__|\.git)\//;

/** Where the project lies in a checkout, both absolute. */
export interface Checkout {
  readonly root: string;
  /** Folder of the checkout; the project's own root where absent. */
  readonly workspace?: string;
}

/**
 * Path of a project's file from the root of the checkout, as CI systems name it; null for what is not
 * in the project, or not its own code: an absolute path, one that leads out, a third party's.
 */
export function projectPlace(file: string, { root, workspace = root }: Checkout): string | null {
  const isOdd = file === "" || /^(?:[/\\~<]|[A-Za-z][\w+.-]*:)|[\p{Cc}\\]/u.test(file);
  if (isOdd || FOREIGN.test(file)) return null;
  const parts = file.split("/").filter((part) => part !== "." && part !== "");
  if (parts.includes("..") || parts.length === 0) return null;
  const base = workspace.replace(/\/+$/, "");
  // A project beside the checkout has no place in it.
  if (root !== base && !root.startsWith(`${base}/`)) return null;
  const within = root.slice(base.length).split("/").filter((part) => part !== "");
  return [...within, ...parts].join("/");
}
