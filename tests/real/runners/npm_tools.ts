import { onCleanup } from "../../support/on_cleanup.ts";

const INSTALL_MS = 120_000;

/** Options of a test that needs npm: skipped, loudly, without it; with CI=true that is an error. */
export async function requireNpm(): Promise<{ readonly ignore: boolean }> {
  if (await succeeds(["npm", "--version"])) return { ignore: false };
  if (Deno.env.get("CI") === "true") throw new Error("CI=true and npm is missing");
  console.error("\n!!! SKIPPED: npm does not work on this machine\n");
  return { ignore: true };
}

/** Packages of these versions in a folder of their own, outside of every project; `path` is their node_modules. */
export async function installPackages(
  ...packages: readonly string[]
): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "qa-npm-" }));
  await Deno.writeTextFile(`${folder}/package.json`, '{ "private": true }');
  const { success, stderr } = await new Deno.Command("npm", {
    args: ["install", "--no-audit", "--no-fund", "--prefer-offline", ...packages],
    cwd: folder,
    env: { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
    signal: AbortSignal.timeout(INSTALL_MS),
  }).output();
  if (!success) throw new Error(`npm install failed\n${new TextDecoder().decode(stderr)}`);
  return {
    path: `${folder}/node_modules`,
    ...onCleanup(() => Deno.remove(folder, { recursive: true })),
  };
}

async function succeeds([program = "", ...args]: readonly string[]): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args, stdout: "null", stderr: "null" }).output())
      .success;
  } catch {
    return false;
  }
}
