import {
  commandsOf,
  type CompletedScript,
  type CompletionKind,
  completionKind,
  ownName,
  spellings,
} from "./completion_kind.ts";

/**
 * Completions of a script for bash 3.2 and later: for its own name, and for `deno task`. What it offers
 * from files of the project are names of letters, digits, dots and dashes alone: bash expands the rest.
 */
export function bashCompletions(script: CompletedScript): string {
  const { task, rows, words } = script;
  const name = ownName(script);
  const commands = commandsOf(script);
  const files = commands.slice(1);
  const valued = rows.filter(({ value }) => value !== "none");
  const cases = valued.map((row) => `    ${spellings(row).join("|")}) ${offer(name, row)} ;;`);
  const flags = rows.flatMap(spellings).join(" ");
  return `# Completions of ${script.name} for bash, made by ${script.name} --completions bash.
# To use them: keep this text in a file, and source that in ~/.bashrc.
_${name}_offer() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "\${1// /$'\\n'}" -- "$2"))
}
_${name}_files() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -f -- "$1"))
}
_${name}_suites() {
  grep -o '"name"[[:space:]]*:[[:space:]]*"[A-Za-z0-9._-]*"' qa.jsonc 2>/dev/null |
    head -n 500 | sed 's/.*:[[:space:]]*"\\(.*\\)"/\\1/'
}
_${name}_records() {
  printf 'latest\\n'
  ls outputs/qa/logs 2>/dev/null | grep '^[A-Za-z0-9][A-Za-z0-9._-]*$' | tail -n 100
}
_${name}() {
  local line="\${COMP_LINE:0:COMP_POINT}" cur="" prev="" word
  local -a words=()
  read -r -a words <<< "$line"
  local last=$((\${#words[@]} - 1))
  case "$line" in
    *[[:space:]]) prev="\${words[last]}" ;;
    *) cur="\${words[last]}" prev="\${words[last - 1]}" last=$((last - 1)) ;;
  esac
  COMPREPLY=()
  for word in "\${words[@]:0:last + 1}"; do
    if [[ $word == -- ]]; then _${name}_files "$cur"; return; fi
  done
  if [[ $cur == --*=* ]]; then prev="\${cur%%=*}" cur="\${cur#*=}"; fi
  case "$prev" in
${cases.join("\n")}
  esac
  if [[ $cur == -* ]]; then _${name}_offer "${flags}" "$cur"; return; fi
  ${ownWords(name, words, flags)}
}
_${name}_deno() {
  local word
  local -a words=()
  read -r -a words <<< "\${COMP_LINE:0:COMP_POINT}"
  for word in "\${words[@]:1}"; do
    case "$word" in
      ${[task, ...files.map((file) => `*/${file}`), ...files].join(" | ")})
        # The word itself is still being typed.
        [[ \${COMP_LINE:0:COMP_POINT} == *"$word" ]] && break
        _${name}
        return
        ;;
    esac
  done
  [[ -n $_${name}_next ]] && "$_${name}_next" "$@"
}
complete -F _${name} ${commands.join(" ")}
if [[ -z \${_${name}_next+set} ]]; then
  # What completes deno otherwise stays, another script of ours too.
  declare -F _completion_loader >/dev/null && _completion_loader deno >/dev/null 2>&1
  _${name}_next=$(complete -p deno 2>/dev/null | sed -n 's/.* -F \\([A-Za-z0-9_]*\\) .*/\\1/p')
  complete -o default -F _${name}_deno deno
fi
`;
}

function offer(name: string, row: Parameters<typeof completionKind>[0]): string {
  const words = answer(name, completionKind(row));
  // A flag that may stand alone is not asked for its value.
  if (row.bare === undefined) return `${words}; return`;
  return `if [[ $cur != -* ]]; then ${words}; return; fi`;
}

function answer(name: string, kind: CompletionKind): string {
  switch (kind.kind) {
    case "words":
      return `_${name}_offer "${kind.words.join(" ")}" "$cur"`;
    case "suite":
      return `_${name}_offer "$(_${name}_suites)" "$cur"`;
    case "record":
      return records(name);
    case "path":
      return `_${name}_files "$cur"`;
    default:
      return ":";
  }
}

function records(name: string): string {
  return `_${name}_offer "$(_${name}_records)" "$cur"; ` +
    `((\${#COMPREPLY[@]})) || _${name}_files "$cur"`;
}

function ownWords(name: string, words: CompletedScript["words"], flags: string): string {
  return words === undefined ? `_${name}_offer "${flags}" "$cur"` : records(name);
}
