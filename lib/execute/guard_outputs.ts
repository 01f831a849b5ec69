import type { Mount } from "../model/plan.ts";
import { joinInside } from "./join_inside.ts";

/** Where the project and its outputs are on the host, and where the project is inside. */
export interface OutputsPlace {
  readonly root: string;
  readonly outputs: string;
  readonly workdir: string;
}

/**
 * Mounts that keep a container from our outputs, which lie below the project it may write to: the
 * outputs read-only over themselves, and each folder above them over itself, because only a mount
 * point cannot be renamed or replaced by a link. Nothing for outputs outside of the root.
 */
export function guardOutputs({ root, outputs, workdir }: OutputsPlace): readonly Mount[] {
  if (!outputs.startsWith(`${root}/`)) return [];
  const parts = outputs.slice(root.length + 1).split("/");
  return parts.map((_, at) => {
    const relative = parts.slice(0, at + 1).join("/");
    return {
      source: `${root}/${relative}`,
      target: joinInside(workdir, relative),
      readOnly: at === parts.length - 1,
    };
  });
}
