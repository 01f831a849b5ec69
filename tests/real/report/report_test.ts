import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { JsonAnswer } from "../../../lib/model/summary_json.ts";
import { openProject, runGate } from "../../support/run_gate.ts";

const SHIPPED = fromFileUrl(new URL("../../../fixtures/records/v1", import.meta.url));
const FORMS = [
  ...["terminal", "html", "markdown", "annotations", "code-quality"],
  ...["junit", "ctrf", "json", "index", "tests"],
];
const NAMES = [
  ...["annotations.txt", "ctrf.json", "gl-code-quality-report.json", "index.txt", "junit.xml"],
  ...["report.html", "report.md", "report.txt", "summary.json", "tests.jsonl"],
];

/** A run of suites with every kind of ending, tried again where that helps. */
async function openRun() {
  const project = await openProject({
    "qa.jsonc": {
      retries: 1,
      suites: [
        { name: "good", kind: "check", command: ["true"], failsafe: true },
        {
          name: "bad",
          kind: "check",
          command: ["sh", "-c", "echo 'Error: <b>no</b> space left on device' >&2; exit 3"],
          failsafe: true,
        },
        { name: "inside", command: ["true"] },
      ],
    },
  });
  const gate = await runGate(project.root, ["--mode", "failsafe"]);
  return { ...project, gate };
}

function report(root: string, args: readonly string[], env: Record<string, string> = {}) {
  return runGate(root, args, { script: "report", runId: null, env });
}

Deno.test("report shows a run again as the gate has said it, and makes the very same files of it", async () => {
  await using where = await openRun();
  const again = await report(where.root, []);
  assertEquals([again.exit, again.stderr], [0, ""]);
  // The gate told its progress first.
  assert(where.gate.stdout.endsWith(again.stdout), `${where.gate.stdout}\n----\n${again.stdout}`);
  const to = join(where.root, "shown");
  const all = await report(where.root, [
    "latest",
    ...FORMS.map((form) => `--format=${form}`),
    "--to",
    to,
  ]);
  assertEquals([all.exit, all.stderr], [0, ""]);
  const names: string[] = [];
  for await (const { name } of Deno.readDir(to)) names.push(name);
  assertEquals(names.toSorted(), NAMES);
  for (const name of ["junit.xml", "ctrf.json", "tests.jsonl"]) {
    const [own, made] = await Promise.all(
      [where.gate.folder, to].map((folder) => Deno.readTextFile(join(folder, name))),
    );
    assertEquals(made, own, name);
  }
  const html = await Deno.readTextFile(join(to, "report.html"));
  assert(!html.includes("<b>no</b>"), "words of a test are markup");
});

Deno.test("report --json gives the answer of the gate, also beside a file", async () => {
  await using where = await openRun();
  const own = await Deno.readTextFile(join(where.gate.folder, "summary.json"));
  const expected = { ...JSON.parse(own), run_folder: where.gate.folder };
  const alone = await report(where.root, [where.gate.runId, "--json"]);
  assertEquals(JsonAnswer.parse(JSON.parse(alone.stdout)), JsonAnswer.parse(expected));
  const target = join(where.root, "out.xml");
  const both = await report(where.root, ["--json", "--format", "junit", "--to", target]);
  assertEquals(JSON.parse(both.stdout), JSON.parse(alone.stdout));
  assertStringIncludes(await Deno.readTextFile(target), "<testsuites>");
});

Deno.test("report shows every record that was ever shipped, in each form", async () => {
  await using where = await openProject({});
  for (const name of ["green", "red", "flaky", "degraded"]) {
    const to = join(where.root, name);
    const args = [...FORMS.map((form) => `--format=${form}`), "--to", to];
    const end = await report(where.root, [join(SHIPPED, name), ...args]);
    assertEquals(end.exit, 0, end.stderr);
    const { verdict, counts } = JSON.parse(await Deno.readTextFile(join(to, "summary.json")));
    const text = await Deno.readTextFile(join(to, "report.txt"));
    assert(text.startsWith(verdict.toUpperCase()), text);
    const junit = await Deno.readTextFile(join(to, "junit.xml"));
    const cases = junit.match(/<testcase /g)?.length ?? 0;
    assert(cases >= counts.total, `${name}: ${cases} of ${counts.total} tests`);
    const lines = (await Deno.readTextFile(join(to, "tests.jsonl"))).trimEnd().split("\n");
    assertEquals(lines.length, counts.total);
  }
});

