import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { openProject, runGate } from "../../support/run_gate.ts";
import { requireProgram } from "../../support/require_program.ts";
import { openScreen } from "../../support/tmux_screen.ts";

const zsh = await requireProgram(["zsh", "--version"], "install zsh");
const fish = await requireProgram(["fish", "--version"], "install fish");
const tmux = await requireProgram(["tmux", "-V"], "install tmux");

const SCRIPTS = [
  ...["qa_gate", "replay", "merge", "history", "diagnostic_run"] as const,
  ...["verdict", "report"] as const,
];
const RUN = "20261120T100000Z-a1b2c3";

/** A project with two suites and a run, and the completions of every script below `shell/`. */
async function openCompleted(shell: "bash" | "zsh" | "fish") {
  const project = await openProject({
    // A name that a shell would run, were it expanded.
    "qa.jsonc":
      `{ "suites": [ { "name": "unit" }, { "name": "lint" }, { "name": "$(touch hit)" } ] }`,
    [`outputs/qa/logs/${RUN}/summary.json`]: "{}",
    "outputs/qa/logs/$(touch hit)/summary.json": "{}",
  });
  await Deno.mkdir(join(project.root, "shell"));
  for (const script of SCRIPTS) {
    const printed = await runGate(project.root, ["--completions", shell], { script, runId: null });
    assertEquals([printed.exit, printed.stderr], [0, ""]);
    await Deno.writeTextFile(join(project.root, "shell", script), printed.stdout);
  }
  return project;
}

async function run(root: string, argv: readonly string[], text: string): Promise<string> {
  await Deno.writeTextFile(join(root, "drive"), text);
  const [program = "", ...args] = argv;
  const command = new Deno.Command(program, { args, cwd: root, stdin: "null" });
  const { code, stdout, stderr } = await command.output();
  const [told, error] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  assertEquals([code, error], [0, ""]);
  return told ?? "";
}

/** What is completed to what, in words; the same in every shell. */
const LINES: Readonly<Record<string, string>> = {
  "qa_gate --mo": "--mode --mount",
  "qa_gate --mode ": "auto container failsafe",
  "qa_gate --suite ": "lint unit",
  "qa_gate --suite l": "lint",
  "qa_gate --rerun-from 2026": RUN,
  "qa_gate --no-fail-f": "--no-fail-fast",
  "qa_replay la": "latest",
  "qa_diagnostic_run --pull ": "always missing never",
  "deno task qa:gate --profile ": "ci focused full quick",
  "deno task qa:replay --suite u": "unit",
  "deno task qa:report --ci ": "azure github",
  "deno task qa:report la": "latest",
  "deno task qa:diagnose --max-m": "--max-memory",
  "deno run -A scripts/qa/history.ts --pru": "--prune",
};

Deno.test("--completions bash completes flags, choices, suites, runs and files, and runs nothing", async () => {
  await using project = await openCompleted("bash");
  const told = await run(
    project.root,
    ["bash", "--norc", "drive"],
    `
_old() { COMPREPLY=(old); }
complete -F _old deno
for script in ${SCRIPTS.join(" ")} qa_gate; do source "shell/$script"; done
drive() {
  COMP_LINE=$1 COMP_POINT=\${#1} COMPREPLY=()
  local words function; read -r -a words <<< "$1"
  function=$(complete -p "\${words[0]}" | sed 's/.* -F \\([^ ]*\\) .*/\\1/')
  "$function" "\${words[0]}" "" ""
  printf '%s => %s\\n' "$1" "$(printf '%s\\n' "\${COMPREPLY[@]}" | sort | xargs)"
}
${
      [
        ...Object.keys(LINES),
        "qa_gate --mode=fa",
        "qa_gate --config qa",
        "deno task qa:g",
        "deno fm",
      ]
        .map((line) => `drive '${line}'`).join("\n")
    }
`,
  );
  const expected = {
    ...LINES,
    "qa_gate --mode=fa": "failsafe",
    "qa_gate --config qa": "qa.jsonc",
    // What is none of ours is left to what completed it before.
    "deno task qa:g": "old",
    "deno fm": "old",
  };
  assertEquals(
    told.trimEnd().split("\n"),
    Object.entries(expected).map(([line, words]) => `${line} => ${words}`),
  );
  assert(!(await exists(join(project.root, "hit"))));
});

Deno.test({
  ...fish,
  name: "--completions fish completes the same, beside deno's own completions",
  fn: async () => {
    await using project = await openCompleted("fish");
    const told = await run(
      project.root,
      ["fish", "--no-config", "drive"],
      `
for script in ${SCRIPTS.join(" ")}; source shell/$script; end
for line in ${Object.keys(LINES).map((line) => `'${line}'`).join(" ")}
  echo $line "=>" (complete -C $line | string replace -r '\\t.*' '' | sort)
end
`,
    );
    assertEquals(
      told.trimEnd().split("\n"),
      Object.entries(LINES).map(([line, words]) => `${line} => ${words}`),
    );
    assert(!(await exists(join(project.root, "hit"))));
  },
});

Deno.test({
  ...zsh,
  ignore: zsh.ignore || tmux.ignore,
  name: "--completions zsh completes the same on a real terminal",
  fn: async () => {
    await using project = await openCompleted("zsh");
    await Deno.writeTextFile(
      join(project.root, ".zshrc"),
      `
PS1='ready> '
autoload -U compinit; compinit -u -D
for script in ${SCRIPTS.join(" ")}; source shell/$script
setopt no_beep no_list_beep
unsetopt auto_menu
`,
    );
    await using screen = await openScreen({
      columns: 100,
      rows: 50,
      cwd: project.root,
      command: "exec zsh -i",
      env: { ZDOTDIR: project.root, TERM: "screen" },
    });
    await screen.until((text) => text.includes("ready>"));
    for (const [line, words] of Object.entries(LINES)) {
      // A fresh screen for each; the line is typed as it is, then completed twice: what is common, and the list.
      await screen.type("C-u", "C-l");
      await screen.until((text) => text === "ready>");
      await screen.type("-l", line);
      await screen.type("Tab", "Tab");
      const shown = await screen.until((text) =>
        words.split(" ").every((word) => text.includes(word))
      );
      assert(!shown.includes("not found"), shown);
    }
    assert(!(await exists(join(project.root, "hit"))));
  },
});

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
