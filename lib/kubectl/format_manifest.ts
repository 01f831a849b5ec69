import type { Manifest, ManifestValue } from "./job_manifest.ts";

/** Manifests as YAML documents; every text is quoted as in JSON, so that none can become anything else. */
export function formatManifest(manifests: readonly Manifest[]): string {
  return manifests.map((one) => `---\n${linesOf(one, "").join("\n")}\n`).join("");
}

function linesOf(value: ManifestValue, indent: string): readonly string[] {
  if (isList(value)) {
    return value.flatMap((item) => {
      if (isEmpty(item)) return [`${indent}- ${isList(item) ? "[]" : "{}"}`];
      const [first = "", ...rest] = linesOf(item, `${indent}  `);
      return [`${indent}- ${first.trimStart()}`, ...rest];
    });
  }
  if (typeof value !== "object") return [`${indent}${JSON.stringify(value)}`];
  return Object.entries(value).flatMap(([name, item]) => {
    const key = `${indent}${PLAIN.test(name) ? name : JSON.stringify(name)}:`;
    if (typeof item !== "object") return [`${key} ${JSON.stringify(item)}`];
    if (isEmpty(item)) return [`${key} ${isList(item) ? "[]" : "{}"}`];
    return [key, ...linesOf(item, `${indent}  `)];
  });
}

/** A name that no reader of YAML takes for something else, as it takes `no` and `on`. */
const PLAIN = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z]\w*$/i;

function isEmpty(value: ManifestValue): boolean {
  return typeof value === "object" && Object.keys(value).length === 0;
}

function isList(value: ManifestValue): value is readonly ManifestValue[] {
  return Array.isArray(value);
}
