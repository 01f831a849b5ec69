import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Plan } from "../../../lib/model/plan.ts";
import type { DetectedSuite } from "../../../lib/model/runner.ts";
import { RUNNERS } from "../../support/all_runners.ts";
import { resolvePlan } from "../../../lib/plan/resolve_plan.ts";
import { type InputScript, sampleInput } from "../../support/sample_input.ts";

const DETECTED: DetectedSuite = {
  name: "pytest",
  kind: "unit",
  runner: "pytest",
  paths: [],
  command: null,
  cwd: ".",
  why: "pytest.ini in the root configures pytest",
};

function plan(script: InputScript): Plan {
  const resolved = resolvePlan(sampleInput(script));
  assert(resolved.ok, JSON.stringify(resolved));
  return resolved.value;
}

/** Place (of a configuration), message and hint of the problem. */
function refusal(script: InputScript): string {
  const resolved = resolvePlan(sampleInput(script));
  assert(!resolved.ok);
  const { error } = resolved;
  assert(error.kind === "usage" || error.kind === "config");
  const place = error.kind === "config" ? `${error.path}:${error.line}:${error.column} ` : "";
  return `${place}${error.message} | ${error.hint}`;
}

function sourceOf({ sources }: Plan, name: string): string {
  const source = sources.find((one) => one.name === name);
  return `${source?.value} ${source?.from} ${source?.where}`;
}

function withSuite(inside: string, before = ""): string {
  return `{${before}"suites": [{"name": "a", ${inside}}]}`;
}

Deno.test("resolvePlan() fills every setting with its default when nothing is said", () => {
  const it = plan({ detected: [DETECTED], args: ["--image", "py:1"] });
  assertEquals(it.container, {
    image: "py:1",
    build: null,
    timeoutMs: 1_800_000,
    graceMs: 10_000,
    memoryBytes: 7372 * 2 ** 20,
    cpus: null,
    shmSizeBytes: null,
    pidsLimit: 4096,
    capAdd: [],
    newPrivileges: false,
    allowEngineSocket: false,
    ulimits: {},
    network: null,
    user: null,
    workdir: "/workspace",
    mounts: [],
    env: {},
    pull: "missing",
    dockerBin: "docker",
  });
  assertEquals([it.project, it.mode, it.profile, it.jobs], ["p", "auto", "full", 4]);
  assertEquals([it.outputs, it.failsafePolicy, it.requireContainer], [
    "/p/outputs/qa",
    "accept",
    false,
  ]);
  assertEquals(sourceOf(it, "image"), "py:1 flag --image");
  assertEquals(sourceOf(it, "timeout"), "30m default default");
});

Deno.test("resolvePlan() gives detected suites a failsafe of the same command", () => {
  const [suite] = plan({ detected: [DETECTED] }).suites;
  assertEquals(suite?.failsafe, suite && { ...suite.full, timeoutMs: 300_000 });
  assertStringIncludes(plan({ detected: [DETECTED] }).notes[0] ?? "", DETECTED.why);
});

Deno.test("resolvePlan() prefers flag to environment to configuration to default", () => {
  const config = withSuite('"runner": "pytest"', '"container":\n{"image": "i",\n"memory": "1g"},');
  const environment = { QA_MEMORY: "2g" };
  const of = (script: InputScript) => {
    const it = plan({ config, ...script });
    return [it.container?.memoryBytes, sourceOf(it, "memory")];
  };
  assertEquals(of({}), [2 ** 30, "1g config qa.jsonc:3"]);
  assertEquals(of({ environment }), [2 ** 31, "2g environment QA_MEMORY"]);
  assertEquals(of({ environment, args: ["--memory", "3g"] }), [3 * 2 ** 30, "3g flag --memory"]);
  assertEquals(of({ environment: { QA_MEMORY: "" } })[0], 2 ** 30);
  assertEquals(of({ config: withSuite('"runner": "pytest"', '"container": {"image": "i"},') }), [
    7372 * 2 ** 20,
    "7372m default default",
  ]);
});

