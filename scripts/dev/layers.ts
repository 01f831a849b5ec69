// The layer table of docs/architecture.md as a constant, and the judgement of one import by it.
// Pure; used by the lint plugin, which runs before anything is installed: it imports nothing.

/** What the files of one folder may do. */
export interface Layer {
  /** Folder relative to the root. */
  readonly folder: string;
  /** Folders and single files, relative to the root, it may import; its own folder always. */
  readonly imports: readonly string[];
  /** Packages by their name in deno.json's imports; `@std/` and `node:` stand for all of them. */
  readonly packages: readonly string[];
  /** `generators`: async generators only, for streaming readers. */
  readonly async: "no" | "generators" | "yes";
  /** `script`: only `Deno.args`. */
  readonly deno: "no" | "script" | "yes";
  /** May read clock, randomness and environment, and touch console and timers. */
  readonly world: boolean;
}

const PURE = { async: "no", deno: "no", world: false } as const;
const THROUGH_HOST = { async: "yes", deno: "no", world: false } as const;
const MODEL_AND_STD = ["lib/model", "lib/std"] as const;
const STAGE = [
  "lib/model",
  "lib/docker",
  "lib/kubectl",
  "lib/formats",
  "lib/std",
  "lib/host/host.ts",
] as const;
const STD = "@std/";

/** The layer table: every folder of ours that has rules. Everything else is free. */
export const LAYERS: readonly Layer[] = [
  { folder: "lib/model", imports: ["lib/std"], packages: [STD, "zod"], ...PURE },
  { folder: "lib/docker", imports: MODEL_AND_STD, packages: [STD], ...PURE },
  {
    folder: "lib/kubectl",
    imports: [...MODEL_AND_STD, "lib/docker", "lib/formats"],
    packages: [STD],
    ...PURE,
  },
  {
    folder: "lib/formats",
    imports: MODEL_AND_STD,
    packages: [STD],
    ...PURE,
    async: "generators",
  },
  {
    folder: "lib/config",
    imports: MODEL_AND_STD,
    packages: [STD, "@humanwhocodes/momoa"],
    ...PURE,
  },
  { folder: "lib/plan", imports: MODEL_AND_STD, packages: [STD], ...PURE },
  { folder: "lib/classify", imports: MODEL_AND_STD, packages: [STD], ...PURE },
  { folder: "lib/report", imports: MODEL_AND_STD, packages: [STD], ...PURE },
  {
    folder: "lib/catalog",
    imports: ["lib/model", "lib/docker", "lib/formats", "lib/report", "lib/std"],
    // Rows of gates say in zod what their entries in qa.jsonc may hold.
    packages: [STD, "zod"],
    ...PURE,
  },
  {
    folder: "lib/host",
    imports: MODEL_AND_STD,
    packages: [STD, "node:"],
    async: "yes",
    deno: "yes",
    world: true,
  },
  { folder: "lib/execute", imports: STAGE, packages: [STD], ...THROUGH_HOST },
  { folder: "lib/observe", imports: STAGE, packages: [STD], ...THROUGH_HOST },
  { folder: "lib/write", imports: STAGE, packages: [STD], ...THROUGH_HOST },
  // Wires the stages for the scripts, which stay short; nothing below may import it.
  { folder: "lib/pipeline", imports: ["lib"], packages: [STD], ...THROUGH_HOST },
  {
    folder: "lib/std",
    imports: [],
    packages: ["deno-std/", "node:"],
    async: "yes",
    deno: "yes",
    world: true,
  },
  {
    folder: "scripts/qa",
    imports: ["lib"],
    packages: [STD],
    async: "yes",
    deno: "script",
    world: false,
  },
  {
    folder: "scripts/dev",
    imports: ["lib"],
    packages: [STD, "zod"],
    async: "yes",
    deno: "yes",
    world: true,
  },
];

/** The layer of a file given relative to the root, or null where no rule holds. */
export function findLayer(file: string): Layer | null {
  return LAYERS.find((layer) => file.startsWith(`${layer.folder}/`)) ?? null;
}

/** Null when the file may import that specifier, else one sentence saying what it may import. */
export function judgeImport(file: string, specifier: string): string | null {
  const layer = findLayer(file);
  if (!layer) return null;
  const allowed = specifier.startsWith(".")
    ? isAllowedPath(layer, resolveRelative(file, specifier))
    : layer.packages.some((name) => matchesPackage(name, specifier));
  if (allowed) return null;
  const may = [...layer.imports, ...layer.packages].join(", ") || "nothing";
  return `${layer.folder} must not import "${specifier}"; besides itself it may import ${may}`;
}

function isAllowedPath(layer: Layer, target: string): boolean {
  return [layer.folder, ...layer.imports].some((allowed) =>
    allowed.endsWith(".ts") ? target === allowed : target.startsWith(`${allowed}/`)
  );
}

function matchesPackage(name: string, specifier: string): boolean {
  return /[/:]$/.test(name) ? specifier.startsWith(name) : specifier === name;
}

function resolveRelative(file: string, specifier: string): string {
  const parts = file.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/** Words that say nothing about what is inside. */
const EMPTY_WORDS = /^(utils?|helpers?|common|managers?|misc|shared)$/;

/** Null when a file's path is fine, else one sentence saying which part of it is not, and why. */
export function judgePath(file: string): string | null {
  const parts = file.split("/");
  const empty = parts.find((part) => part.split(/[_.-]/).some((word) => EMPTY_WORDS.test(word)));
  if (empty) return `"${empty}" says nothing about what is inside; name it for what it does`;
  const name = parts.at(-1) ?? "";
  if (name === "mod.ts" || name === "index.ts") return `"${name}" is the name of a barrel file`;
  if (!/^[a-z0-9_]+(\.d)?\.ts$/.test(name)) return `"${name}" is not snake_case.ts`;
  if (file.startsWith("lib/") && parts.length !== 3 && !isTableFolder(parts)) {
    return `"${file}" is not lib/<stage>/<file>.ts`;
  }
  return null;
}

/** A table that outgrew its file is a folder of the same name. */
function isTableFolder(parts: readonly string[]): boolean {
  return parts.length === 4 && parts[1] === "catalog";
}
