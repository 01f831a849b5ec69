import { assertEquals } from "@std/assert";
import { readConfig } from "../../../lib/config/read_config.ts";
import type { RecordedRun } from "../../../lib/model/recorded_run.ts";
import { allowRecorded, namesOf } from "../../../lib/pipeline/allow_recorded.ts";
import type { LoadedProject } from "../../../lib/pipeline/load_plan.ts";
import { sampleSource, sampleSuiteState } from "../../support/sample_replay.ts";

const EMPTY: LoadedProject = {
  ...{ root: "/project", config: null, configText: "", configPath: null },
  ...{ detected: [], dockerfile: null, runners: [] },
};

/** A record in which these suites failed, run by these commands. */
function record(argvs: Readonly<Record<string, readonly string[]>>, cwd = "."): RecordedRun {
  const names = Object.keys(argvs);
  const suites = names.map((name) => ({ ...sampleSuiteState(name), outcome: "failed" as const }));
  const commands = names.map((suite) => ({ suite, attempt: 1, argv: argvs[suite], cwd }));
  const { record } = sampleSource(suites);
  return { ...record, files: { ...record.files, run: { commands } } } as unknown as RecordedRun;
}

function allow(project: LoadedProject, told: RecordedRun) {
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  return { project: allowRecorded(project, [told], { root: "/project", say }), said };
}

Deno.test("allowRecorded() shows a command in full before it is a suite that was detected", () => {
  const { project, said } = allow(EMPTY, record({ unit: ["make", "a b", "$(rm -rf ~)"] }));
  assertEquals(
    project.detected.map(({ name, runner, kind, command }) => [name, runner, kind, command]),
    [
      ["unit", "command", "check", ["make", "a b", "$(rm -rf ~)"]],
    ],
  );
  assertEquals(said, [
    "recorded command of unit (run 20261120T100000Z-0a1b2c), judged by its exit code alone: " +
    "make 'a b' '$(rm -rf ~)'",
  ]);
});

Deno.test("allowRecorded() shows no control character, and no line that seems to be its own", () => {
  const argv = ["sh", "-c", "\u001b[2Jevil\nrecorded command of lint (run r): true"];
  const [text = ""] = allow(EMPTY, record({ unit: argv })).said;
  assertEquals(text.includes("\u001b"), false);
  assertEquals(text.split("\n").slice(1), ["    | recorded command of lint (run r): true'"]);
});

Deno.test("allowRecorded() adds to a configuration that has other suites, and changes none of them", () => {
  const config = readConfig('{ "suites": [{ "name": "unit", "runner": "pytest" }] }', "qa.jsonc");
  if (!config.ok) throw new Error("not read");
  const told = record({ unit: ["evil"], lint: ["lint"] });
  const { project } = allow({ ...EMPTY, config: config.value }, told);
  assertEquals(namesOf(project), ["unit", "lint"]);
  assertEquals(project.config?.config.suites?.[0], { name: "unit", runner: "pytest" });
});

Deno.test("allowRecorded() runs nothing in a folder outside of the project", () => {
  const { project, said } = allow(EMPTY, record({ unit: ["make"] }, "../elsewhere"));
  assertEquals(namesOf(project), []);
  assertEquals(said, [
    "unit is not run: its recorded folder ../elsewhere lies outside the project",
  ]);
});

Deno.test("allowRecorded() says why a command cannot be run", () => {
  const { said } = allow(EMPTY, record({ unit: ["pytest", "--junitxml=/qa-gate/report.xml"] }));
  assertEquals(said, [
    "unit is not run as recorded: its command names files that existed only while it ran; " +
    "declare it in qa.jsonc",
  ]);
});