Deno.test("resolvePlan() reads every variable and refuses a bad one by its name", () => {
  const environment = {
    QA_MODE: "container",
    QA_PROFILE: "ci",
    QA_JOBS: "2",
    QA_IMAGE: "env:1",
    QA_TIMEOUT: "90",
    QA_CPUS: "1.5",
    QA_SHM_SIZE: "1g",
    QA_PIDS_LIMIT: "64",
    QA_NETWORK: "none",
    QA_WORKDIR: "/app",
    QA_USER: "1000",
    QA_PULL: "never",
    QA_DOCKER_BIN: "podman",
    QA_OUTPUTS: "/tmp/out",
    QA_REQUIRE_CONTAINER: "1",
  };
  const it = plan({ detected: [DETECTED], environment });
  assertEquals(
    [it.mode, it.profile, it.jobs, it.outputs, it.requireContainer],
    ["container", "ci", 2, "/tmp/out", true],
  );
  const { image, timeoutMs, cpus, shmSizeBytes, pidsLimit } = it.container ?? {};
  assertEquals([image, timeoutMs, cpus, shmSizeBytes, pidsLimit], [
    "env:1",
    90_000,
    1.5,
    2 ** 30,
    64,
  ]);
  const { network, workdir, user, pull, dockerBin } = it.container ?? {};
  assertEquals([network, workdir, user, pull, dockerBin], [
    "none",
    "/app",
    "1000",
    "never",
    "podman",
  ]);
  for (const name of Object.keys(environment)) {
    if (name === "QA_OUTPUTS") continue;
    const bad = { ...environment, [name]: "-!-" };
    assertStringIncludes(refusal({ detected: [DETECTED], environment: bad }), name);
  }
});

Deno.test("resolvePlan() builds a Dockerfile that is found, unless an image is named", () => {
  const found = plan({ detected: [DETECTED], hasDockerfile: "Dockerfile" });
  assertEquals(found.container?.build, {
    context: "/p",
    dockerfile: "/p/Dockerfile",
    target: null,
    args: {},
  });
  assertEquals(sourceOf(found, "image"), "built from Dockerfile detected Dockerfile");
  const named = plan({ detected: [DETECTED], hasDockerfile: "Dockerfile", args: ["--image", "i"] });
  assertEquals([named.container?.image, named.container?.build], ["i", null]);
  const configured = plan({
    config: withSuite(
      '"runner": "pytest"',
      '"container": {"build": {"context": "d", "target": "t"}},',
    ),
  });
  assertEquals(configured.container?.build, {
    context: "/p/d",
    dockerfile: null,
    target: "t",
    args: {},
  });
});

Deno.test("resolvePlan() has no container without an image, and refuses to be told to use it", () => {
  assertEquals(plan({ detected: [DETECTED] }).container, null);
  assertEquals(plan({ detected: [DETECTED] }).suites[0]?.container, null);
  const words = refusal({ detected: [DETECTED], args: ["--mode", "container"] });
  assertMatch(words, /no image is named.*--image/);
});

Deno.test("resolvePlan() lets a suite's own section win over the shared one, flags over both", () => {
  const own = '"container": {"memory": "2g", "env": {"B": "2"}, "mounts": ["b:/m", "c:/n"]}';
  const shared = '"container": {"image": "i", "memory": "1g", "timeout": "1h", ' +
    '"env": {"A": "1", "B": "1"}, "mounts": ["a:/m"]},';
  const config = withSuite(`"runner": "pytest", "timeout": "5m", ${own}`, shared);
  const it = plan({ config, args: ["--env", "C=3", "--mount", "/abs:/n:ro"] });
  const container = it.suites[0]?.container;
  assertEquals([container?.memoryBytes, container?.timeoutMs], [2 ** 31, 300_000]);
  assertEquals(container?.env, { A: "1", B: "2", C: "3" });
  assertEquals(container?.mounts, [
    { source: "/p/b", target: "/m", readOnly: false },
    { source: "/abs", target: "/n", readOnly: true },
  ]);
  assertEquals(it.container?.timeoutMs, 3_600_000);
  assertEquals(sourceOf(it, "a: memory"), "2g config qa.jsonc:1");
  const flagged = plan({ config, args: ["--memory", "3g", "--timeout", "7"] });
  assertEquals(flagged.suites[0]?.container?.memoryBytes, 3 * 2 ** 30);
  assertEquals(flagged.suites[0]?.container?.timeoutMs, 7000);
});

Deno.test("resolvePlan() keeps values of variables out of the table of sources", () => {
  const config = withSuite(
    '"runner": "pytest"',
    '"container": {"image": "i", "env": {"K": "hunter2"}},',
  );
  const it = plan({ config, args: ["--env", "T=hunter2"] });
  assertEquals(JSON.stringify(it.sources).includes("hunter2"), false);
});

Deno.test("resolvePlan() spells the reduced form of a failsafe", () => {
  const config = withSuite(
    '"runner": "pytest", "paths": ["tests"], "args": ["-q"], "env": {"A": "1"}, "cwd": "api", ' +
      '"failsafe": {"paths": ["tests/fast"], "timeout": "1m", "env": {"B": "2"}}',
  );
  const suite = plan({ config, args: ["--env", "C"] }).suites[0];
  assertEquals(suite?.full.argv.slice(-1), ["tests"]);
  const { request, argv = [], env, cwd, timeoutMs } = suite?.failsafe ?? {};
  assertEquals(request, {
    runner: "pytest",
    paths: ["tests/fast"],
    args: ["-q"],
    command: [],
    report: null,
  });
  assertEquals([argv[0], argv.at(-1)], ["python3", "tests/fast"]);
  assertEquals([argv.includes("-q"), argv.includes("tests")], [true, false]);
  assertEquals([env?.["A"], env?.["B"], env?.["C"]], ["1", "2", null]);
  assertEquals([cwd, timeoutMs], ["api", 60_000]);
});

