/** Every answer a run can give; append-only. */
export const VERDICTS = [
  "passed",
  "flaky",
  "degraded",
  "failed",
  "infra",
  "unproven",
  "incomplete",
  "cancelled",
] as const;

/** The answer of a run. */
export type Verdict = typeof VERDICTS[number];

/** Why the container was given up; closed and append-only. Only these lead to the failsafe. */
export const FALLBACK_REASONS = [
  "docker-missing",
  "daemon-unreachable",
  "daemon-permission-denied",
  "daemon-too-slow",
  "image-missing",
  "image-pull-failed",
  "image-build-failed",
  "container-create-failed",
  "container-start-failed",
  "container-lost",
  "daemon-lost",
  "mount-unusable",
] as const;

/** One cause for which the failsafe may stand in for the container. */
export type FallbackReason = typeof FALLBACK_REASONS[number];

/** The container given up: the closed reason, what was seen, and what would mend it. */
export interface Fallback {
  readonly reason: FallbackReason;
  /** One line, redacted: what the engine or the system said. */
  readonly detail: string;
  /** What the user can do about it. */
  readonly hint: string;
  /** `preflight`: before any test ran; `midway`: while a container ran. */
  readonly at: "preflight" | "midway";
  /** True when only somebody outside the container can have caused it; absent means unknown. */
  readonly isOutside?: boolean;
}
