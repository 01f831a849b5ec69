import { fromFileUrl } from "@std/path";
import { openProject, type TempProject } from "./run_gate.ts";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));

/** This repository as it stands, committed in a folder of its own; what git ignores is left out. */
export async function copyRepository(): Promise<TempProject> {
  const project = await openProject({});
  const script = 'git ls-files -co --exclude-standard -z | tar -c --null -T - | tar -x -C "$1"';
  await run(["sh", "-c", script, "sh", project.root], ROOT);
  await commitAll(project.root);
  return project;
}

/** Makes a folder a repository with one commit of all there is in it. */
export async function commitAll(folder: string): Promise<void> {
  const who = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
  await run(["git", "init", "--quiet", "."], folder);
  await run(["git", "add", "--all"], folder);
  await run(["git", ...who, "commit", "--quiet", "--message", "all of it"], folder);
}

async function run([program = "", ...args]: readonly string[], cwd: string): Promise<void> {
  const options = { args, cwd, stdout: "null", stderr: "piped" } as const;
  const { success, stderr } = await new Deno.Command(program, options).output();
  if (!success) throw new Error(`${program}: ${new TextDecoder().decode(stderr)}`);
}
