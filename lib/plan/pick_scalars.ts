import type { Mode, Profile } from "../model/plan.ts";
import { pickSetting } from "./pick_setting.ts";
import type { PlanInput } from "./plan_input.ts";

const MOST_JOBS = 4;

/** The settings of a run that are one word or number each: project, mode, profile, outputs, jobs, policy. */
export function pickScalars(input: PlanInput) {
  const config = input.config?.config ?? {};
  const word = <T extends string>(name: string, value: T | undefined, otherwise: T) =>
    pickSetting<T>(input, {
      name,
      flag: name,
      read: (text) => text as T,
      configured: [{ pointer: [name], value }],
      otherwise,
      show: (text) => text,
    });
  return {
    project: pickSetting<string>(input, {
      name: "project",
      flag: null,
      read: (text) => text,
      configured: [{ pointer: ["project"], value: config.project }],
      otherwise: input.cwdName,
      detected: "the folder's name",
      show: (text) => text,
    }),
    mode: word<Mode>("mode", undefined, "auto"),
    profile: word<Profile>("profile", config.profile, "full"),
    outputs: word<string>("outputs", config.outputs, "outputs/qa"),
    jobs: pickSetting<number>(input, {
      name: "jobs",
      flag: "jobs",
      read: Number,
      configured: [{ pointer: ["jobs"], value: config.jobs }],
      otherwise: Math.max(1, Math.min(input.cpus, MOST_JOBS)),
      show: String,
    }),
    requireContainer: pickSetting<boolean>(input, {
      name: "require-container",
      flag: "require-container",
      read: (text) => text === "true",
      configured: [],
      otherwise: false,
      show: String,
    }),
    failsafePolicy: pickSetting<"accept" | "strict">(input, {
      name: "failsafe.policy",
      flag: null,
      read: () => "accept",
      configured: [{ pointer: ["failsafe", "policy"], value: config.failsafe?.policy }],
      otherwise: "accept",
      show: (text) => text,
    }),
  };
}
