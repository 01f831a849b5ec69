import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { checkNothingLeft, checkRun } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { openProject, runGate } from "../../support/run_gate.ts";

const SUITE = { name: "unit", command: ["true"], failsafe: true };

/** What is wrong, and what the user must be told: place and remedy. */
interface BadInput {
  readonly args?: readonly string[];
  readonly config?: object | string;
  readonly env?: Readonly<Record<string, string>>;
  readonly says: readonly string[];
}

const BAD: Readonly<Record<string, BadInput>> = {
  "an unknown flag": { args: ["--suites", "unit"], says: ["--suites", "--suite"] },
  "a flag without its value": { args: ["--suite"], says: ["--suite"] },
  "a stray argument": { args: ["unit"], says: ['"unit"'] },
  "a negative limit": { args: ["--memory", "-1"], says: ["--memory"] },
  "a negative count": { args: ["--cpus", "-2"], says: ["--cpus"] },
  "a timeout of zero": { args: ["--timeout", "0"], says: ["--timeout"] },
  "jobs of zero": { args: ["--jobs", "0"], says: ["--jobs"] },
  "an image name with spaces": { args: ["--image", "my image"], says: ["--image"] },
  "an unknown mode": { args: ["--mode", "contaner"], says: ["container"] },
  "an unknown suite": { args: ["--suite", "unti"], says: ["unti", "unit"] },
  "a mount that does not exist": {
    args: ["--mode", "auto", "--image", "x:1", "--mount", "/no/such/folder:/data"],
    says: ["/no/such/folder", "does not exist"],
  },
  "a mount without a target": { args: ["--mount", "/tmp"], says: ["--mount"] },
  "a root that does not exist": { args: ["--root", "nowhere"], says: ["--root", "nowhere"] },
  "a configuration that does not exist": { args: ["--config", "no.jsonc"], says: ["no.jsonc"] },
  "a variable with a bad value": { env: { QA_JOBS: "many" }, says: ["QA_JOBS"] },
  "a run id that is a path": { args: ["--run-id", "../up"], says: ["--run-id"] },
  "no JSON": { config: "{ suites: ]", says: ["qa.jsonc:1:"] },
  "an empty file": { config: "", says: ["qa.jsonc", "empty"] },
  "a misspelt key": {
    config: '{\n  "suites": [\n    { "name": "unit", "comand": ["true"] }\n  ]\n}',
    says: ["qa.jsonc:3:", "comand", "command"],
  },
  "a wrong type": {
    config: '{\n  "jobs": "two",\n  "suites": []\n}',
    says: ["qa.jsonc:2:", "jobs"],
  },
  "a duplicate suite": {
    config: { suites: [SUITE, { ...SUITE, name: "Unit" }] },
    says: ["qa.jsonc:", "Unit"],
  },
  "a suite that needs itself": {
    config: { suites: [{ ...SUITE, needs: ["unit"] }] },
    says: ["qa.jsonc:", "unit"],
  },
  "a path outside the root": {
    config: { suites: [{ ...SUITE, cwd: "../.." }] },
    says: ["qa.jsonc:", "../.."],
  },
  "a link that leads outside the root": {
    config: { suites: [{ ...SUITE, cwd: "out" }] },
    says: ["out"],
  },
  "outputs outside the root": {
    config: { outputs: "../escaped", suites: [SUITE] },
    says: ["qa.jsonc:", "../escaped"],
  },
  "a negative limit in the configuration": {
    config: { container: { pids_limit: -5 }, suites: [SUITE] },
    says: ["qa.jsonc:", "pids_limit"],
  },
  "a timeout of zero in the configuration": {
    config: { suites: [{ ...SUITE, timeout: 0 }] },
    says: ["qa.jsonc:", "timeout"],
  },
  "a size that is none": {
    config: { container: { memory: "lots" }, suites: [SUITE] },
    says: ["qa.jsonc:", "lots"],
  },
};

