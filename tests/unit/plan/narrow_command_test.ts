import { assert, assertEquals } from "@std/assert";
import type { SuiteCommand } from "../../../lib/model/plan.ts";
import type { RunnerRow } from "../../../lib/model/runner.ts";
import { narrowCommand } from "../../../lib/plan/narrow_command.ts";
import { RUNNERS } from "../../support/all_runners.ts";

/** The command of a suite that this tool runs. */
function commandOf(row: RunnerRow): SuiteCommand {
  const request = {
    runner: row.id,
    paths: ["tests"],
    args: ["--own"],
    command: row.needsCommand ? ["run"] : [],
    report: null,
  };
  return { ...row.command(request), cwd: ".", timeoutMs: 1000, request };
}

const NAMES: readonly string[] = [
  "two words",
  "test_x[1-2]",
  `it's "quoted"`,
  "日本-é-👩‍💻",
  "a::b::c",
  "line\nbreak",
  "$HOME `id` $(id)",
  "back\\slash\\",
  ".* (a|b)?",
  "--evil",
  "-x",
  "%PATH%",
];
const bothWords = (row: RunnerRow) => [...row.verbose, ...row.serial ?? []];

for (const row of RUNNERS) {
  Deno.test(`narrowCommand() keeps ${row.id}'s own arguments and lets no name become a flag`, () => {
    const plain = { file: "tests/a.x", class: "group", name: "plain" };
    const narrow = (file: string, name: string) =>
      narrowCommand(commandOf(row), RUNNERS, {
        targets: [{ ...plain, file, name }],
        further: bothWords,
      });
    const flags = (argv: readonly string[]) =>
      argv.filter((word) => word.startsWith("-")).map((word) => word.split("=")[0]);
    const harmless = new Set([
      ...flags(narrow("tests/a.x", "plain").command.argv),
      ...flags(narrow("tests/a.x", "two words").command.argv),
    ]);
    for (const name of NAMES) {
      for (const file of ["tests/a.x", "tests/a b[é].x", "--evil.x", "-x"]) {
        const { command, scope } = narrow(file, name);
        assert(command.argv.includes("--own"), `${file} ${name}`);
        assert(bothWords(row).every((word) => command.argv.includes(word)), command.argv.join(" "));
        const strange = flags(command.argv).filter((flag) => !harmless.has(flag));
        assertEquals(strange, [], `${file} ${name}`);
        if (scope === "suite") assert(command.argv.includes("tests"), "less than the whole");
      }
    }
  });

  Deno.test(`narrowCommand() runs the whole of ${row.id} for a name that cannot be passed on`, () => {
    const command = commandOf(row);
    for (const name of ["a\0b", "x{report}", "{reports}"]) {
      for (const target of [{ file: name, class: name, name }, { file: "a.x", class: "g", name }]) {
        const narrowed = narrowCommand(command, RUNNERS, { targets: [target] });
        const added = narrowed.command.argv.filter((word) => !command.argv.includes(word));
        assert(!added.some((word) => word.includes(name)), `${narrowed.command.argv}`);
      }
    }
  });
}

Deno.test("narrowCommand() hands cargo's own selection to cargo, not to what is behind --", () => {
  const cargo = RUNNERS.find(({ id }) => id === "cargo");
  assert(cargo);
  const { command } = narrowCommand(commandOf(cargo), RUNNERS, {
    targets: [{ file: "", class: "", name: "src/lib.rs - add (line 3)" }],
    further: bothWords,
  });
  assertEquals(command.argv.slice(3, 5), ["--own", "--doc"]);
});

Deno.test("narrowCommand() follows no path out of the folder where nothing fences the tool in", () => {
  const pytest = RUNNERS.find(({ id }) => id === "pytest");
  assert(pytest);
  const command = commandOf(pytest);
  const narrow = (file: string, name: string, isConfined: boolean) =>
    narrowCommand(command, RUNNERS, { targets: [{ file, class: "", name }], isConfined });
  for (
    const file of ["/tmp/evil.py", "../evil.py", "a/../../evil.py", "C:\\evil.py", "@evil.txt"]
  ) {
    assertEquals(narrow(file, "t", true), { command, scope: "suite", isExact: false });
    assertEquals(narrow(file, "t", false).scope, "tests");
  }
  // A module's dots are turned into a path.
  assertEquals(narrow("", ".tmp.evil", true).scope, "suite");
  assertEquals(narrow("tests/a.py", "t[../x]", true).scope, "tests");
});

Deno.test("narrowCommand() changes nothing where nothing is asked", () => {
  for (const row of RUNNERS) {
    const command = commandOf(row);
    assertEquals(narrowCommand(command, RUNNERS, { targets: null }), {
      command,
      scope: "suite",
      isExact: false,
    });
  }
});

Deno.test("narrowCommand() adds words to a whole suite", () => {
  const pytest = RUNNERS.find(({ id }) => id === "pytest");
  assert(pytest);
  const { command, scope } = narrowCommand(commandOf(pytest), RUNNERS, {
    targets: null,
    further: ({ verbose }) => verbose,
  });
  assertEquals(scope, "suite");
  assert(command.argv.includes("-vv"));
});
