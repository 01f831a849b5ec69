/** What the first process of a task does before and after its script. */
export interface PrologueRequest {
  /** Variable that holds the number of the container in its job, counted from 0. */
  readonly slotVariable: string;
  /** Numbers of the tasks by that number. */
  readonly tasks: readonly number[];
  /** Folder inside that holds `script`, and `payload-0` and so on. */
  readonly folder: string;
  readonly payloads: number;
  readonly env: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
  readonly graceMs: number;
  /** Where the last word goes: a line of standard output, or a file that the engine reads. */
  readonly lastWord: { readonly line: string } | { readonly file: string };
  /** True where a container that ends with anything but 0 would be run again. */
  readonly alwaysZero: boolean;
}

/** Names that a shell can export; other variables must be handed over by the engine. */
export function isShellName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}

/**
 * The script that a task's container runs: it finds out its number, writes the payload, runs the job's
 * script within its deadline, and says at the end how that went: exit code, kills for memory in this
 * container while it ran (0 where that cannot be known), 1 when its deadline passed, 1 when it was told to
 * end. The deadline stands inside because a node that was cut off has nobody else to end it.
 */
export function taskPrologue(request: PrologueRequest): string {
  const { slotVariable, tasks, folder, payloads, deadlineMs, graceMs } = request;
  return `set +eu
qa_slot=$${slotVariable}
# A swarm tells slot 0 as the id of the node.
case $qa_slot in '' | *[!0-9]*) qa_slot=0 ;; esac
set -- ${tasks.join(" ")}
shift "$qa_slot"
QA_TASK=$1
QA_PAYLOAD=\${TMPDIR:-/tmp}/qa-payload-$$
export QA_TASK QA_PAYLOAD
unset ${slotVariable}
${exportsOf(request.env)}qa_umask=$(umask)
umask 077
mkdir -p "$QA_PAYLOAD" || { echo "qa: cannot make $QA_PAYLOAD" >&2; exit 125; }
qa_piece=0
while [ "$qa_piece" -lt ${payloads} ]; do
  . "${folder}/payload-$qa_piece"
  qa_piece=$((qa_piece + 1))
done
umask "$qa_umask"
qa_kills() {
  qa_count=0
  for qa_file in /sys/fs/cgroup/memory.events /sys/fs/cgroup/memory/memory.oom_control; do
    [ -r "$qa_file" ] || continue
    while read -r qa_name qa_value; do
      [ "$qa_name" != oom_kill ] || qa_count=$qa_value
    done <"$qa_file"
  done
}
qa_kills
qa_before=$qa_count qa_child= qa_woken= qa_told=0
trap 'qa_woken=1 qa_told=1; [ -z "$qa_child" ] || kill -TERM "$qa_child" 2>/dev/null' TERM INT HUP
/bin/sh "${folder}/script" </dev/null &
qa_child=$!
(
  exec >/dev/null 2>&1 </dev/null
  trap 'kill "$qa_nap"; exit' TERM
  trap '' INT HUP
  qa_wait() { sleep "$1" & qa_nap=$!; wait "$qa_nap"; }
  qa_wait ${seconds(deadlineMs)}
  : >"$QA_PAYLOAD/qa-deadline"
  kill -TERM "$qa_child"
  qa_wait ${seconds(graceMs)}
  kill -KILL "$qa_child"
) &
qa_dog=$!
while :; do
  qa_woken=
  wait "$qa_child"
  qa_code=$?
  if [ -z "$qa_woken" ] || ! kill -0 "$qa_child" 2>/dev/null; then break; fi
done
kill -TERM "$qa_dog" 2>/dev/null
qa_kills
qa_late=0
[ ! -e "$QA_PAYLOAD/qa-deadline" ] || qa_late=1
rm -rf "$QA_PAYLOAD"
${lastWordOf(request.lastWord)}
exit ${request.alwaysZero ? "0" : '"$qa_code"'}
`;
}

function exportsOf(env: Readonly<Record<string, string>>): string {
  return Object.entries(env).filter(([name]) => isShellName(name))
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`).join("");
}

/** Whole seconds, rounded up: not every \`sleep\` knows fractions. */
function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}

const WORDS = '"$qa_code" "$((qa_count - qa_before))" "$qa_late" "$qa_told"';

function lastWordOf(word: PrologueRequest["lastWord"]): string {
  return "line" in word
    ? `printf '\\n${word.line} %s %s %s %s\\n' ${WORDS}`
    : `printf 'qa %s %s %s %s' ${WORDS} 2>/dev/null >${word.file}`;
}
