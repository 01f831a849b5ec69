import type { Command } from "../model/command.ts";
import { readEngineSuccess } from "./read_engine_error.ts";

const EXEC_TIMEOUT_MS = 5_000;

/** Runs a short script in a container that lives, as its own user. */
export function dockerExec(bin: string, id: string, script: string): Command<void> {
  return {
    argv: [bin, "exec", id, "/bin/sh", "-c", script],
    timeoutMs: EXEC_TIMEOUT_MS,
    read: (output) => readEngineSuccess("inspect", output),
  };
}

/**
 * Asks every process that can to say where it stands: Python by SIGABRT, for which faulthandler (pytest
 * has it on) writes all stacks before it ends; a JVM by SIGQUIT, which goes on; a program of Go by the
 * same, which ends. Everything else is left alone. It needs nothing but a shell.
 */
export const DUMP_SCRIPT = `
for d in /proc/[0-9]*; do
  p=\${d#/proc/}
  [ "$p" != 1 ] && [ "$p" != "$$" ] || continue
  c=
  read -r c <"$d/comm" 2>/dev/null
  case $c in
  python* | pytest* | behave*) kill -ABRT "$p" ;;
  java | go | *.test) kill -QUIT "$p" ;;
  esac
done
exit 0
`;