Deno.test("resolvePlan() gives a failsafe its own timeout, the suite's when it is the same, or 5m", () => {
  const of = (inside: string, ...args: string[]) =>
    plan({ config: withSuite(`"runner": "pytest", ${inside}`), args }).suites[0]?.failsafe
      ?.timeoutMs;
  assertEquals(of('"failsafe": true'), 300_000);
  assertEquals(of('"failsafe": true, "timeout": "20m"'), 1_200_000);
  assertEquals(of('"failsafe": {"args": []}, "timeout": "20m"'), 300_000);
  assertEquals(of('"failsafe": {"timeout": 5}', "--timeout", "9"), 9000);
  assertEquals(of('"timeout": "20m"'), undefined);
});

Deno.test("resolvePlan() runs a failsafe command in place of a tool's own", () => {
  const config = withSuite(
    '"runner": "pytest", "args": ["-q"], "paths": ["t"], "failsafe": {"command": ["./fast", "{report}"]}',
  );
  const { failsafe } = plan({ config }).suites[0] ?? {};
  assertEquals(failsafe?.argv, ["./fast", "{report}"]);
  assertEquals(failsafe?.report, { from: "file", path: "{report}", format: "junit" });
});

Deno.test("resolvePlan() infers runner and kind from a command", () => {
  const of = (inside: string) => {
    const suite = plan({ config: withSuite(inside) }).suites[0];
    return [suite?.runner, suite?.kind, suite?.full.report];
  };
  assertEquals(of('"command": ["make", "lint"]'), ["command", "check", { from: "nowhere" }]);
  const fresh = { from: "file" as const, path: "{report}", format: "junit" as const };
  assertEquals(of('"command": ["t", "--out={report}"]'), ["junit", "unit", fresh]);
  const fixed = { from: "file" as const, path: "o/j.xml", format: "junit" as const };
  assertEquals(of('"command": ["t"], "report": "o/j.xml", "kind": "e2e"'), ["junit", "e2e", fixed]);
});

Deno.test("resolvePlan() keeps a user's NODE_OPTIONS beside the reporters", () => {
  const config = withSuite('"runner": "node", "env": {"NODE_OPTIONS": "--no-warnings"}');
  const { env } = plan({ config }).suites[0]?.full ?? {};
  assertMatch(env?.["NODE_OPTIONS"] ?? "", /^--no-warnings --test-reporter=spec .*"\{report\}"$/);
});

Deno.test("resolvePlan() joins a user's variable with words about a file of ours alone", () => {
  const runners = RUNNERS.map((row) =>
    row.id !== "node" ? row : {
      ...row,
      command: (request: Parameters<typeof row.command>[0]) => ({
        ...row.command(request),
        env: { OPTIONS: "--use={reports}/ours.js", PLAIN: "1" },
      }),
    }
  );
  const config = withSuite('"runner": "node", "env": {"OPTIONS": "--own", "PLAIN": "2"}');
  const { env } = plan({ config, runners }).suites[0]?.full ?? {};
  assertEquals(env, { OPTIONS: "--own --use={reports}/ours.js", PLAIN: "2" });
});

Deno.test("resolvePlan() refuses suites that their runner could not run, with their place", () => {
  const of = (inside: string) => refusal({ config: withSuite(inside) });
  assertMatch(
    of('"runner": "pytst"'),
    /^qa\.jsonc:1:37 .*no runner "pytst" \| Did you mean "pytest"/,
  );
  assertMatch(of('"paths": []'), /^qa\.jsonc:1:13 .*neither a runner nor a command/);
  assertMatch(of('"runner": "junit"'), /needs a command/);
  assertMatch(of('"runner": "pytest", "command": ["x"]'), /has its own command/);
  assertMatch(of('"runner": "pytest", "report": "r.xml"'), /leaves its report by itself/);
  assertMatch(of('"runner": "junit", "command": ["x"]'), /nothing says where its JUnit is left/);
  assertMatch(of('"command": ["x", "{report}"], "report": "r.xml"'), /told twice/);
  assertMatch(of('"runner": "command", "command": ["x"], "report": "r"'), /exit code alone/);
  assertMatch(of('"kind": "unit", "command": ["x"]'), /kind unit demands a report/);
  assertMatch(of('"runner": "pytest", "failsafe": {"command": ["x"]}'), /leaves no report/);
});

Deno.test("resolvePlan() refuses an empty project and tells how to start", () => {
  assertMatch(refusal({}), /Nothing to run in \/p: no configuration, .*--init/);
  assertMatch(refusal({ config: "{}" }), /declares no suites/);
  assertMatch(refusal({ config: '{"suites": []}', detected: [DETECTED] }), /"suites" is empty/);
});

