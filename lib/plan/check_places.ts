import type { Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import type { PlanInput } from "./plan_input.ts";

/** Why no suite of the plan could run in the place that was asked for, or null when it could. */
export function checkPlaces(
  plan: Plan,
  { config, configPath, hasDockerfile }: PlanInput,
): Problem | null {
  const misplaced = checkOutputs(plan);
  if (misplaced !== null) return misplaced;
  if (plan.mode === "failsafe") return checkFailsafe(plan);
  if (plan.container === null) return plan.mode === "auto" ? null : explainNoImage(hasDockerfile);
  const bare = plan.suites.find((suite) => suite.container === null);
  if (bare !== undefined) {
    const index = config?.config.suites?.findIndex(({ name }) => name === bare.name) ?? -1;
    const { line, column } = config?.placeOf(["suites", index]) ?? { line: 0, column: 0 };
    const message = `Suite "${bare.name}" has no image, while others have one`;
    const hint = 'Name one for all in "container": { "image": … }, or one for this suite';
    return { kind: "config", path: configPath ?? "", line, column, message, hint };
  }
  return checkMounts(plan);
}

/** There, `run.json` or `summary.json` may be the project's own, and would be replaced. */
function checkOutputs({ root, outputs, sources }: Plan): Problem | null {
  const isAround = root === outputs || root.startsWith(outputs === "/" ? "/" : `${outputs}/`);
  if (!isAround) return null;
  const where = sources.find(({ name }) => name === "outputs")?.where ?? "outputs";
  const message =
    `${where}: ${outputs} holds the project itself, and results would be mixed with it`;
  return { kind: "usage", message, hint: "Give a folder of its own, such as outputs/qa" };
}

function checkFailsafe({ suites, requireContainer }: Plan): Problem | null {
  if (requireContainer) {
    const message = "--require-container cannot be met with --mode failsafe";
    return { kind: "usage", message, hint: "Leave one of the two away" };
  }
  if (suites.some(({ failsafe }) => failsafe !== null)) return null;
  const message = "--mode failsafe: none of the chosen suites has a failsafe form";
  const hint = 'Give a suite "failsafe": true, or a reduced form, in qa.jsonc';
  return { kind: "usage", message, hint };
}

function explainNoImage(dockerfile: string | null): Problem {
  const seen = dockerfile === null ? " and the root has no Dockerfile" : "";
  const message = `--mode container: no image is named${seen}`;
  const hint =
    'Name one with --image, or in qa.jsonc: "container": { "image": "python:3.12-slim" }';
  return { kind: "usage", message, hint };
}

/** The project itself stands at the working directory; another mount there would hide it. */
function checkMounts({ suites }: Plan): Problem | null {
  for (const { name, container } of suites) {
    const clash = container?.mounts.find(({ target }) => target === container.workdir);
    if (clash === undefined) continue;
    const message = `Suite "${name}": a mount at ${clash.target} would hide the project itself`;
    return { kind: "usage", message, hint: "Mount it elsewhere, or choose another --workdir" };
  }
  return null;
}
