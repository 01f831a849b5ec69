import type { Mode, Profile } from "../model/plan.ts";
import { spellDuration } from "../model/duration.ts";
import { pickSetting } from "./pick_setting.ts";
import type { PlanInput } from "./plan_input.ts";
import { durationOf } from "./resolve_container.ts";

/** Where results go unless somebody says otherwise, from the root. */
export const OUTPUTS = "outputs/qa";
const MOST_JOBS = 4;
const MAX_RERUN_FAILURES = 20;

/** The settings of a run that are one word or number each: project, mode, profile, jobs, deadline, … */
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
  const truth = (name: string, key: string, value: boolean | undefined) =>
    pickSetting<boolean>(input, {
      name,
      flag: name,
      read: (text) => text === "true",
      configured: [{ pointer: [key], value }],
      otherwise: false,
      show: String,
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
    outputs: word<string>("outputs", config.outputs, OUTPUTS),
    history: word<string>("history", undefined, "in the outputs"),
    jobs: pickSetting<number>(input, {
      name: "jobs",
      flag: "jobs",
      read: Number,
      configured: [{ pointer: ["jobs"], value: config.jobs }],
      otherwise: Math.max(1, Math.min(input.cpus, MOST_JOBS)),
      show: String,
    }),
    // What each suite says for itself goes before it.
    retries: pickSetting<number>(input, {
      name: "retries",
      flag: "retries",
      read: Number,
      configured: [{ pointer: ["retries"], value: config.retries }],
      otherwise: 0,
      show: String,
    }),
    maxRerunFailures: pickSetting<number>(input, {
      name: "max-rerun-failures",
      flag: "max-rerun-failures",
      read: Number,
      configured: [{ pointer: ["max_rerun_failures"], value: config.max_rerun_failures }],
      otherwise: MAX_RERUN_FAILURES,
      show: String,
    }),
    failOnFlaky: truth("fail-on-flaky", "fail_on_flaky", config.fail_on_flaky),
    failFast: truth("fail-fast", "fail_fast", config.fail_fast),
    deadline: pickSetting<number | null>(input, {
      name: "deadline",
      flag: "deadline",
      read: durationOf,
      configured: [{
        pointer: ["deadline"],
        value: config.deadline === undefined ? undefined : durationOf(config.deadline),
      }],
      otherwise: null,
      show: (ms) => ms === null ? "none" : spellDuration(ms),
    }),
    requireContainer: truth("require-container", "require_container", undefined),
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
