/**
 * Command line that prints what the engine of its node kept of a task's output, both streams apart.
 * With `follow` it never ends, also long after the task has; bytes that are no UTF-8 come replaced.
 */
export function dockerTaskLogs(bin: string, task: string, follow: boolean): readonly string[] {
  return [bin, "service", "logs", "--raw", ...(follow ? ["--follow"] : []), "--", task];
}
