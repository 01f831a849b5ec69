/** The last word of a task: what its first process saw when the script had ended. */
export interface TaskEnd {
  readonly exitCode: number;
  /** Processes of the container that were killed for memory meanwhile; 0 where that cannot be known. */
  readonly memoryKills: number;
  readonly deadlinePassed: boolean;
  /** A signal from outside asked it to end. */
  readonly wasTold: boolean;
}

/** Reads the last word of a task, without the mark before it; null for anything else. */
export function readTaskEnd(words: string): TaskEnd | null {
  const match = /^ (\d{1,3}) (\d{1,9}) ([01]) ([01])$/.exec(words);
  if (match === null) return null;
  const [, code, kills, late, told] = match;
  return {
    exitCode: Number(code),
    memoryKills: Number(kills),
    deadlinePassed: late === "1",
    wasTold: told === "1",
  };
}

/** What ended a task, by its last word: memory only where a signal ended the script. */
export function nameTaskEnd(end: TaskEnd): "exited" | "oom" | "deadline" | "killed" {
  if (end.deadlinePassed) return "deadline";
  if (end.memoryKills > 0 && end.exitCode === 137) return "oom";
  return end.wasTold ? "killed" : "exited";
}
