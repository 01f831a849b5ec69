import type { FlagRow } from "../model/flag.ts";
import {
  commandsOf,
  type CompletedScript,
  completionKind,
  describeForMenu,
  ownName,
} from "./completion_kind.ts";

/** Completions of a script for fish: for its own name, and for `deno task`. */
export function fishCompletions(script: CompletedScript): string {
  const { task, rows, words } = script;
  const name = ownName(script);
  const commands = commandsOf(script);
  const files = commands.slice(1);
  const flags = rows.flatMap((row) => flagsOf(name, row));
  const own = words === undefined ? [] : [`-a '(__${name}_records)' -F`];
  const targets = [...commands.map((one) => `-c ${one}`), `-c deno -n __${name}_is_task`];
  return `# Completions of ${script.name} for fish, made by ${script.name} --completions fish.
# To use them: keep this text as ~/.config/fish/conf.d/${name}.fish.
# Deno's own completions forget all others when they are loaded: they must come first.
complete -C 'deno ' >/dev/null 2>&1
function __${name}_suites
    test -r qa.jsonc; and string match -rag '"name"\\s*:\\s*"([A-Za-z0-9._-]+)"' <qa.jsonc
end
function __${name}_records
    echo latest
    for folder in outputs/qa/logs/*/
        string match -r '^[A-Za-z0-9][A-Za-z0-9._-]*$' (path basename $folder)
    end
end
function __${name}_is_task
    for word in (commandline -opc)
        switch $word
            case ${task} ${[...files.map((file) => `'*/${file}'`), ...files].join(" ")}
                return 0
        end
    end
    return 1
end
${targets.map((target) => `complete ${target} -f`).join("\n")}
${
    targets.flatMap((target) => [...flags, ...own].map((flag) => `complete ${target} ${flag}`))
      .join("\n")
  }
`;
}

function flagsOf(name: string, row: FlagRow): readonly string[] {
  const short = row.short === undefined ? "" : ` -s ${row.short}`;
  const menu = `-d '${describeForMenu(row)}'`;
  return [
    `-l ${row.name}${short}${valueOf(name, row)} ${menu}`,
    ...row.negatable === true ? [`-l no-${row.name} -d 'not: ${describeForMenu(row)}'`] : [],
  ];
}

function valueOf(name: string, row: FlagRow): string {
  const kind = completionKind(row);
  // A flag that may stand alone does not demand its value.
  const needs = row.bare === undefined ? "-x" : "-f";
  switch (kind.kind) {
    case "none":
      return "";
    case "words":
      return ` ${needs} -a '${kind.words.join(" ")}'`;
    case "suite":
      return ` ${needs} -a '(__${name}_suites)'`;
    case "record":
      return ` ${row.bare === undefined ? "-r" : ""} -F -a '(__${name}_records)'`;
    case "path":
      return " -r -F";
    case "value":
      return ` ${needs}`;
  }
}
