/**
 * The output of `deno bundle` without the places of this machine: modules of npm packages are named
 * `npm:<package>@<version>/<file>`, in the comment before each and in the keys of CommonJS wrappers.
 */
export function cleanBundle(text: string): string {
  const place = String.raw`[^"\n]*/npm/[^/"\n]+/((?:@[^/"\n]+/)?[^/"\n]+)/(\d[^/"\n]*)/`;
  return text
    .replace(new RegExp(`^(// )${place}`, "gm"), "$1npm:$2@$3/")
    .replace(new RegExp(String.raw`^( {2}")${place}([^"\n]+"\()`, "gm"), "$1npm:$2@$3/$4");
}

/** The npm packages in a cleaned bundle, `name@version`, sorted. */
export function listPackages(text: string): string[] {
  const found = text.matchAll(/^\/\/ npm:((?:@[^/\n]+\/)?[^/\n]+)\//gm);
  return [...new Set([...found].map((match) => match[1] ?? ""))].sort();
}

/** What stands in the first lines of every exported file, so that it can be told from any other. */
export const EXPORT_MARK = "Exported by QA Gate";

/** The first lines of an exported file: what it is, of which version, how to run it, what is in it. */
export function formatHeader(
  { name, version, packages }: {
    readonly name: string;
    readonly version: string;
    readonly packages: readonly string[];
  },
): string {
  return [
    "#!/usr/bin/env -S deno run -A",
    `// ${EXPORT_MARK}: ${version}, the script ${name} as one self-contained file.`,
    `// Run:    deno run -A ${name}.js --help    (Deno 2.9 or later; no network, no other file)`,
    `// Update: deno task qa:export ${name} --to <this file>    (in a checkout of QA Gate)`,
    `// Holds:  ${packages.join(", ") || "no package"}; their licences are those of the packages.`,
    "// deno-lint-ignore-file",
    "// deno-fmt-ignore-file",
    "",
  ].join("\n");
}
