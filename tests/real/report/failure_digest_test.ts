import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { FailureDigestJson, FailureIndexJson } from "../../../lib/model/failure_digest_json.ts";
import { ReplayBundleJson } from "../../../lib/model/replay_bundle_json.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { openProject, runGate, type TempProject } from "../../support/run_gate.ts";

const PRICES = `import networkx


def check(value):
    if value < 0:
        raise ValueError(f"negative: {value}")


def route(graph):
    return networkx.shortest_path(graph, 1, 4)
`;

/** The line of each assertion is what the digest must say, wherever it was raised. */
const UNIT = `import networkx
import toolz

from prices import check, route


def test_in_library():
    graph = networkx.Graph([(1, 2), (3, 4)])
    networkx.shortest_path(graph, 1, 4)


def test_called_back():
    toolz.pipe(3, lambda x: 1 // (x - 3))


def test_helper():
    check(-1)


def test_through_helper():
    route(networkx.Graph([(1, 2), (3, 4)]))


def test_chain():
    try:
        {}["missing"]
    except KeyError as error:
        raise RuntimeError("wrapped") from error
`;

const MORE = `from prices import check


def test_helper_too():
    check(-1)


def test_fine():
    assert True
`;

function shop(): Promise<TempProject> {
  const suite = (name: string) => ({
    name,
    runner: "pytest",
    paths: [`tests/${name}`],
    args: ["-p", "no:cacheprovider"],
  });
  return openProject({
    "qa.jsonc": {
      container: { image: "qa-gate-test-python:1", network: "none", memory: "512m" },
      suites: [suite("unit"), suite("more")],
    },
    "conftest.py": "import os, sys\nsys.path.insert(0, os.path.dirname(__file__))\n",
    "prices.py": PRICES,
    "tests/unit/test_unit.py": UNIT,
    "tests/more/test_more.py": MORE,
  });
}

/** Runs a stored command as an operator does: pasted into a real sh, from another folder. */
async function paste(command: string, bin: string) {
  const { code, stdout, stderr } = await new Deno.Command("sh", {
    args: ["-c", command],
    cwd: "/",
    env: { PATH: `${bin}:${Deno.env.get("PATH")}` },
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { code, text: decoder.decode(stdout) + decoder.decode(stderr) };
}

Deno.test({
  name: "qa_gate tells the assertion in the test's own code, and what suites have in common",
  ignore: !(await requireDocker()),
  fn: async () => {
    await using project = await shop();
    const end = await runGate(project.root, []);
    const { tests } = await checkRun(end);
    const read = async (name: string): Promise<unknown> =>
      JSON.parse(await Deno.readTextFile(`${project.root}/outputs/qa/${name}`));
    const digest = FailureDigestJson.parse(await read("failures/unit.json"));
    assertEquals(digest.first_failing_assertion, {
      type: "NetworkXNoPath",
      message: "No path between 1 and 4.",
      file: "tests/unit/test_unit.py",
      line: 9,
    });
    const lines = digest.clusters.map((
      { first_failing_assertion: { file, line } },
    ) => [file, line]);
    assertEquals(
      lines.toSorted(),
      [9, 13, 17, 21, 26].map((line) => ["tests/unit/test_unit.py", line]).toSorted(),
    );
    const chain = digest.clusters.find(({ tests: [id] }) => id?.endsWith("test_chain"));
    assertEquals(chain?.first_failing_assertion.type, "KeyError");
    const index = FailureIndexJson.parse(await read("failure_diagnostics_index.json"));
    assertEquals([index.clusters[0]?.count, index.clusters[0]?.suites], [2, ["unit", "more"]]);
    assertEquals(tests.filter(({ fingerprint }) => fingerprint !== null).length, 6);
    assertStringIncludes(end.stdout, "2 tests fail with this, in unit, more");
  },
});

Deno.test({
  name: "qa_gate leaves commands that reproduce a failure in a real sh, and no old digest",
  ignore: !(await requireDocker()),
  fn: async () => {
    await using project = await shop();
    const first = await runGate(project.root, []);
    await checkRun(first);
    const outputs = `${project.root}/outputs/qa`;
    const digest = FailureDigestJson.parse(
      JSON.parse(await Deno.readTextFile(`${outputs}/failures/more.json`)),
    );
    const bundle = ReplayBundleJson.parse(
      JSON.parse(await Deno.readTextFile(`${outputs}/replay_bundle.json`)),
    );
    const bin = `${project.root}/bin`;
    await Deno.mkdir(bin);
    await Deno.symlink(Deno.execPath(), `${bin}/deno`);
    const { suite_replay_command, targeted_test_replay_command } = digest.remediation_pointer;
    const whole = await paste(suite_replay_command, bin);
    assertEquals(whole.code, 1, whole.text);
    assertStringIncludes(whole.text, "1 failed, 1 passed");
    const single = await paste(targeted_test_replay_command ?? "", bin);
    assertEquals(single.code, 1, single.text);
    assertStringIncludes(single.text, "1 failed in");
    const script = fromFileUrl(new URL("../../../scripts/qa/qa_gate.ts", import.meta.url));
    assertStringIncludes(bundle.one_command_replay ?? "", script);
    // Mended in part: what the replay runs is red no more, and its digests are the only ones.
    await Deno.writeTextFile(
      `${project.root}/tests/more/test_more.py`,
      "def test_helper_too(): pass\n",
    );
    const again = await paste(bundle.one_command_replay ?? "", bin);
    assertEquals(again.code, 1, again.text);
    assertEquals([...Deno.readDirSync(`${outputs}/failures`)].map(({ name }) => name), [
      "unit.json",
    ]);
    const summary = JSON.parse(await Deno.readTextFile(`${outputs}/summary.json`));
    assert(summary.run_id !== first.runId);
    assertEquals(summary.failed_unit_names, ["unit"]);
  },
});
