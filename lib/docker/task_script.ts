import {
  HASHED_BYTES,
  STDERR_NAME,
  STDOUT_NAME,
  TICKET_NAME,
  TRAILER_NAME,
} from "./entry_script.ts";

/** Names in the payload of a job: our entry script, and what one task has to do. */
export const ENTRY_PAYLOAD = "entry";
export const taskPayload = (task: number): string => `task-${task}`;

/** Exit codes of the script: every suite ended with 0; some did not; nothing could be delivered. */
export const TASK_GREEN = 0;
export const TASK_RED = 1;
export const TASK_UNDELIVERED = 125;

/** Bytes of one frame before they are written as text: a line of an engine's log holds 16 KiB at most. */
export const FRAME_BYTES = 9_000;

/** Of a longer stream the middle is left out; a report that is longer is none. */
export const STREAM_SENT_BYTES = 32 * 1024 ** 2;
export const REPORT_SENT_BYTES = 256 * 1024 ** 2;

/**
 * Runs one task of a job: the suites that stand in its part of the payload, one after the other, each
 * through our entry script with a deadline, and tells all of it in frames on standard output. POSIX
 * shell; needs `dd`, `wc`, `tr`, `mkdir`, `sleep`, and `base64` or `od`; uses `cksum`, `sha256sum` and
 * `setsid` where they are.
 *
 * A frame is a line: `qa1:<cksum> <nonce> <life> <task> <number> <news…>`. Its checksum is over all that
 * follows it, so that a line that was torn, or put together from two, is known for one. Without `cksum`
 * (small builds of busybox) it is `l` and the length, and the number stands at the end once more.
 */