Deno.test("resolvePlan() uses detection where the configuration declares no suites", () => {
  const it = plan({ config: '{"container": {"image": "i"}}', detected: [DETECTED] });
  assertEquals(it.suites.map(({ name }) => name), ["pytest"]);
  assertEquals(it.container?.image, "i");
});

Deno.test("resolvePlan() refuses choices no place can satisfy", () => {
  const lint = withSuite('"command": ["x"]');
  assertMatch(
    refusal({ config: lint, args: ["--mode", "failsafe"] }),
    /none .* has a failsafe form/,
  );
  const both = ["--mode", "failsafe", "--require-container"];
  assertMatch(refusal({ detected: [DETECTED], args: both }), /cannot be met/);
  assertMatch(refusal({ detected: [DETECTED], args: ["--", "x"] }), /Nothing is expected after --/);
  const hidden = ["--image", "i", "--mount", "x:/workspace"];
  assertMatch(refusal({ detected: [DETECTED], args: hidden }), /would hide the project/);
});

Deno.test("resolvePlan() refuses suites of which only some have an image", () => {
  const config = '{"suites": [\n{"name": "a", "command": ["x"], "container": {"image": "i"}},\n' +
    '{"name": "b", "command": ["x"]}]}';
  assertMatch(refusal({ config }), /^qa\.jsonc:3:1 Suite "b" has no image/);
  const one = '{"suites": [{"name": "a", "command": ["x"], "container": {"image": "i"}}]}';
  assertEquals(plan({ config: one }).container?.image, "i");
});

Deno.test("resolvePlan() lets a suite decide that is named, and says so", () => {
  const config = '{"suites": [{"name": "a", "command": ["x"], "required": false}, ' +
    '{"name": "b", "command": ["x"], "required": false, "needs": ["a"]}]}';
  const of = (...args: string[]) => {
    const { suites, notes } = plan({ config, args });
    return [suites.map(({ name, required }) => `${name} ${required}`), notes];
  };
  assertEquals(of(), [["a false", "b false"], []]);
  assertEquals(of("--suite", "b"), [["a false", "b true"], [
    'Suite "a" runs too: "b" needs it',
    'Suite "b" decides although it is not required: --suite names it',
  ]]);
});

Deno.test("resolvePlan() orders suites by their needs", () => {
  const config = '{"suites": [{"name": "b", "command": ["x"], "needs": ["a"]}, ' +
    '{"name": "a", "command": ["x"]}]}';
  assertEquals(plan({ config }).suites.map(({ name }) => name), ["a", "b"]);
});

Deno.test("resolvePlan() takes retries from flag, suite and the whole, in this order", () => {
  const config = (own: string) =>
    `{ "retries": 2, "suites": [{ "name": "a", "command": ["x"]${own} }] }`;
  const retriesOf = (own: string, ...args: string[]) => {
    const { suites, sources } = plan({ config: config(own), args });
    const named = sources.filter(({ name }) => name.endsWith("retries"));
    return [suites[0]?.retries, named.map(({ name, where }) => `${name} ${where}`)];
  };
  assertEquals(retriesOf(""), [2, ["retries qa.jsonc:1"]]);
  assertEquals(retriesOf(', "retries": 0'), [0, ["retries qa.jsonc:1", "a: retries qa.jsonc:1"]]);
  assertEquals(retriesOf(', "retries": 1', "--retries", "3"), [3, ["retries --retries"]]);
});

Deno.test("resolvePlan() takes deadline, fail-fast, fail-on-flaky and their like from anywhere", () => {
  const config = '{ "deadline": "30m", "fail_fast": true, "fail_on_flaky": true, ' +
    '"max_rerun_failures": 5, "suites": [{ "name": "a", "command": ["x"] }] }';
  const told = (script: InputScript) => {
    const { deadlineMs, failFast, failOnFlaky, maxRerunFailures } = plan(script);
    return [deadlineMs, failFast, failOnFlaky, maxRerunFailures];
  };
  assertEquals(told({ config }), [1_800_000, true, true, 5]);
  const args = [
    "--no-fail-fast",
    "--no-fail-on-flaky",
    "--deadline",
    "1",
    "--max-rerun-failures=7",
  ];
  assertEquals(told({ config, args }), [1000, false, false, 7]);
  const environment = { QA_DEADLINE: "2s", QA_FAIL_FAST: "no", QA_MAX_RERUN_FAILURES: "9" };
  assertEquals(told({ config, environment }), [2000, false, true, 9]);
  assertEquals(told({ config: '{ "suites": [{ "name": "a", "command": ["x"] }] }' }), [
    null,
    false,
    false,
    20,
  ]);
});
