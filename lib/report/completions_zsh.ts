import type { FlagRow } from "../model/flag.ts";
import {
  commandsOf,
  type CompletedScript,
  completionKind,
  describeForMenu,
  ownName,
  spellings,
} from "./completion_kind.ts";

/** Completions of a script for zsh: for its own name, and for `deno task`. */
export function zshCompletions(script: CompletedScript): string {
  const { task, rows, words } = script;
  const name = ownName(script);
  const commands = commandsOf(script);
  const files = commands.slice(1);
  const specs = rows.flatMap((row) => specsOf(name, row));
  const own = words === undefined ? [] : [`'*:record:_${name}_records'`];
  return `#compdef ${commands.join(" ")}
# Completions of ${script.name} for zsh, made by ${script.name} --completions zsh.
# To use them: keep this text in a file, and source that in ~/.zshrc after compinit.
_${name}_suites() {
  local -a found
  found=(\${(f)"$(grep -o '"name"[[:space:]]*:[[:space:]]*"[A-Za-z0-9._-]*"' qa.jsonc 2>/dev/null |
    head -n 500 | sed 's/.*:[[:space:]]*"\\(.*\\)"/\\1/')"})
  compadd -a found
}
_${name}_records() {
  local -a found
  found=(latest outputs/qa/logs/*(N/om[1,100]:t))
  compadd -a found
  _files
}
_${name}() {
  _arguments -S : \\
${[...specs, ...own].map((spec) => `    ${spec}`).join(" \\\n")}
}
_${name}_deno() {
  local at
  for ((at = 2; at < CURRENT; at++)); do
    case $words[at] in
      ${[task, ...files.map((file) => `*/${file}`), ...files].join("|")})
        words=("\${(@)words[at,-1]}")
        ((CURRENT -= at - 1))
        _${name}
        return
        ;;
    esac
  done
  [[ -n $_${name}_next ]] && $_${name}_next "$@"
}
if [[ $funcstack[1] == _${name} ]]; then
  _${name} "$@"
elif ((!\${+_${name}_next})); then
  # What completes deno otherwise stays, another script of ours too.
  typeset -g _${name}_next=\${_comps[deno]:-_default}
  compdef _${name} ${commands.join(" ")}
  compdef _${name}_deno deno
fi
`;
}

function specsOf(name: string, row: FlagRow): readonly string[] {
  const { short, negatable, repeat } = row;
  const long = `--${row.name}`;
  const once = repeat === true ? "*" : `(${spellings(row).join(" ")})`;
  const menu = `[${describeForMenu(row)}]`;
  const value = valueOf(name, row);
  const form = value === "" ? menu : `=${menu}${row.bare === undefined ? "" : ":"}:${value}`;
  return [
    `'${once}${long}${form}'`,
    ...negatable === true ? [`'${once}--no-${row.name}[not: ${describeForMenu(row)}]'`] : [],
    ...short === undefined
      ? []
      : [`'${once}-${short}${value === "" ? menu : `+${form.slice(1)}`}'`],
  ];
}

/** The message of a value and what completes it; "" for a switch. */
function valueOf(name: string, row: FlagRow): string {
  const kind = completionKind(row);
  const label = row.name.replaceAll("-", " ");
  switch (kind.kind) {
    case "none":
      return "";
    case "words":
      return `${label}:(${kind.words.join(" ")})`;
    case "suite":
      return `${label}:_${name}_suites`;
    case "record":
      return `${label}:_${name}_records`;
    case "path":
      return `${label}:_files`;
    case "value":
      return `${label}: `;
  }
}
