/**
 * Command line that prints what the engine kept of a container's output, both streams apart. An
 * account to compare with, never the truth: engines drop lines and say 0.
 */
export function dockerLogs(bin: string, id: string): readonly string[] {
  return [bin, "logs", "--", id];
}
