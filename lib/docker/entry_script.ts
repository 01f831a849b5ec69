import type { StreamSeal, Trailer } from "../model/observation.ts";

/** The shell that runs the script: the entrypoint of every container of ours. */
export const ENTRY_SHELL = "/bin/sh";

/** Code of a container whose script could not read the nonce and so did not run the tests. */
export const ENTRY_REFUSED = 125;

/** Names in the box: what the script reads first, where the streams go, and its own account. */
export const TICKET_NAME = "ticket";
export const STDOUT_NAME = "stdout";
export const STDERR_NAME = "stderr";
export const TRAILER_NAME = "trailer.txt";

/** First line of both streams' files, before any test has run: one in which it is gone was cut. */
export const STREAM_HEAD = "qa: stream\n";

/** Longer streams are sealed by their size alone: hashing a gigabyte would cost more than writing it. */
export const HASHED_BYTES = 64 * 1024 ** 2;

/**
 * Runs inside the container around the test command, in any POSIX shell, without needing another
 * program: `$1` file of the nonce, `$2` the box, then the command.
 *
 * Without the ticket nothing is run: the gate takes it away from a container that it gives up, so that
 * one that comes up late does nothing. The streams go straight to files in the box, which no fault of
 * the engine can cut; where those cannot be written they go to the engine. Whatever the tests do to the
 * trailer's name, the script writes to the file that was there before them and never waits for a reader.
 *
 * Under docker-init (which signals the whole group) the command runs in the foreground, because shells
 * make background commands ignore SIGINT and tests would see that. Elsewhere it runs in the background,
 * signals are forwarded, and SIGINT is restored where `env` can do it (coreutils 8.31, not busybox).
 * The account of the end needs no fork: it must work at the limit of processes. Only the sizes and
 * hashes of the streams behind it do, and are left out there.
 */
export const ENTRY_SCRIPT = `
qa_nonce= qa_box=$2 qa_signal= qa_pid= qa_value= qa_lines= qa_key= qa_rest= qa_hits=0
exec 3>&2 2>/dev/null
# A shell takes options from its environment, too.
set +eu
IFS= read -r qa_value <"$qa_box/${TICKET_NAME}"
if [ -z "$qa_value" ]; then
  printf 'qa: this container was given up before it ran\\n' >&3
  exit ${ENTRY_REFUSED}
fi
if true >>"$qa_box/${TRAILER_NAME}"; then exec 6>>"$qa_box/${TRAILER_NAME}"; else exec 6>&2; fi
IFS= read -r qa_nonce <"$1"
printf 'nonce %s\\n' "$qa_nonce" >&6
if [ -z "$qa_nonce" ]; then
  printf 'qa: the workspace is not visible in the container: cannot read %s\\n' "$1" >&3
  exit ${ENTRY_REFUSED}
fi
shift 2

exec 4>&1 5>&3
if true >>"$qa_box/${STDOUT_NAME}" && true >>"$qa_box/${STDERR_NAME}"; then
  exec 4>>"$qa_box/${STDOUT_NAME}" 5>>"$qa_box/${STDERR_NAME}"
  printf 'spooled 1\\n' >&6
fi

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
  printf 'signal %s\\n' "$1" >&6
  [ -z "$qa_pid" ] || kill -"$1" "$qa_pid"
}
trap 'qa_forward TERM' TERM
trap 'qa_forward INT' INT
trap 'qa_forward HUP' HUP
trap 'qa_forward QUIT' QUIT

case $qa_init in
docker-init | tini)
  (qa_exec "$@" </dev/null >&4 2>&5 3>&- 4>&- 5>&- 6>&-)
  qa_code=$?
  ;;
*)
  case $1 in
  -* | *=*) ;;
  *) ! env --default-signal=INT true 3>&- 4>&- 5>&- 6>&- || set -- env --default-signal=INT,QUIT "$@" ;;
  esac
  (qa_exec "$@" </dev/null >&4 2>&5 3>&- 4>&- 5>&- 6>&-) &
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
  [ -r "$2" ] && read -r qa_value qa_rest <"$2" || return 1
  qa_lines="$qa_lines$1 $qa_value
"
}
qa_root=/sys/fs/cgroup
qa_field oom_kills $qa_root/memory.events oom_kill ||
  qa_field oom_kills $qa_root/memory/memory.oom_control oom_kill
if qa_field pids_limit_hits $qa_root/pids.events max ||
  qa_field pids_limit_hits $qa_root/pids/pids.events max; then qa_hits=$qa_value; fi
qa_number memory_peak_bytes $qa_root/memory.peak ||
  qa_number memory_peak_bytes $qa_root/memory/memory.max_usage_in_bytes
qa_number ended_uptime_s /proc/uptime
printf '%sexit_code %s\\n' "$qa_lines" "$qa_code" >&6

# A shell that cannot fork gives up: with the code of the tests all the same.
trap 'exit "$qa_code"' EXIT
qa_stream() {
  qa_value=0 qa_key=-
  # Behind its first line, which is ours. Not what somebody has put in its place: it might never end.
  if [ -f "$qa_box/$1" ] && [ -s "$qa_box/$1" ]; then
    qa_value=$({ read -r qa_key && wc -c; } <"$qa_box/$1") || return
    if [ "$qa_value" -gt 0 ] && [ "$qa_value" -le ${HASHED_BYTES} ]; then
      qa_key=$({ read -r qa_key && sha256sum; } <"$qa_box/$1") || qa_key=-
    fi
  fi
  printf '%s %s %s\\n' "$1" "$((qa_value))" "\${qa_key%% *}" >&6
}
# What the tests have made is theirs: a gate that is another user must be able to remove it.
qa_open() {
  for qa_value in "$qa_box"/*; do
    if [ -d "$qa_value" ] && ! [ -L "$qa_value" ]; then chmod -R a+rwX "$qa_value"; fi
  done
}
if [ "$qa_hits" = 0 ]; then
  qa_open
  qa_stream ${STDOUT_NAME}
  qa_stream ${STDERR_NAME}
fi
exit "$qa_code"
`;

