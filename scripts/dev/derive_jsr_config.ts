/** The text of deno.jsr.json: deno.json with every `@std/…` name taken straight from JSR. */
export function deriveJsrConfig(denoJson: string): string {
  const config = JSON.parse(denoJson) as { imports: Record<string, string> };
  const imports = Object.entries(config.imports)
    .filter(([name]) => name !== "deno-std")
    .map(([name, target]) => [name, name.startsWith("@std/") ? jsrTarget(name) : target]);
  const lock = { path: "deno.jsr.lock", frozen: false };
  return JSON.stringify({ ...config, lock, imports: Object.fromEntries(imports) }, null, 2);
}

/** `@std/path/posix` is the entry `posix` of the package `@std/path`. */
function jsrTarget(name: string): string {
  const [scope, base, ...entry] = name.split("/");
  return ["jsr:" + scope, `${base}@1`, ...entry].join("/");
}
