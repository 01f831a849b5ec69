import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { JsonAnswer } from "../../../lib/model/summary_json.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { openProject, runGate } from "../../support/run_gate.ts";

const FAILSAFE = ["--mode", "failsafe"];
const ESCAPE = "\u001b[";
const UP = new RegExp(`${ESCAPE.replace("[", "\\[")}\\d+A`);
const COLOUR = new RegExp(`${ESCAPE.replace("[", "\\[")}[\\d;]*m`);

function project() {
  return openProject({
    "qa.jsonc": {
      jobs: 2,
      suites: [
        { name: "slow", command: ["sh", "-c", "echo one; sleep 0.6; echo two"], failsafe: true },
        {
          name: "red",
          command: ["sh", "-c", "printf '\\033[2Jhostile\\n'; exit 1"],
          failsafe: true,
        },
      ],
    },
  });
}

/** Runs the gate on a terminal and gives what it wrote there. */
async function runOnTerminal(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  await using where = await project();
  // `script` gives its child a terminal; its own words are kept from it by `-q`.
  const prefix = ["sh", "-c", 'exec script -qefc "$(printf "%s " "$@")" /dev/null', "sh"];
  const end = await runGate(where.root, [...FAILSAFE, ...args], {
    prefix,
    env: { TERM: "xterm", NO_COLOR: "", ...env },
  });
  await checkRun(end);
  return end;
}

Deno.test("qa_gate redraws its suites on a terminal, in colour, and leaves the answer standing", async () => {
  const end = await runOnTerminal([]);
  assertEquals(end.exit, 1);
  const parts = end.stdout.split(UP);
  assert(parts.length > 3, `${parts.length} redraws`);
  assert(COLOUR.test(end.stdout));
  // Clearing the screen at each redraw would push the block into the history of some terminals.
  assert(!end.stdout.includes(`${ESCAPE}0J`) && !end.stdout.includes(`${ESCAPE}2J`));
  const afterLive = parts.at(-1) ?? "";
  for (const word of ["FAILED", "red", "files:", "again:"]) assertStringIncludes(afterLive, word);
  // What a check says is quoted at the end, without its control characters, and never while it runs.
  assert(!parts.slice(0, -1).join("").includes("hostile"));
  const quoted = afterLive.split("\n").filter((line) => line.includes("hostile"));
  assertEquals(quoted.map((line) => line.trim()), ["it said: hostile"]);
});

Deno.test("qa_gate obeys NO_COLOR and --no-color on a terminal", async () => {
  for (
    const end of [await runOnTerminal([], { NO_COLOR: "1" }), await runOnTerminal(["--no-color"])]
  ) {
    assert(!COLOUR.test(end.stdout), JSON.stringify(end.stdout));
    assertStringIncludes(end.stdout, "FAILED");
  }
});

Deno.test("qa_gate writes plain lines on a dumb terminal and in a pipe", async () => {
  const dumb = await runOnTerminal([], { TERM: "dumb" });
  await using where = await project();
  const piped = await runGate(where.root, FAILSAFE);
  for (const end of [dumb, piped]) {
    assert(!end.stdout.includes("\u001b"), JSON.stringify(end.stdout));
    assertStringIncludes(end.stdout, "slow         passed");
    assertStringIncludes(end.stdout, "red          failed");
  }
});

Deno.test("qa_gate --quiet says only its end", async () => {
  await using where = await project();
  const end = await runGate(where.root, [...FAILSAFE, "--quiet"]);
  await checkRun(end);
  assert(end.stdout.startsWith("FAILED"), end.stdout);
  assertEquals(end.stderr, "");
});

Deno.test("qa_gate --json writes one object to standard output, all else to standard error", async () => {
  await using where = await project();
  const end = await runGate(where.root, [...FAILSAFE, "--json"]);
  const { summary } = await checkRun(end);
  const answer = JsonAnswer.parse(JSON.parse(end.stdout));
  assertEquals([answer.verdict, answer.run_folder], ["failed", end.folder]);
  assertEquals({ ...answer, run_folder: undefined }, { ...summary, run_folder: undefined });
  assertStringIncludes(end.stderr, "red          failed");
  const quiet = await runGate(where.root, [...FAILSAFE, "--json", "--quiet"]);
  assertEquals(JSON.parse(quiet.stdout).verdict, "failed");
});

Deno.test("qa_gate ends with its verdict although nobody reads what it says", async () => {
  await using where = await project();
  const end = await runGate(where.root, FAILSAFE, {
    prefix: ["sh", "-c", '"$@" | head -c 1 >first; exit 0', "sh"],
  });
  assertEquals(end.exit, 0);
  const { verdict } = JSON.parse(await Deno.readTextFile(`${end.folder}/summary.json`));
  assertEquals(verdict, "failed");
});
