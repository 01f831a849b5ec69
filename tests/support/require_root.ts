import type { TestOptions } from "./require_docker.ts";

/**
 * Options of a test that changes users, mounts or engines and so needs root on Linux, and maybe a
 * program: skipped, loudly, without them; with CI=true that is an error.
 */
export function requireRoot(program?: string): TestOptions {
  const missing = findMissing(program);
  if (missing === null) return { ignore: false };
  if (Deno.env.get("CI") === "true") throw new Error(`CI=true and ${missing}`);
  console.error(`\n!!! SKIPPED: ${missing}\n`);
  return { ignore: true };
}

function findMissing(program: string | undefined): string | null {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return "this test needs root on Linux";
  return program === undefined || isOnPath(program) ? null : `${program} is not in PATH`;
}

function isOnPath(program: string): boolean {
  return (Deno.env.get("PATH") ?? "").split(":").some((folder) => {
    try {
      return Deno.statSync(`${folder}/${program}`).isFile;
    } catch {
      return false;
    }
  });
}