for (const [what, bad] of Object.entries(BAD)) {
  Deno.test(`qa_gate refuses ${what}, and leaves nothing behind`, async () => {
    const config = bad.config ?? { suites: [SUITE] };
    await using where = await openProject({ "qa.jsonc": config });
    await Deno.symlink("/", `${where.root}/out`);
    const given = (bad.args ?? []).includes("--run-id");
    const call = { env: { PATH: "/usr/bin:/bin", ...bad.env }, ...given ? { runId: null } : {} };
    const end = await runGate(
      where.root,
      ["--mode", "failsafe", ...bad.args ?? []].slice(
        (bad.args ?? []).includes("--mode") ? 2 : 0,
      ),
      call,
    );
    assertEquals([end.exit, end.stdout], [2, ""], end.stderr);
    assert(end.stderr.startsWith("error: "), end.stderr);
    for (const word of bad.says) assertStringIncludes(end.stderr, word);
    assert(end.stderr.trimEnd().split("\n").length >= 2, `no remedy: ${end.stderr}`);
    assert(!/\n {4}at /.test(end.stderr), `a stack: ${end.stderr}`);
    const left = await Array.fromAsync(Deno.readDir(where.root));
    assertEquals(left.map(({ name }) => name).toSorted(), ["out", "qa.jsonc"]);
  });
}

Deno.test("qa_gate refuses an empty repository and says what it looked for", async () => {
  await using where = await openProject({});
  const end = await runGate(where.root, []);
  assertEquals([end.exit, end.stdout], [2, ""], end.stderr);
  assertStringIncludes(end.stderr, "--init");
  assertEquals(await Array.fromAsync(Deno.readDir(where.root)), []);
});

Deno.test("qa_gate tells bad usage as one JSON object when it is asked for JSON", async () => {
  await using where = await openProject({ "qa.jsonc": { suites: [SUITE] } });
  const end = await runGate(where.root, ["--json", "--jobs", "0"]);
  assertEquals(end.exit, 2);
  assertEquals(JSON.parse(end.stdout).schema, "qa.problem.v1");
});

Deno.test("qa_gate is infra without Docker and without any failsafe suite", async () => {
  await using where = await openProject({
    "qa.jsonc": {
      container: { image: "qa-gate-test-busybox:1" },
      suites: [{ name: "unit", command: ["true"] }],
    },
  });
  const end = await runGate(where.root, ["--docker-bin", "/nope"]);
  const { error, results } = await checkRun(end);
  assertEquals([end.exit, results.verdict], [3, "infra"], end.stdout);
  assertEquals([error?.what, error?.reason], ["failed", "docker-missing"]);
  assertStringIncludes(end.stdout, error?.hint ?? "?");
});

/** What only the engine can refuse; it is the user's to mend, and must never look green. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  "a user that the image does not know": ["--user", "nosuch"],
  "a network that does not exist": ["--network", "nosuch"],
  "a limit below what the engine takes": ["--memory", "1m"],
  "a working folder that is a file": ["--workdir", "/bin/busybox"],
};

for (const [what, args] of Object.entries(REFUSED)) {
  Deno.test({
    name: `qa_gate refuses, before any test has run, ${what}`,
    ...await requireDocker({ images: ["busybox"] }),
    async fn() {
      await using where = await openProject({
        "qa.jsonc": { container: { image: "qa-gate-test-busybox:1" }, suites: [SUITE] },
      });
      const network = args.includes("--network") ? [] : ["--network", "none"];
      const end = await runGate(where.root, [...network, ...args]);
      assertEquals(end.exit, 2, end.stdout + end.stderr);
      assert(end.stderr.split("\n").length > 2, `no remedy: ${end.stderr}`);
      await checkNothingLeft(end);
      assertEquals(await Array.fromAsync(Deno.readDir(`${where.root}/outputs/qa/logs`)), []);
    },
  });
}

Deno.test({
  name: "qa_gate keeps what was proved when the engine refuses the settings of a later suite",
  ...await requireDocker({ images: ["busybox"] }),
  async fn() {
    const refused = { ...SUITE, name: "refused", container: { user: "nosuch" } };
    await using where = await openProject({
      "qa.jsonc": {
        jobs: 1,
        container: { image: "qa-gate-test-busybox:1", network: "none" },
        suites: [SUITE, refused, { ...SUITE, name: "after" }],
      },
    });
    const end = await runGate(where.root, []);
    const { results, error } = await checkRun(end);
    assertEquals([end.exit, results.verdict, error?.what], [3, "infra", "failed"], end.stdout);
    const outcomes = results.suites.map(({ outcome }) => outcome);
    assertEquals(outcomes, ["passed", "lost", "not-run"]);
    assertStringIncludes(end.stdout, "nosuch");
  },
});
