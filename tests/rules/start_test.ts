import { assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));

interface Dependency {
  readonly code?: { readonly specifier?: string };
  readonly isDynamic?: boolean;
}

interface Module {
  readonly specifier: string;
  readonly dependencies?: readonly Dependency[];
}

/** Every module that a script or another module loads, but for those that it imports late. */
async function loadedFirst(script: string): Promise<readonly string[]> {
  const args = ["info", "--json", join(ROOT, script)];
  const { stdout } = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT }).output();
  const { modules, roots, redirects } = JSON.parse(new TextDecoder().decode(stdout)) as {
    readonly modules: readonly Module[];
    readonly roots: readonly string[];
    readonly redirects: Readonly<Record<string, string>>;
  };
  const byName = new Map(modules.map((module) => [module.specifier, module]));
  const seen = new Set<string>();
  const visit = (name: string): void => {
    const real = redirects[name] ?? name;
    if (seen.has(real)) return;
    seen.add(real);
    for (const { code, isDynamic } of byName.get(real)?.dependencies ?? []) {
      if (isDynamic !== true && code?.specifier !== undefined) visit(code.specifier);
    }
  };
  roots.forEach(visit);
  return [...seen];
}

for (const name of ["qa_gate", "replay", "diagnostic_run", "merge", "history", "verdict"]) {
  Deno.test(`${name} --help waits for no validator and no engine`, async () => {
    const loaded = await loadedFirst(`scripts/qa/${name}.ts`);
    assertEquals(loaded.some((module) => module.endsWith(`/scripts/qa/${name}.ts`)), true);
    const heavy = loaded.filter((module) =>
      /zod|node:(crypto|fs|sqlite)|\/lib\/execute\//.test(module)
    );
    assertEquals(heavy, []);
    // A fifth of a millisecond each: more of them, and an empty script is three times as fast.
    assertEquals(loaded.length < 100, true, `${loaded.length} modules`);
  });
}

Deno.test("a gate waits for no report, no history and no file system of Node before its first container", async () => {
  const loaded = await loadedFirst("lib/pipeline/gate_command.ts");
  const late =
    /^node:(crypto|fs|sqlite)|\/lib\/(report\/(html|markdown|draw)_|pipeline\/(finish|leave|write|render))/;
  assertEquals(loaded.filter((module) => late.test(module)), []);
  const shapes = loaded.filter((module) => /\/lib\/model\/[a-z_]+_json\.ts$/.test(module));
  assertEquals(shapes, []);
});

Deno.test("deno.json has modules that are imported late loaded late", async () => {
  const { unstable } = JSON.parse(await Deno.readTextFile(join(ROOT, "deno.json")));
  assertEquals(unstable, ["lazy-dynamic-imports"]);
});