export const TASK_SCRIPT = `
set +eu
umask 022
qa_number=0 qa_worst=${TASK_GREEN} qa_signal= qa_woken= qa_pid= qa_skip= qa_nonce=- qa_life= qa_root=
exec 8>&2 2>/dev/null </dev/null
qa_fail() {
  printf 'qa: %s\\n' "$1" >&8
  [ -z "$qa_root" ] || rm -rf "$qa_root"
  exit ${TASK_UNDELIVERED}
}
qa_task=$QA_TASK qa_payload=$QA_PAYLOAD
read -r qa_life qa_rest </proc/sys/kernel/random/uuid || qa_life=$(date +%s)-$$
qa_root=\${TMPDIR:-/tmp}/qa-$qa_life
mkdir -p "$qa_root" && chmod 700 "$qa_root" || qa_fail "cannot make $qa_root"
qa_entry=$qa_payload/${ENTRY_PAYLOAD}
[ -r "$qa_entry" ] && [ -r "$qa_payload/task-$qa_task" ] || qa_fail "the payload is not readable"
qa_stop() {
  qa_signal=$1 qa_woken=1
  [ -z "$qa_pid" ] || kill -TERM "$qa_pid"
}
trap 'qa_stop TERM' TERM
trap 'qa_stop INT' INT
trap 'qa_stop HUP' HUP

qa_cksum=
if [ -n "$(printf a | cksum)" ]; then qa_cksum=cksum; fi
qa_frame() {
  qa_text="$qa_nonce $qa_life $qa_task $qa_number $1"
  if [ -n "$qa_cksum" ]; then
    qa_sum=$(printf '%s' "$qa_text" | cksum)
    qa_sum=\${qa_sum%% *}
  else
    qa_text="$qa_text .$qa_number"
    qa_sum=l\${#qa_text}
  fi
  printf 'qa1:%s %s\\n' "$qa_sum" "$qa_text"
  qa_number=$((qa_number + 1))
}
if [ "$(printf a | base64)" = YQ== ]; then
  qa_code=b
  qa_encode() { base64 | tr -d '\\n'; }
else
  qa_code=x
  qa_encode() { od -An -v -tx1 | tr -d ' \\n'; }
fi
[ -n "$(printf a | qa_encode)" ] || qa_fail "base64 and od are missing"
qa_session=
if command -v setsid >/dev/null; then qa_session=setsid; fi

# Sends a file: name, path, most bytes. What it grows by meanwhile is not sent.
qa_send() {
  if [ -L "$2" ]; then qa_frame "file $qa_index $1 odd 0 -"; return; fi
  if ! [ -e "$2" ]; then qa_frame "file $qa_index $1 absent 0 -"; return; fi
  if ! [ -f "$2" ]; then qa_frame "file $qa_index $1 odd 0 -"; return; fi
  if [ "$4" = fresh ] && ! [ "$2" -nt "$qa_box/${TICKET_NAME}" ]; then
    qa_frame "file $qa_index $1 stale 0 -"
    return
  fi
  qa_size=$(wc -c <"$2")
  qa_size=$((qa_size)) qa_hash=- qa_state=whole
  if [ "$qa_size" -gt "$3" ]; then
    qa_state=cut
  elif [ "$qa_size" -le ${HASHED_BYTES} ]; then
    qa_hash=$(sha256sum <"$2") || qa_hash=-
    qa_hash=\${qa_hash%% *}
    [ "$(($(wc -c <"$2")))" = "$qa_size" ] || qa_hash=-
  fi
  qa_at=0 qa_blocks=$(((qa_size + ${FRAME_BYTES - 1}) / ${FRAME_BYTES})) qa_half=$(($3 / ${
  2 * FRAME_BYTES
}))
  while [ "$qa_at" -lt "$qa_blocks" ]; do
    if [ "$qa_state" = cut ] && [ "$qa_at" = "$qa_half" ]; then qa_at=$((qa_blocks - qa_half)); fi
    qa_left=$((qa_size - qa_at * ${FRAME_BYTES}))
    [ "$qa_left" -lt ${FRAME_BYTES} ] || qa_left=${FRAME_BYTES}
    qa_data=$(dd if="$2" bs=${FRAME_BYTES} skip="$qa_at" count=1 | dd bs="$qa_left" count=1 | qa_encode)
    qa_frame "data $qa_index $1 $qa_code $qa_data"
    qa_at=$((qa_at + 1))
  done
  qa_frame "file $qa_index $1 $qa_state $qa_size \${qa_hash:--}"
}

# What the payload calls. A suite: index, seconds to its deadline, seconds of grace, those it needs.
qa_suite() {
  qa_index=$1 qa_timeout=$2 qa_grace=$3 qa_skip= qa_report= qa_progress= qa_list= qa_fresh=
  qa_box=$qa_root/$1
  qa_enter() { :; }
  [ -z "$qa_signal" ] || qa_skip="told to end by SIG$qa_signal"
  for qa_need in $4; do
    eval "qa_value=\\$qa_code_$qa_need"
    [ "$qa_value" = 0 ] || qa_skip="it needs suite $qa_need, which did not pass"
  done
  if [ -n "$qa_skip" ]; then
    qa_frame "skip $qa_index $qa_skip"
    return 0
  fi
  mkdir -p "$qa_box" || qa_fail "cannot make $qa_box"
}
qa_file() {
  [ -n "$qa_skip" ] || printf '%s' "$2" >"$qa_box/$1" || qa_fail "cannot write $qa_box/$1"
}
# A signal that comes before the trap is lost, so the end is a file as well.
qa_nap() {
  sleep "$1" &
  qa_nap=$!
  if [ -n "$qa_over" ] || [ -e "$qa_box/over" ]; then
    kill -9 "$qa_nap"
    exit 0
  fi
  wait "$qa_nap"
  [ -z "$qa_over" ] || exit 0
}
qa_watch() {
  exec >/dev/null 8>&-
  qa_nap= qa_over=
  trap 'qa_over=1; [ -z "$qa_nap" ] || kill -9 "$qa_nap"' TERM
  trap - INT HUP
  qa_nap "$qa_timeout"
  : >"$qa_box/deadline"
  kill -TERM "$qa_pid"
  qa_nap "$qa_grace"
  qa_kill
}
qa_kill() {
  [ -z "$qa_session" ] || kill -9 "-$qa_pid"
  kill -9 "$qa_pid"
}
qa_uptime() {
  qa_now=
  read -r qa_now qa_rest </proc/uptime
  [ -n "$qa_now" ] || qa_now=$(date +%s)
}
# The command: file of the nonce, then its words.
qa_run() {
  [ -z "$qa_skip" ] || return 0
  qa_frame "suite $qa_index"
  printf 'run\\n' >"$qa_box/${TICKET_NAME}"
  printf 'qa: stream\\n' >"$qa_box/${STDOUT_NAME}"
  printf 'qa: stream\\n' >"$qa_box/${STDERR_NAME}"
  : >"$qa_box/${TRAILER_NAME}"
  qa_uptime
  qa_from=$qa_now
  (
    trap - TERM INT HUP
    exec >>"$qa_box/${STDOUT_NAME}" 2>>"$qa_box/${STDERR_NAME}" 8>&-
    unset QA_TASK QA_PAYLOAD
    qa_enter || { : >"$qa_box/no-workdir"; exit ${TASK_UNDELIVERED}; }
    qa_ticket=$1
    shift
    exec $qa_session /bin/sh "$qa_entry" "$qa_ticket" "$qa_box" "$@"
  ) &
  qa_pid=$!
  [ -z "$qa_signal" ] || kill -TERM "$qa_pid"
  qa_watch &
  qa_dog=$!
  while :; do
    qa_woken=
    wait "$qa_pid"
    qa_exit=$?
    if [ -z "$qa_woken" ] || ! kill -0 "$qa_pid"; then break; fi
  done
  : >"$qa_box/over"
  kill -TERM "$qa_dog"
  # What its command has left running would go on beside the next one.
  [ -z "$qa_session" ] || kill -9 "-$qa_pid"
  qa_pid=
  wait "$qa_dog"
  qa_uptime
  qa_why=exited
  [ -z "$qa_signal" ] || qa_why=signalled
  ! [ -e "$qa_box/deadline" ] || qa_why=deadline
  ! [ -e "$qa_box/no-workdir" ] || qa_why=workdir
  qa_send ${TRAILER_NAME.replace(".txt", "")} "$qa_box/${TRAILER_NAME}" ${64 * 1024}
  qa_send stdout "$qa_box/${STDOUT_NAME}" ${STREAM_SENT_BYTES}
  qa_send stderr "$qa_box/${STDERR_NAME}" ${STREAM_SENT_BYTES}
  [ -z "$qa_report" ] || qa_send report "$qa_report" ${REPORT_SENT_BYTES} "$qa_fresh"
  [ -z "$qa_progress" ] || qa_send progress "$qa_progress" ${REPORT_SENT_BYTES}
  [ -z "$qa_list" ] || qa_send list "$qa_list" ${REPORT_SENT_BYTES}
  qa_frame "done $qa_index $qa_exit $qa_why $qa_from $qa_now"
  eval "qa_code_$qa_index=$qa_exit"
  [ "$qa_exit" = 0 ] || qa_worst=${TASK_RED}
  rm -rf "$qa_box"
}

. "$qa_payload/task-$qa_task"
qa_frame "end $qa_worst"
# No trap does this: a shell that is ended in a copy of itself would run it, too.
rm -rf "$qa_root"
exit "$qa_worst"
`;
