import type { BoundaryJson } from "../../lib/model/boundary_json.ts";
import { LAYERS } from "./layers.ts";

/** `docs/boundaries.json`: the layers of `lib` as a manifest that our own verdict judges. */
export function makeBoundaries(): string {
  const layers = LAYERS.filter(({ folder }) => folder.startsWith("lib/"));
  const names = layers.map(({ folder }) => folder.slice("lib/".length));
  const manifest: BoundaryJson = {
    schema: "qa.boundary.v1",
    domains: names.map((name) => ({ name, modules: [`lib/${name}/**/*.ts`] })),
    banned: layers.flatMap(({ folder, imports }) =>
      names.filter((name) => {
        // A stage sees the host as an interface alone: one file of that folder.
        const isOwn = folder === `lib/${name}`;
        return !isOwn && !imports.some((one) => one === "lib" || one.startsWith(`lib/${name}`));
      }).map((to) => ({ from: folder.slice("lib/".length), to }))
    ),
  };
  return JSON.stringify(manifest);
}
