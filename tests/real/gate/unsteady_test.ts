import { assertEquals, assertStringIncludes } from "@std/assert";
import { FailureIndexJson } from "../../../lib/model/failure_digest_json.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { requirePython } from "../../support/require_program.ts";
import { openProject, runGate } from "../../support/run_gate.ts";

const PYTHON = await requirePython(["pytest"]);
const SUITE = { name: "unit", runner: "pytest", paths: ["tests"], failsafe: true };
const ID = "unit::tests/test_port.py::tests.test_port::test_port";
/** Fails where there is a file, takes it away, and passes the next time. */
const TESTS = `
import os, socket
def test_port():
    if os.path.exists("broken"):
        if not os.path.exists("stays"):
            os.remove("broken")
        socket.create_connection(("127.0.0.1", 1), timeout=5)
`;

async function indexOf(folder: string): Promise<FailureIndexJson> {
  const text = await Deno.readTextFile(`${folder}/failure_diagnostics_index.json`);
  return FailureIndexJson.parse(JSON.parse(text));
}

Deno.test({
  name:
    "a flaky test is named with its kind and its past, and its entry is taken as it was proposed",
  ...PYTHON.options,
  async fn() {
    const config = { project: "shop", suites: [{ ...SUITE, retries: 1 }] };
    await using project = await openProject({ "qa.jsonc": config, "tests/test_port.py": TESTS });
    const { root } = project;
    const gate = async () => {
      const end = await runGate(root, ["--mode", "failsafe"], { env: PYTHON.env });
      return { end, ...await checkRun(end) };
    };
    await Deno.writeTextFile(`${root}/broken`, "");
    const first = await gate();
    assertEquals([first.end.exit, first.summary.counts.flaky], [0, 1], first.end.stdout);
    const [flake] = (await indexOf(first.end.folder)).flaky;
    assertEquals([flake?.id, flake?.class, flake?.past], [ID, "FLAKE-NET", null]);
    assertStringIncludes(first.end.stdout, "unsteady, most likely: FLAKE-NET, quarantine entries");

    await Deno.writeTextFile(`${root}/broken`, "");
    await Deno.writeTextFile(`${root}/stays`, "");
    const second = await gate();
    assertEquals([second.end.exit, second.summary.verdict], [1, "failed"], second.end.stdout);
    assertEquals(second.summary.failures[0]?.past?.flaky_runs, 1);
    assertStringIncludes(
      second.end.stdout,
      "passed in the run before; unsteady in 1 of 1 run before",
    );
    assertEquals((await indexOf(second.end.folder)).flaky.map(({ id }) => id), [ID]);

    const explained = await runGate(root, ["--explain"], { script: "replay", runId: null });
    assertEquals(explained.exit, 0, explained.stderr);
    const entries = /"quarantine": \[\n([^]*?)\n {2}\],/.exec(explained.stdout)?.[1] ?? "";
    const entry = JSON.parse(entries.trim().replace(/,$/, ""));
    await Deno.writeTextFile(
      `${root}/qa.jsonc`,
      JSON.stringify({ ...config, quarantine: [entry] }),
    );
    const third = await gate();
    assertEquals([third.end.exit, third.summary.counts.quarantined], [0, 1], third.end.stdout);
    // In quarantine already: there is nothing to propose.
    assertEquals((await indexOf(third.end.folder)).flaky[0]?.quarantine_entry, null);
  },
});
