import type { PackageManager } from "./node_tool.ts";
import { folderOf } from "./project_folders.ts";

/** What a package.json says about its tests. */
export interface NodePackage {
  readonly folder: string;
  /** Its script `test`; null for none, for npm's placeholder and for deno's own. */
  readonly script: string | null;
  readonly scripts: Readonly<Record<string, unknown>>;
  /** Every key at its top. */
  readonly keys: readonly string[];
}

/** Who runs the script `test`, and the lock file that says so, or null where none does. */
export interface Manager {
  readonly program: PackageManager;
  readonly lock: string | null;
}

/** Package managers by their lock file; of two in one folder the first counts. */
const LOCK_FILES: readonly (readonly [string, PackageManager])[] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["package-lock.json", "npm"],
  ["npm-shrinkwrap.json", "npm"],
];

/** Reads a package.json; one that is no JSON object has no script and no key. */
export function readPackage(path: string, text: string): NodePackage {
  const value = parseObject(text);
  const scripts = objectOf(value["scripts"]);
  const folder = folderOf(path);
  return { folder, script: testScript(scripts["test"]), scripts, keys: Object.keys(value) };
}

/** By the nearest lock file in the folder or above it, up to the root: a workspace has one for all. */
export function findManager(paths: ReadonlySet<string>, folder: string): Manager {
  for (let here = folder;; here = folderOf(here)) {
    for (const [name, program] of LOCK_FILES) {
      const lock = here === "." ? name : `${here}/${name}`;
      if (paths.has(lock)) return { program, lock };
    }
    if (here === ".") return { program: "npm", lock: null };
  }
}

function testScript(script: unknown): string | null {
  if (typeof script !== "string" || script.trim() === "") return null;
  return /no test specified/.test(script) || /^deno\s/.test(script.trim()) ? null : script;
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return {};
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? value as Record<string, unknown> : {};
}
