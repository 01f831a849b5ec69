/** How an outcome is coloured; never the only sign of it. */
export type Tone = "good" | "bad" | "warn" | "quiet";

const TONES: Readonly<Record<string, Tone>> = {
  "passed": "good",
  "healthy": "good",
  "improved": "good",
  "stable": "good",
  "expected-failure": "good",
  "flaky": "warn",
  "degraded": "warn",
  "partly": "warn",
  "unproven": "warn",
  "incomplete": "warn",
  "tests-fail": "warn",
  "known_failures_only": "warn",
  "skipped": "quiet",
  "not-run": "quiet",
  "cancelled": "quiet",
};

/** The tone of a verdict, or of what became of a suite, a test or an attempt; what nobody knows is bad. */
export function toneOf(outcome: string): Tone {
  return TONES[outcome] ?? "bad";
}

const SIGNS: Readonly<Record<Tone, string>> = { good: "✓", bad: "✗", warn: "!", quiet: "–" };

/** A sign that says the tone without colour. */
export function signOf(outcome: string): string {
  return SIGNS[toneOf(outcome)];
}
