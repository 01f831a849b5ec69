/**
 * Command line that starts a container and stays attached to its output until it ends. Its standard
 * error is the container's as well: read the cause of a failed start from `inspect`.
 */
export function dockerStartAttached(bin: string, id: string): readonly string[] {
  return [bin, "start", "--attach", "--", id];
}
