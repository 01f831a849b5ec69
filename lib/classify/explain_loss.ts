import type { Finding } from "../model/finding.ts";
import type { Fallback } from "../model/verdict.ts";

/** A word of the engine, and the cause that it names. */
interface LossRow {
  readonly pattern: RegExp;
  readonly class: Finding["class"];
  readonly confidence: number;
}

/** The engine's own words, never a container's; the first row that fits. */
const WORDS: readonly LossRow[] = [
  {
    pattern: /bind source path does not exist|mount(ing|s)? .*denied/i,
    class: "mount",
    confidence: 0.97,
  },
  {
    pattern: /Cannot mkdir|chdir to cwd|workdir .* does not exist/i,
    class: "workdir",
    confidence: 0.95,
  },
  { pattern: /no space left on device/i, class: "disk-full", confidence: 0.95 },
  {
    pattern:
      /exec format error|does not match the (?:detected host|specified) platform|no matching manifest/i,
    class: "image",
    confidence: 0.95,
  },
  {
    pattern: /exec: .*(no such file or directory|not found)/i,
    class: "missing-dependency",
    confidence: 0.95,
  },
  { pattern: /exec: .*permission denied/i, class: "permission", confidence: 0.9 },
  {
    pattern: /unable to find user|no matching entries in passwd/i,
    class: "permission",
    confidence: 0.95,
  },
  { pattern: /toomanyrequests|rate limit/i, class: "rate-limit", confidence: 0.95 },
  { pattern: /unauthorized|authentication required/i, class: "auth", confidence: 0.9 },
  { pattern: /not a directory.*mount a directory onto a file/i, class: "mount", confidence: 0.95 },
];

const BY_REASON: Readonly<Record<Fallback["reason"], Finding["class"]>> = {
  "docker-missing": "daemon",
  "daemon-unreachable": "daemon",
  "daemon-permission-denied": "daemon",
  "daemon-too-slow": "daemon",
  "image-missing": "image",
  "image-pull-failed": "image",
  "image-build-failed": "image",
  "container-create-failed": "daemon",
  "container-start-failed": "daemon",
  "container-lost": "crash",
  "daemon-lost": "daemon",
  "mount-unusable": "mount",
};

/**
 * Why a container was lost or never was, as a finding: by the engine's own words, else by the reason. What
 * somebody did through the engine is trouble of the engine's, not of the tests.
 */
export function explainLoss(
  { reason, detail, hint, isOutside }: Fallback,
  source: string,
): Finding {
  const about = { message: `${reason}: ${detail}`, evidence: [{ source, quote: detail }] };
  const rest = {
    ...about,
    remedy: hint,
    disproof: "The same container starts and ends by itself when it is run by hand",
  };
  if (reason === "container-lost") {
    const of = isOutside === true ? "daemon" : "crash";
    return { ...rest, class: of, confidence: isOutside === true ? 0.95 : 0.6 };
  }
  const row = WORDS.find(({ pattern }) => pattern.test(detail));
  if (row !== undefined && !/^daemon|^docker/.test(reason)) {
    return { ...rest, class: row.class, confidence: row.confidence };
  }
  return { ...rest, class: BY_REASON[reason], confidence: 0.93 };
}
