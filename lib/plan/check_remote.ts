import type { ContainerSettings, Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";

/** Settings that all suites of a job share, because a task runs several of them in one container. */
const SHARED = ["image", "memoryBytes", "cpus", "pidsLimit", "user", "network", "mounts"] as const;

/** Settings that an engine of many machines does not take. */
const LOCAL_ALONE: readonly (keyof ContainerSettings)[] = ["capAdd", "newPrivileges", "ulimits"];

/** Why a plan cannot be run by an engine of many machines, or null. */
export function checkRemote(plan: Plan): Problem | null {
  const engine = plan.remote?.engine ?? "";
  const [first] = plan.suites;
  if (first === undefined) return null;
  if (plan.mode === "failsafe") {
    return usage(
      `--engine ${engine} contradicts --mode failsafe: its suites run in containers`,
      "Leave one of the two away",
    );
  }
  if (plan.replay !== undefined || (plan.repeat ?? 1) > 1) {
    return usage(`--engine ${engine} cannot replay a record`, "Replay with --engine docker");
  }
  for (const { name, container } of plan.suites) {
    if (container === null || container.image === null) {
      return usage(
        `--engine ${engine}: suite "${name}" names no image, and none is built for other machines`,
        "Build one with the project in it, push it to where every node can pull it, and name it: --image <reference>",
      );
    }
    const key = SHARED.find((one) =>
      JSON.stringify(container[one]) !== JSON.stringify(first.container?.[one])
    );
    if (key !== undefined) {
      return usage(
        `--engine ${engine}: suites "${first.name}" and "${name}" want another ${WORDS[key]}`,
        "Give them the same, or run them one after the other with --suite",
      );
    }
  }
  return null;
}

const WORDS: Readonly<Record<typeof SHARED[number], string>> = {
  image: "image",
  memoryBytes: "memory",
  cpus: "number of cpus",
  pidsLimit: "limit of processes",
  user: "user",
  network: "network",
  mounts: "mount",
};

/** Settings of a plan that its engine does not know and that are left away, one sentence each. */
export function ignoredSettings(plan: Plan): readonly string[] {
  const container = plan.suites[0]?.container;
  if (!container) return [];
  const isSet = (key: keyof ContainerSettings): boolean => {
    const value = container[key];
    return value === true || (typeof value === "object" && value !== null &&
      Object.keys(value).length > 0);
  };
  const names = LOCAL_ALONE.filter(isSet);
  return names.length === 0 ? [] : [
    `--engine ${plan.remote?.engine} does not take ${names.join(", ")}: tasks run without`,
  ];
}

function usage(message: string, hint: string): Problem {
  return { kind: "usage", message, hint };
}
