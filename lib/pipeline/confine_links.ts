import { join } from "@std/path";
import type { Host } from "../host/host.ts";
import type { Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";

/** A path of the plan that must exist, and whether it must lie inside the root, links resolved. */
interface CheckedPath {
  readonly what: string;
  readonly path: string;
  readonly inside: boolean;
}

/**
 * Asks the disk what the text of a configuration cannot tell: that the folders it names exist, and
 * that no link leads out of the root.
 */
export async function confineLinks(host: Host, plan: Plan): Promise<Result<void, Problem>> {
  for (const { what, path, inside } of pathsOf(plan)) {
    const real = await host.files.realPath(path);
    if (real === null) return refuse(`${what}: ${path} does not exist`, "Correct or create it");
    if (inside && real !== plan.root && !real.startsWith(`${plan.root}/`)) {
      return refuse(`${what}: ${path} leads out of the project`, "Use a path inside the root");
    }
  }
  return ok(undefined);
}

function pathsOf(plan: Plan): readonly CheckedPath[] {
  const suites = plan.suites.flatMap((suite): readonly CheckedPath[] => {
    const commands = [suite.full, ...(suite.failsafe ? [suite.failsafe] : [])];
    const folders = new Set(commands.map((command) => command.cwd));
    return [...folders].map((cwd) => ({
      what: `cwd of suite "${suite.name}"`,
      path: join(plan.root, cwd),
      inside: true,
    }));
  });
  const containers = [plan.container, ...plan.suites.map((suite) => suite.container)];
  const mounts = containers.flatMap((settings): readonly CheckedPath[] => [
    ...(settings?.mounts ?? []).map((mount) => ({
      what: `mount ${mount.source}:${mount.target}`,
      path: mount.source,
      inside: false,
    })),
    ...(settings?.build
      ? [{ what: "container.build.context", path: settings.build.context, inside: true }]
      : []),
  ]);
  return [...suites, ...mounts];
}

function refuse(message: string, hint: string): Result<never, Problem> {
  return err({ kind: "usage", message, hint });
}
