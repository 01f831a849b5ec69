import { join } from "@std/path";
import type { Host } from "../host/host.ts";
import type { ProjectFiles } from "../model/runner.ts";

/** Bounds of a listing: a detection must answer in a blink in any repository. */
const MAX_DEPTH = 4;
const MAX_ENTRIES = 5000;
const MAX_MARKER_BYTES = 256 * 1024;
const MAX_MARKERS = 200;

/** Folders that hold what tools made, or other people's code. */
const SKIPPED: ReadonlySet<string> = new Set([
  "node_modules",
  "bower_components",
  "target",
  "outputs",
  "dist",
  "build",
  "venv",
  "virtualenv",
  "site-packages",
  "__pycache__",
  "__pypackages__",
  "vendor",
  "coverage",
]);
/** Files whose text says which tools are used. */
const MARKERS: ReadonlySet<string> = new Set([
  "package.json",
  "pyproject.toml",
  "setup.cfg",
  "tox.ini",
  "deno.json",
  "deno.jsonc",
  "Cargo.toml",
]);

/**
 * Files near the root, folders nearest first, and the texts of small marker files. Links are never
 * followed; hidden folders, virtual environments and what tools made are skipped; unreadable parts
 * are as if they were not there.
 */
export async function listProject(host: Host, root: string): Promise<ProjectFiles> {
  const paths: string[] = [];
  let entries = 0;
  let level: readonly string[] = [""];
  for (let depth = 1; depth <= MAX_DEPTH && level.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      const found = await listFolder(host, root, folder, MAX_ENTRIES - entries);
      entries += found.files.length + found.folders.length;
      paths.push(...found.files);
      next.push(...found.folders);
      if (entries >= MAX_ENTRIES) return { paths, texts: await readMarkers(host, root, paths) };
    }
    level = next;
  }
  return { paths, texts: await readMarkers(host, root, paths) };
}

interface FolderListing {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

async function listFolder(
  host: Host,
  root: string,
  folder: string,
  atMost: number,
): Promise<FolderListing> {
  const listed = await host.files.list(join(root, folder));
  if (!listed.ok) return { files: [], folders: [] };
  // Whatever its name: this file marks a virtual environment of Python.
  const isVirtual = listed.value.some((entry) => entry.name === "pyvenv.cfg");
  if (isVirtual && folder !== "") return { files: [], folders: [] };
  const entries = listed.value.slice(0, atMost);
  const pathOf = (name: string) => folder === "" ? name : `${folder}/${name}`;
  const files = entries.filter(({ kind }) => kind === "file").map(({ name }) => pathOf(name));
  const folders = entries.filter(({ kind, name }) => kind === "folder" && !isSkipped(name));
  return { files, folders: folders.map(({ name }) => pathOf(name)) };
}

function isSkipped(name: string): boolean {
  return name.startsWith(".") || SKIPPED.has(name);
}

async function readMarkers(
  host: Host,
  root: string,
  paths: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const texts: [string, string][] = [];
  const markers = paths.filter((path) => MARKERS.has(path.slice(path.lastIndexOf("/") + 1)));
  for (const path of markers.slice(0, MAX_MARKERS)) {
    const text = await host.files.readText(join(root, path), MAX_MARKER_BYTES);
    if (text.ok) texts.push([path, text.value]);
  }
  return Object.fromEntries(texts);
}
