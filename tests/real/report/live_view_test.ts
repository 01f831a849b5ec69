import { assert, assertEquals, assertMatch } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { requireProgram, requirePython } from "../../support/require_program.ts";
import { openProject } from "../../support/run_gate.ts";
import { openScreen } from "../../support/tmux_screen.ts";

const GATE = fromFileUrl(new URL("../../../scripts/qa/qa_gate.ts", import.meta.url));
const tmux = await requireProgram(["tmux", "-V"], "install tmux");
const { options, env: python } = await requirePython(["pytest"]);

/** Tests that wait until they are told to go on; one has a name of wide characters. */
const TESTS = `
import os, time

def wait_for(name):
    for _ in range(2400):
        if os.path.exists(name):
            return
        time.sleep(0.05)

def test_adds(): assert 1 + 1 == 2
def test_breaks(): assert 1 + 1 == 3
def test_試験_of_waiting(): wait_for("go")
def test_last(): pass
`;

function openWaiting() {
  return openProject({
    "tests/test_sum.py": TESTS,
    "qa.jsonc": {
      jobs: 2,
      suites: [
        { name: "unit", runner: "pytest", paths: ["tests"], failsafe: true },
        { name: "lint", kind: "check", command: ["true"], failsafe: true },
        {
          name: "slow-check",
          kind: "check",
          command: ["sh", "-c", "until [ -e go ]; do sleep 0.05; done"],
          failsafe: true,
        },
      ],
    },
  });
}

function gateCommand(args = ""): string {
  const call = `${Deno.execPath()} run -A ${GATE} --mode failsafe ${args}`;
  // A prompt shows that it has ended, and stays.
  return `${call}; printf 'exit %s$ ' $?; exec sleep 600`;
}

const ENDED = /exit \d+\$$/;
const ENV = { ...python, TERM: "screen", NO_COLOR: "1", CI: "", TMUX: "" };

Deno.test({
  ignore: tmux.ignore || options.ignore,
  name: "qa_gate shows running tests and counts on a real terminal, and survives its resizing",
  fn: async () => {
    await using project = await openWaiting();
    await using screen = await openScreen({
      ...{ columns: 80, rows: 24, cwd: project.root },
      ...{ command: gateCommand(), env: ENV },
    });
    const wide = await screen.until((text) => /1 failed, 1 passed of 4\n/.test(text));
    const lines = wide.split("\n").map((line) => line.replace(/\d+\.\ds/g, "_").trimEnd());
    assertEquals(lines.slice(0, 4), [
      "unit       running   _  1 failed, 1 passed of 4",
      "  > tests/test_sum.py::test_試験_of_waiting  _",
      "lint       passed    _",
      "slow-check running   _  no output yet",
    ]);
    assertMatch(lines[4] ?? "", /^00:\d\d\.\d {3}1\/3 suites {2}1 failed, 1 passed/);
    assertEquals(lines.length, 5);

    await screen.resize(20, 24);
    // Nothing of the wide block is left, and nothing is wrapped.
    const narrow = await screen.until((text) =>
      text.split("\n").length === 5 && text.split("\n").every((line) => [...line].length < 20)
    );
    assertMatch(narrow, /^unit +running/);
    assertMatch(narrow, /^ {2}> /m);

    await screen.resize(80, 24);
    await screen.until((text) => /slow-check running/.test(text));
    await Deno.writeTextFile(join(project.root, "go"), "");
    const end = await screen.until((text) => ENDED.test(text));
    const from = end.split("\n").findIndex((line) => line.startsWith("FAILED"));
    // The suites as they ended, above the answer; each once.
    assertMatch(end.split("\n").slice(0, from).join("\n"), /^unit {7}failed .*1 failed, 3 passed/m);
    for (const name of ["unit", "lint", "slow-check"]) {
      const shown = end.split("\n").slice(0, from).filter((line) => line.startsWith(`${name} `));
      assertEquals(shown.length, 1, end);
    }
    assert(!end.includes("running"), end);
  },
});

Deno.test({
  ignore: tmux.ignore || options.ignore,
  name: "qa_gate redraws in place on a terminal of four rows and twenty columns",
  fn: async () => {
    await using project = await openWaiting();
    await using screen = await openScreen({
      ...{ columns: 20, rows: 4, cwd: project.root },
      ...{ command: gateCommand(), env: ENV },
    });
    const first = await screen.until((text) => /… and 2 more\n.*1\/3 suites/.test(text));
    const again = await screen.until((text) => text !== first && text.includes("1/3 suites"));
    assertEquals(again.split("\n").length, 3, again);
    // Nothing was scrolled away while it went on.
    assertEquals((await screen.lookBack()).split("\n").length, 3);
    await Deno.writeTextFile(join(project.root, "go"), "");
    await screen.until((text) => ENDED.test(text));
    assert((await screen.lookBack()).includes("FAILED"));
  },
});

Deno.test({
  ignore: tmux.ignore || options.ignore,
  name: "qa_gate says how long it still takes once it has run before, and when it takes longer",
  fn: async () => {
    await using project = await openWaiting();
    const call = { columns: 100, rows: 24, cwd: project.root, env: ENV };
    await Deno.writeTextFile(join(project.root, "go"), "");
    {
      await using first = await openScreen({ ...call, command: gateCommand() });
      const end = await first.until((text) => ENDED.test(text));
      assert(!/ left|longer than usual/.test(end), end);
    }
    await Deno.remove(join(project.root, "go"));
    await using second = await openScreen({ ...call, command: gateCommand() });
    // It waits for a file that is not there: in time it takes longer than it ever did.
    await second.until((text) => /\/3 suites.*longer than usual/.test(text));
    await Deno.writeTextFile(join(project.root, "go"), "");
    await second.until((text) => ENDED.test(text));
  },
});

Deno.test({
  ignore: tmux.ignore || options.ignore,
  name: "qa_gate ends red on one screen of 24 rows, the prompt included",
  fn: async () => {
    const tests = Array.from({ length: 30 }, (_, at) => `def test_${at}(): assert ${at} == "x"\n`);
    const suites = Array.from({ length: 12 }, (_, at) => ({
      ...{ name: `check-${at}`, kind: "check", failsafe: true },
      command: [
        "sh",
        "-c",
        `echo 'Error: no such file or directory: config-${at}.yml' >&2; exit 3`,
      ],
    }));
    await using project = await openProject({
      "tests/test_many.py": tests.join(""),
      "qa.jsonc": {
        suites: [{ name: "unit", runner: "pytest", paths: ["tests"], failsafe: true }, ...suites],
      },
    });
    await using screen = await openScreen({
      ...{ columns: 80, rows: 24, cwd: project.root, env: ENV },
      command: gateCommand(),
    });
    const end = await screen.until((text) => ENDED.test(text));
    const lines = end.split("\n");
    const from = lines.findIndex((line) => line.startsWith("FAILED"));
    assert(from >= 0, end);
    const answer = lines.slice(from).join("\n");
    assertEquals(lines.at(-1), "exit 1$");
    for (
      const word of [
        /^why: /m,
        /^unit failed \(failsafe\): 30 failed/m,
        /^ {2}unit::tests\/test_many\.py::/m,
        /\(tests\/test_many\.py:\d+\)$/m,
        /and \d+ more failed tests in tests\.jsonl/,
        /^files: outputs\/qa\/logs\//m,
        /^replay: cd /m,
        /^more in outputs\/qa\/logs\/.*\/index\.txt: /m,
      ]
    ) assertMatch(answer, word);
  },
});
