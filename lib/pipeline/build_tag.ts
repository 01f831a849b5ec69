import type { Plan } from "../model/plan.ts";

/** Tag of the image a project builds: one for each root, so that projects never share it by name. */
export function buildTag(plan: Plan): string {
  const name = plan.project.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  return `qa-gate-build-${name || "project"}:${plan.configDigest.slice(0, 12) || "latest"}`;
}
