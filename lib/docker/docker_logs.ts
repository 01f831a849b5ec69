/** Command line that prints what the engine kept of a container's output; it may lack parts of it. */
export function dockerLogs(bin: string, id: string): readonly string[] {
  return [bin, "logs", "--", id];
}
