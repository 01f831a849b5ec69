import type { Trailer } from "../model/observation.ts";

/** The shell that runs the script: the entrypoint of every container of ours. */
export const ENTRY_SHELL = "/bin/sh";

/** Code of a container whose script could not read the nonce and so did not run the tests. */
export const ENTRY_REFUSED = 125;

/**
 * Runs inside the container around the test command, in any POSIX shell, without needing another
 * program: `$1` file of the nonce, `$2` trailer to append to, then the command.
 *
 * Under docker-init (which signals the whole group) the command runs in the foreground, because shells
 * make background commands ignore SIGINT and tests would see that. Elsewhere it runs in the background,
 * signals are forwarded, and SIGINT is restored where `env` can do it (coreutils 8.31, not busybox). The end needs no fork: it must work at the limit of processes.
 */
export const ENTRY_SCRIPT = `
qa_nonce= qa_trailer=$2 qa_signal= qa_pid= qa_value= qa_lines= qa_key= qa_rest=
exec 3>&2 2>/dev/null
IFS= read -r qa_nonce <"$1"
printf 'nonce %s\\n' "$qa_nonce" >>"$qa_trailer"
if [ -z "$qa_nonce" ]; then
  printf 'qa: the workspace is not visible in the container: cannot read %s\\n' "$1" >&3
  exit ${ENTRY_REFUSED}
fi
shift 2

qa_init=
read -r qa_init </proc/1/comm
[ -n "$TINI_KILL_PROCESS_GROUP" ] || qa_init=
unset TINI_KILL_PROCESS_GROUP

# Only programs: no builtin, no function, no option of exec.
qa_exec() {
  case $1 in
  -*) printf 'qa: %s: not found\\n' "$1" >&2; exit 127 ;;
  esac
  exec "$@"
}
qa_forward() {
  qa_signal=$1
  [ -z "$qa_pid" ] || kill -"$1" "$qa_pid"
}
trap 'qa_forward TERM' TERM
trap 'qa_forward INT' INT
trap 'qa_forward HUP' HUP
trap 'qa_forward QUIT' QUIT

case $qa_init in
docker-init | tini)
  (qa_exec "$@" </dev/null 2>&3 3>&-)
  qa_code=$?
  ;;
*)
  case $1 in
  -* | *=*) ;;
  *) ! env --default-signal=INT true 3>&- || set -- env --default-signal=INT,QUIT "$@" ;;
  esac
  (qa_exec "$@" </dev/null 2>&3 3>&-) &
  qa_pid=$!
  [ -z "$qa_signal" ] || kill -"$qa_signal" "$qa_pid"
  while :; do
    qa_signal=
    wait "$qa_pid"
    qa_code=$?
    if [ -z "$qa_signal" ] || ! kill -0 "$qa_pid"; then break; fi
  done
  ;;
esac

qa_field() {
  [ -r "$2" ] || return 1
  while read -r qa_key qa_value qa_rest; do
    if [ "$qa_key" = "$3" ]; then
      qa_lines="$qa_lines$1 $qa_value
"
      return 0
    fi
  done <"$2"
  return 1
}
qa_number() {
  [ -r "$2" ] && read -r qa_value <"$2" || return 1
  qa_lines="$qa_lines$1 $qa_value
"
}
qa_root=/sys/fs/cgroup
qa_field oom_kills $qa_root/memory.events oom_kill ||
  qa_field oom_kills $qa_root/memory/memory.oom_control oom_kill
qa_field pids_limit_hits $qa_root/pids.events max ||
  qa_field pids_limit_hits $qa_root/pids/pids.events max
qa_number memory_peak_bytes $qa_root/memory.peak ||
  qa_number memory_peak_bytes $qa_root/memory/memory.max_usage_in_bytes
printf '%sexit_code %s\\n' "$qa_lines" "$qa_code" >>"$qa_trailer"
exit "$qa_code"
`;

/** Paths are those inside the container, absolute. */
export interface EntryOptions {
  readonly nonceFile: string;
  readonly trailerFile: string;
  /** The command, program first. */
  readonly argv: readonly string[];
}

/** Arguments for a container whose entrypoint is `ENTRY_SHELL`. */
export function entryArgv(options: EntryOptions): string[] {
  return [
    "-c",
    ENTRY_SCRIPT,
    "qa-entry",
    options.nonceFile,
    options.trailerFile,
    ...options.argv,
  ];
}

/**
 * The trailer as far as it was written: only whole lines count. The exit code is written last, so
 * its presence says that the trailer is complete.
 */
export function readTrailer(text: string): Trailer {
  const lines = text.split("\n").slice(0, -1);
  return {
    nonce: lines.find((line) => line.startsWith("nonce "))?.slice("nonce ".length) ?? "",
    exitCode: readNumber(lines, "exit_code"),
    oomKills: readNumber(lines, "oom_kills"),
    pidsLimitHits: readNumber(lines, "pids_limit_hits"),
    memoryPeakBytes: readNumber(lines, "memory_peak_bytes"),
  };
}

/** The last line of that key: ours comes after whatever the tests may have added. */
function readNumber(lines: readonly string[], key: string): number | null {
  const value = lines.findLast((line) => line.startsWith(`${key} `))?.slice(key.length + 1);
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : null;
}
