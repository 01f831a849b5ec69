import { assertEquals, assertStringIncludes } from "@std/assert";
import { checkRun } from "../../support/check_artifacts.ts";
import { copyProject, runGate } from "../../support/run_gate.ts";

/** A test tool of this machine, and how it spells its own counts. */
interface Tool {
  /** Succeeds where the tool is there. */
  readonly probe: readonly string[];
  readonly counts: Readonly<Record<"passed" | "failed" | "skipped", RegExp>>;
  /** Passed, failed, skipped; cargo has a documentation test more. */
  readonly expects: readonly [number, number, number];
  /** Further parts of the gate's environment. */
  readonly env?: (root: string) => Promise<Readonly<Record<string, string>>>;
}

const TOOLS: Readonly<Record<string, Tool>> = {
  deno: {
    probe: ["deno", "--version"],
    env: () => Promise.resolve({ NO_COLOR: "1" }),
    counts: { passed: /(\d+) passed/, failed: /(\d+) failed/, skipped: /(\d+) ignored/ },
    expects: [2, 1, 1],
  },
  node: {
    probe: ["npm", "--version"],
    counts: { passed: /ℹ pass (\d+)/, failed: /ℹ fail (\d+)/, skipped: /ℹ skipped (\d+)/ },
    expects: [2, 1, 1],
  },
  cargo: {
    probe: ["cargo", "--version"],
    counts: {
      passed: /(\d+) passed;/g,
      failed: /passed; (\d+) failed/g,
      skipped: /(\d+) ignored/g,
    },
    expects: [3, 1, 1],
  },
  pytest: {
    probe: ["/usr/bin/python3", "-m", "pytest", "--version"],
    counts: { passed: /(\d+) passed/, failed: /(\d+) failed/, skipped: /(\d+) skipped/ },
    expects: [2, 1, 1],
    // Debian's own Python, whatever other one stands in front of it.
    env: async (root) => {
      const folder = `${root}/.bin`;
      await Deno.mkdir(folder);
      await Deno.symlink("/usr/bin/python3", `${folder}/python3`);
      return { PATH: `${folder}:${Deno.env.get("PATH")}`, PYTHONDONTWRITEBYTECODE: "1" };
    },
  },
};

/** The sum of what the tool says: cargo has a summary for each binary. */
function countIn(log: string, pattern: RegExp): number {
  return [...log.matchAll(new RegExp(pattern, "g"))].reduce((sum, [, n]) => sum + Number(n), 0);
}

async function isThere([program = "", ...args]: readonly string[]): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args, stdout: "null", stderr: "null" }).output())
      .success;
  } catch {
    return false;
  }
}

for (const [name, { probe, counts, expects, env }] of Object.entries(TOOLS)) {
  const found = await isThere(probe);
  if (!found) console.error(`\n!!! SKIPPED: ${probe.join(" ")} does not work on this machine\n`);
  Deno.test({
    name: `qa_gate detects ${name} without a configuration and counts as it does`,
    ignore: !found,
    async fn() {
      await using where = await copyProject(name);
      const further = await env?.(where.root) ?? {};
      const end = await runGate(where.root, ["--mode", "failsafe"], { env: further });
      const { results, run } = await checkRun(end);
      const [suite] = results.suites;
      assertEquals([results.suites.length, suite?.name, suite?.runner], [1, name, name]);
      assertEquals([end.exit, results.verdict], [1, "failed"], end.stdout);
      const log = await Deno.readTextFile(`${end.folder}/stdout.log`);
      const told = [counts.passed, counts.failed, counts.skipped].map((one) => countIn(log, one));
      assertEquals(told, [...expects], log);
      assertEquals([suite?.passed, suite?.failed, suite?.skipped], [...expects]);
      assertEquals([results.passed, results.failed, results.skipped], [...expects]);
      assertStringIncludes(run.notes.join("\n"), name);
      assertStringIncludes(end.stdout, "wrong");
    },
  });
}

Deno.test("qa_gate --init writes a configuration that gates as the detection did", async () => {
  await using where = await copyProject("deno");
  const written = await runGate(where.root, ["--init"]);
  assertEquals(written.exit, 0, written.stderr);
  const again = await runGate(where.root, ["--init"]);
  assertEquals(again.exit, 2);
  const end = await runGate(where.root, ["--mode", "failsafe"]);
  const { results, run } = await checkRun(end);
  assertEquals([results.passed, results.failed, results.skipped], [2, 1, 1], end.stdout);
  assertEquals(run.config.path, "qa.jsonc");
});

Deno.test("qa_gate --dry-run shows the plan and where each setting came from, and runs nothing", async () => {
  await using where = await copyProject("deno");
  const end = await runGate(where.root, ["--dry-run", "--jobs", "3"], {
    env: { QA_PROFILE: "ci" },
  });
  assertEquals([end.exit, end.stderr], [0, ""]);
  for (const word of ["--jobs", "QA_PROFILE", "deno test"]) assertStringIncludes(end.stdout, word);
  const names = (await Array.fromAsync(Deno.readDir(where.root))).map((entry) => entry.name);
  assertEquals(names.includes("outputs"), false);
});

Deno.test("qa_gate writes instructions that run the same again when they are pasted", async () => {
  await using where = await copyProject("deno");
  const end = await runGate(where.root, ["--mode", "failsafe"]);
  const { summary } = await checkRun(end);
  const text = await Deno.readTextFile(`${end.folder}/RUN_INSTRUCTIONS.md`);
  assertStringIncludes(text, summary.rerun.command);
  const again = await new Deno.Command("sh", {
    args: ["-c", summary.rerun.command],
    cwd: "/",
    stdin: "null",
  }).output();
  assertEquals(again.code, 1);
  const now = JSON.parse(await Deno.readTextFile(`${where.root}/outputs/qa/results.json`));
  assertEquals([now.passed, now.failed, now.skipped, now.run_id === end.runId], [2, 1, 1, false]);
});