/** Paths are those inside the container, absolute. */
export interface EntryOptions {
  readonly nonceFile: string;
  /** Folder that holds the ticket and takes the streams and the trailer. */
  readonly box: string;
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
    options.box,
    ...options.argv,
  ];
}

/**
 * The trailer as far as it was written: only whole lines count. The exit code is written behind all
 * that the kernel tells, and the sizes of the streams behind it.
 */
export function readTrailer(text: string): Trailer {
  const lines = text.split("\n").slice(0, -1);
  return {
    nonce: lines.find((line) => line.startsWith("nonce "))?.slice("nonce ".length) ?? "",
    exitCode: readNumber(lines, "exit_code"),
    oomKills: readNumber(lines, "oom_kills"),
    pidsLimitHits: readNumber(lines, "pids_limit_hits"),
    memoryPeakBytes: readNumber(lines, "memory_peak_bytes"),
    signalled: lines.some((line) => line.startsWith("signal ")),
    spooled: readNumber(lines, "spooled") === 1,
    endedUptimeS: readNumber(lines, "ended_uptime_s"),
    stdout: readStreamLine(lines, STDOUT_NAME),
    stderr: readStreamLine(lines, STDERR_NAME),
  };
}

/** The last line of that key: ours comes after whatever the tests may have added. */
function lastValue(lines: readonly string[], key: string): string | undefined {
  return lines.findLast((line) => line.startsWith(`${key} `))?.slice(key.length + 1);
}

function readNumber(lines: readonly string[], key: string): number | null {
  const value = lastValue(lines, key);
  return value !== undefined && /^\d{1,15}(\.\d{1,3})?$/.test(value) ? Number(value) : null;
}

function readStreamLine(lines: readonly string[], key: string): StreamSeal | null {
  const match = /^(\d{1,15}) ([0-9a-f]{64}|-)$/.exec(lastValue(lines, key) ?? "");
  if (match === null) return null;
  return { bytes: Number(match[1]), sha256: match[2] === "-" ? null : match[2] ?? null };
}