Deno.test("report shows a summary that stands alone as far as it goes, and says what it cannot", async () => {
  await using where = await openRun();
  await Deno.copyFile(join(where.gate.folder, "summary.json"), join(where.root, "lone.json"));
  const end = await report(where.root, ["lone.json"]);
  assertEquals(end.exit, 0);
  assertMatch(end.stderr, /warning: the file stands alone/);
  assertMatch(end.stdout, /FAILED \(exit 1\)\nwhy: /);
  assertMatch(end.stdout, /^run what failed again: cd /m);
  for (const form of ["junit", "markdown", "code-quality"]) {
    const refused = await report(where.root, ["lone.json", "--format", form]);
    assertEquals(refused.exit, 2);
    assertMatch(refused.stderr, new RegExp(`error: ${form} needs the whole record of a run`));
  }
  const index = await report(where.root, ["lone.json", "--format", "index"]);
  assertMatch(index.stdout, /- lone\.json \(/);
});

Deno.test("report refuses what is no record, and what would change one, with exit 2", async () => {
  await using where = await openRun();
  const file = (name: string, text: string) => Deno.writeTextFile(join(where.root, name), text);
  await file(
    "torn.json",
    (await Deno.readTextFile(join(where.gate.folder, "summary.json"))).slice(0, 300),
  );
  await file("foreign.json", '{"schema":"somebody.else","__proto__":{"verdict":"passed"}}');
  await file("deep.json", "[".repeat(100_000));
  await Deno.symlink(join(where.gate.folder, "summary.json"), join(where.root, "link.json"));
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [["nothing.json"], /there is no record nothing\.json/],
    [["torn.json"], /it ends in the middle of its JSON/],
    [["foreign.json"], /which is none of a record/],
    [["deep.json"], /nests deeper/],
    [["link.json"], /is a link/],
    [["a", "b"], /report takes one record, and here are 2/],
    [["--format", "pdf"], /"pdf" is not one of terminal, html/],
    [["--format", "html"], /a page leads to the files of its run/],
    [["--format", "junit", "--format", "ctrf"], /2 forms cannot all go to standard output/],
    [["--json", "--format", "junit"], /--json takes standard output/],
    [["--format", "html", "--to", where.gate.folder], /is in the record itself/],
    [["--to", join(where.gate.folder, "new/report.txt")], /is in the record itself/],
  ];
  for (const [args, words] of cases) {
    const end = await report(where.root, args);
    assertEquals(end.exit, 2, `${args}: ${end.stdout}${end.stderr}`);
    assertMatch(end.stderr, words);
    if (!args.includes("--json")) assertEquals(end.stdout, "");
  }
  const outside = await report(where.root, ["--format", "json", "--json", "foreign.json"]);
  assertEquals(JSON.parse(outside.stdout).schema, "qa.problem.v1");
});

Deno.test("report reads nothing outside of a record, whatever paths it tells", async () => {
  await using where = await openRun();
  const own = join(where.root, "stolen");
  await new Deno.Command("cp", { args: ["-r", where.gate.folder, own] }).output();
  await Deno.writeTextFile(
    join(where.root, "stdout.log"),
    "OSError: [Errno 28] No space left on device: '/secret'\n",
  );
  await Deno.writeTextFile(
    join(where.root, "stderr.log"),
    "OSError: [Errno 28] No space left on device: '/secret'\n",
  );
  const results = JSON.parse(await Deno.readTextFile(join(own, "results.json")));
  for (const suite of results.suites) {
    for (const execution of suite.executions) execution.folder = "../";
  }
  await Deno.writeTextFile(join(own, "results.json"), JSON.stringify(results));
  for (const form of ["terminal", "markdown", "annotations"]) {
    const end = await report(where.root, [own, "--format", form]);
    assert(!end.stdout.includes("secret"), end.stdout);
  }
});

Deno.test("report shows a diagnosis: its answer, its index, its page", async () => {
  await using where = await openProject({
    "qa.jsonc": { suites: [{ name: "unit", kind: "check", command: ["true"] }] },
  });
  const args = ["--docker-bin", "/nope", "--image", "x:1", "--run-id", "d1"];
  const diagnosed = await runGate(where.root, args, { script: "diagnostic_run", runId: null });
  assertEquals(diagnosed.exit, 3, diagnosed.stderr);
  const shown = await report(where.root, ["d1"]);
  assertEquals(shown.exit, 0, shown.stderr);
  assertMatch(shown.stdout, /^NO-ENGINE: /);
  assert(diagnosed.stdout.includes(shown.stdout.trim()), diagnosed.stdout);
  const index = await report(where.root, ["outputs/qa/logs/d1", "--format", "index"]);
  assertMatch(index.stdout, /host_telemetry\.json \(.*\): What does this machine have/);
  const page = await report(where.root, ["d1", "--format", "markdown"]);
  assertEquals(
    page.stdout,
    await Deno.readTextFile(join(where.root, "outputs/qa/logs/d1/report.md")),
  );
  const junit = await report(where.root, ["d1", "--format", "junit"]);
  assertEquals(junit.exit, 2);
});

Deno.test("report writes annotations for the CI system that is asked for, or found around it", async () => {
  await using where = await openProject({});
  const red = join(SHIPPED, "red");
  const github = await report(where.root, [red, "--format", "annotations"]);
  assertMatch(github.stdout, /^::error file=tests\/test_cart\.py,line=11/);
  const azure = await report(where.root, [red, "--format", "annotations", "--ci", "azure"]);
  assertMatch(azure.stdout, /^##vso\[task\.logissue type=error/);
});
