import type { GateCall } from "../../support/run_gate.ts";
import { openProject, runGate } from "../../support/run_gate.ts";

/** Names that a shell, a pattern or a separator of ours could take for something else. */
export const NASTY = [
  "a b",
  "[brackets]",
  'it\'s "quoted"',
  "ünïcode ☃",
  "c::d",
  "two\nlines",
  "$HOME `x` \\ *",
  "-k dash",
] as const;

/** Python that fails for every nasty name until there is a file `fixed`, and one steady test. */
const TESTS = `
import os, pytest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

def test_steady(): pass

@pytest.mark.parametrize("name", ${JSON.stringify(NASTY)})
def test_nasty(name):
    assert os.path.exists(os.path.join(ROOT, "fixed")), "not fixed"
`;

/** Fails in its second and its fourth run since there is a file `count`. */
const FLAKY = `
import os

HERE = os.path.dirname(os.path.abspath(__file__))
COUNT = os.path.join(HERE, "count")

def test_flaky():
    runs = int(open(COUNT).read()) + 1 if os.path.exists(COUNT) else 1
    open(COUNT, "w").write(str(runs))
    assert runs not in (1, 3, 5), f"run {runs}"
`;

/** A project whose pytest suite fails by nasty names, with a check beside it, in a container. */
export function nastyProject() {
  return openProject({
    "qa.jsonc": {
      jobs: 2,
      container: { image: "qa-gate-test-python:1", network: "none" },
      suites: [
        {
          name: "unit",
          runner: "pytest",
          args: ["-q", "-p", "no:cacheprovider"],
          failsafe: true,
        },
        { name: "lint", kind: "check", command: ["test", "-e", "fixed"], failsafe: true },
      ],
    },
    "tests/test_nasty.py": TESTS,
    "tests/test_flaky.py": FLAKY,
    ".gitignore": "outputs/\n__pycache__/\n",
  });
}

/** Runs `replay` in a project to its end. */
export function runReplay(root: string, args: readonly string[], call: GateCall = {}) {
  return runGate(root, args, { ...call, script: "replay" });
}

/** Runs git in a folder; its standard output. */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const identity = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"];
  const { success, stdout, stderr } = await new Deno.Command("git", {
    args: ["-C", folder, ...identity, ...args],
    stdin: "null",
    env: { GIT_CONFIG_NOSYSTEM: "1" },
  }).output();
  if (!success) throw new Error(`git ${args[0]}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}
