// Answers: how do I use one script in another repository, without this one?
//
// Runs:   deno task qa:export <script> --to <file.js>
// Writes: that one file; it runs with `deno run -A <file.js>`, offline, in any folder.
// Exits:  0 when written, 2 when the arguments are wrong, 1 when the bundle cannot be made.

import { parseArgs } from "@std/cli";
import { ensureDir } from "@std/fs";
import { basename, dirname, join, resolve } from "@std/path";
import { cleanBundle, EXPORT_MARK, formatHeader, listPackages } from "./clean_bundle.ts";
import { ROOT } from "./write_generated.ts";

const USAGE = `Usage: deno task qa:export <script> --to <file.js>

Writes one script of scripts/qa as one self-contained file.

  <script>       its name, with or without .ts
  --to <file>    where to write; .js or .mjs; replaced only if it is an earlier export
  -h, --help     print this text

Scripts: `;

/** What to export and where, or the sentence that says what is wrong with the arguments. */
export type ExportRequest =
  | { readonly name: string; readonly to: string }
  | { readonly help: true }
  | { readonly wrong: string };

/** Reads the arguments; `scripts` are the names that exist, `cwd` is what `--to` is relative to. */
export function readExportRequest(
  args: readonly string[],
  { scripts, cwd }: { readonly scripts: readonly string[]; readonly cwd: string },
): ExportRequest {
  const unknown: string[] = [];
  const flags = parseArgs([...args], {
    string: ["to", "_"],
    boolean: ["help"],
    alias: { h: "help" },
    unknown(arg, key) {
      if (key !== undefined) unknown.push(arg);
      return key === undefined;
    },
  });
  if (flags.help) return { help: true };
  const [given, ...more] = flags._.map(String);
  const known = `scripts: ${scripts.join(", ")}`;
  if (unknown[0] !== undefined) {
    return { wrong: `unknown flag "${unknown[0]}"; known: --to, --help` };
  }
  if (given === undefined) return { wrong: `no script named; ${known}` };
  if (more.length > 0) return { wrong: `one script at a time, not also "${more.join(" ")}"` };
  const name = basename(given).replace(/\.ts$/, "").replaceAll("-", "_");
  if (!scripts.includes(name)) return { wrong: `no script "${given}"; ${known}` };
  if (!flags.to) return { wrong: "--to <file.js> is missing" };
  if (!/\.m?js$/.test(flags.to)) return { wrong: `"${flags.to}" must end in .js or .mjs` };
  return { name, to: resolve(cwd, flags.to) };
}

/** Names of the scripts in scripts/qa, sorted, without their ending. */
export async function listScripts(): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(join(ROOT, "scripts/qa")));
  const files = entries.filter((entry) => entry.isFile && entry.name.endsWith(".ts"));
  return files.map(({ name }) => name.replace(/\.ts$/, "")).sort();
}

/** The text of one script as a self-contained file; the same bytes on every machine. */
export async function makeExport(name: string): Promise<string> {
  const folder = await Deno.makeTempDir();
  try {
    const file = join(folder, `${name}.js`);
    await runDeno(["bundle", "--quiet", "--output", file, `scripts/qa/${name}.ts`], ROOT);
    const body = cleanBundle(await Deno.readTextFile(file));
    // Asked of the bundle itself: that proves that it starts, alone.
    const version = await runDeno(["run", "-A", "--no-config", file, "--version"], folder);
    const about = { name, version: version.trim(), packages: listPackages(body) };
    return `${formatHeader(about)}\n${body}`;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function runDeno(args: string[], cwd: string): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd })
    .output();
  if (success) return new TextDecoder().decode(stdout);
  throw new Error(`deno ${args[0]} failed:\n${new TextDecoder().decode(stderr)}`);
}

/** Writes an export; false when something else than an earlier export stands there. */
export async function writeExport(text: string, to: string): Promise<boolean> {
  const found = await Deno.readTextFile(to).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  });
  if (found !== null && !found.slice(0, 500).includes(EXPORT_MARK)) return false;
  await ensureDir(dirname(to));
  await Deno.writeTextFile(to, text, { mode: 0o755 });
  return true;
}

async function main(args: readonly string[]): Promise<number> {
  const scripts = await listScripts();
  // `deno task` changes into the checkout; the user's own folder is in INIT_CWD.
  const cwd = Deno.env.get("INIT_CWD") ?? Deno.cwd();
  const request = readExportRequest(args, { scripts, cwd });
  if ("help" in request) {
    console.log(USAGE + scripts.join(", "));
    return 0;
  }
  if ("wrong" in request) {
    console.error(`qa:export: ${request.wrong}`);
    return 2;
  }
  if (!await writeExport(await makeExport(request.name), request.to)) {
    console.error(`qa:export: "${request.to}" is not an export of ours; it is left as it was`);
    return 2;
  }
  console.log(`wrote ${request.to}; run: deno run -A ${request.to} --help`);
  return 0;
}

if (import.meta.main) {
  try {
    Deno.exit(await main(Deno.args));
  } catch (error) {
    console.error(`qa:export: ${error instanceof Error ? error.message : error}`);
    Deno.exit(1);
  }
}
