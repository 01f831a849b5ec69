// The verdict's own tools over real programs, real files and real records.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { FullVerdictJson } from "../../../lib/model/full_verdict_json.ts";
import { IncidentJson } from "../../../lib/model/incident_json.ts";
import { requireProgram } from "../../support/require_program.ts";
import { openProject, runGate, type TempProject } from "../../support/run_gate.ts";

const VERDICT = { script: "verdict" } as const;
const NODE = await requireProgram(["node", "--version"], "install Node.js");
const PYTHON = await requireProgram(["python3", "--version"], "install python3");
const GIT = await requireProgram(["git", "--version"], "install git");
const TEST = 'Deno.test("adds", () => { if (1 + 1 !== 2) throw new Error("no"); });\n';
const SUITES = [{
  ...{ name: "unit", kind: "unit", runner: "deno", paths: ["tests"], failsafe: true },
}];

/** A folder with a program that only pretends, first in PATH. */
async function withShim(project: TempProject, name: string, script: string) {
  const folder = join(project.root, "bin");
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await Deno.chmod(join(folder, name), 0o755);
  return { PATH: `${folder}:${Deno.env.get("PATH")}` };
}

function toolsGate(...tools: readonly object[]) {
  return { gates: [{ id: "tools", kind: "runtime", tools, timeout: "2m" }] };
}

async function toolsOf(project: TempProject, env: Readonly<Record<string, string>> = {}) {
  const end = await runGate(project.root, ["--json"], { ...VERDICT, env });
  const told = FullVerdictJson.parse(JSON.parse(end.stdout));
  const gate = told.gates.find(({ id }) => id === "tools");
  return { exit: end.exit, codes: gate?.faults.map(({ code }) => code), gate };
}

Deno.test({
  name: "runtime takes the real node, deno, python3 and git for what they are",
  ignore: NODE.ignore || PYTHON.ignore || GIT.ignore,
  async fn() {
    const tools = ["node", "deno", "python3", "git"].map((tool) => ({ tool, version: ">=1" }));
    await using project = await openProject({ "qa.jsonc": toolsGate(...tools) });
    const { PATH = "" } = Deno.env.toObject();
    const { exit, codes, gate } = await toolsOf(project, {
      PATH: `${join(Deno.execPath(), "..")}:${PATH}`,
    });
    assertEquals([exit, codes], [0, []], JSON.stringify(gate));
    assertEquals(gate?.notes.length, 4);
  },
});

Deno.test("runtime refuses a script that answers as node, and one that says every version", async () => {
  await using project = await openProject({ "qa.jsonc": toolsGate({ tool: "node" }) });
  const echo = await withShim(
    project,
    "node",
    'case "$1" in --version) echo v20.1.0;; *) echo "$2";; esac',
  );
  assertEquals((await toolsOf(project, echo)).codes, ["wrong_program"]);
  const liar = await withShim(project, "node", "echo v20.1.0");
  assertEquals((await toolsOf(project, liar)).codes, ["wrong_program"]);
});

Deno.test("runtime refuses a node that is a link to another program", async () => {
  await using project = await openProject({ "qa.jsonc": toolsGate({ tool: "node" }) });
  const env = await withShim(project, "bun", "echo v20.1.0");
  await Deno.symlink(join(project.root, "bin/bun"), join(project.root, "bin/node"));
  const { codes, gate } = await toolsOf(project, env);
  assertEquals(codes, ["wrong_program", "wrong_program"]);
  assertStringIncludes(gate?.faults[0]?.message ?? "", "is a link to");
});

Deno.test("runtime keeps go, cargo and rustc from fetching the toolchain that a project asks for", async () => {
  let calls = 0;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, () => {
    calls++;
    return new Response("no", { status: 404 });
  });
  const address = `http://127.0.0.1:${server.addr.port}`;
  await using project = await openProject({
    "qa.jsonc": toolsGate({ tool: "go" }, { tool: "cargo" }, { tool: "rustc" }),
    "go.mod": "module example.org/far\n\ngo 1.999.0\n\ntoolchain go1.999.0\n",
    "rust-toolchain.toml": '[toolchain]\nchannel = "1.999.0"\n',
  });
  const tempting = { GOPROXY: address, GOSUMDB: "off", RUSTUP_DIST_SERVER: address };
  await toolsOf(project, { ...tempting, GOTOOLCHAIN: "auto", RUSTUP_AUTO_INSTALL: "1" });
  await server.shutdown();
  assertEquals(calls, 0);
});

Deno.test("runtime tells a tool by its environment that it must not use the network", async () => {
  await using project = await openProject({ "qa.jsonc": toolsGate({ tool: "go" }) });
  const env = await withShim(
    project,
    "go",
    'echo "$GOTOOLCHAIN $GOPROXY" >> seen.txt\n' +
      'case "$1" in version) echo go version go1.22.0 linux/amd64;; *) echo go1.22.0;; esac',
  );
  const { codes } = await toolsOf(project, { ...env, GOTOOLCHAIN: "auto" });
  assertEquals(codes, []);
  const seen = await Deno.readTextFile(join(project.root, "seen.txt"));
  assertEquals(seen, "local off\nlocal off\n");
});

Deno.test("runtime says the same of a tool that is not there, and ends one that never answers", async () => {
  const missing = { tool: "no-such-tool" };
  const slow = { tool: "slow-tool" };
  await using project = await openProject({
    "qa.jsonc": {
      gates: [{ id: "tools", kind: "runtime", tools: [missing, slow], timeout: "2s" }],
    },
  });
  const env = await withShim(project, "slow-tool", "sleep 600");
  const { codes, gate } = await toolsOf(project, env);
  assertEquals(codes, ["missing_tool", "probe_timeout"]);
  assertEquals(gate?.faults[0]?.message, "no-such-tool not found on this machine");
});

Deno.test("command runs what is declared, in its folder, and judges its exit code", async () => {
  const gate = (id: string, argv: readonly string[], more = {}) => ({
    id,
    kind: "command",
    argv,
    ...more,
  });
  await using project = await openProject({
    "qa.jsonc": {
      gates: [
        gate("pwd", ["pwd"], { cwd: "inside", must_match: "/inside$" }),
        gate("fails", ["sh", "-c", "echo no >&2; exit 3"]),
        gate("three", ["sh", "-c", "exit 3"], { exit_codes: [3] }),
        gate("outside", ["pwd"], { cwd: ".." }),
      ],
    },
    "inside/file": "",
  });
  const end = await runGate(project.root, ["--json"], VERDICT);
  const { gates } = FullVerdictJson.parse(JSON.parse(end.stdout));
  assertEquals(gates.map(({ id, faults }) => [id, faults.map(({ code }) => code)]), [
    ["pwd", []],
    ["fails", ["unexpected_exit"]],
    ["three", []],
    ["outside", ["cannot_start"]],
  ]);
});

Deno.test("--fix classifies real test files, and keeps mode and comments", async () => {
  const manifest = '{\n  // quick\n  "unit": ["tests/b_test.ts"],\n  "e2e": []\n}\n';
  await using project = await openProject({
    "qa.jsonc": {
      gates: [{
        ...{ id: "classes", kind: "classification", manifest: "classes.jsonc" },
        ...{ files: ["tests/**/*_test.ts"], rules: [{ files: ["tests/real/**"], class: "e2e" }] },
        default_class: "unit",
      }],
    },
    "classes.jsonc": manifest,
    "tests/a_test.ts": TEST,
    "tests/b_test.ts": TEST,
    "tests/real/c_test.ts": TEST,
  });
  await Deno.chmod(join(project.root, "classes.jsonc"), 0o640);
  assertEquals((await runGate(project.root, [], VERDICT)).exit, 1);
  const fixed = await runGate(project.root, ["--fix"], VERDICT);
  assertEquals(fixed.exit, 0, fixed.stderr);
  const path = join(project.root, "classes.jsonc");
  assertEquals(
    await Deno.readTextFile(path),
    '{\n  // quick\n  "unit": ["tests/a_test.ts", "tests/b_test.ts"],\n' +
      '  "e2e": ["tests/real/c_test.ts"]\n}\n',
  );
  assertEquals((await Deno.stat(path)).mode! & 0o777, 0o640);
  const after = await runGate(project.root, [], VERDICT);
  assertEquals(after.exit, 0, after.stdout);
});

Deno.test("--self-test passes from any folder, without a configuration", async () => {
  await using project = await openProject({});
  const now = ["--now", "2026-01-02T03:04:05+00:00"];
  const end = await runGate(project.root, ["--self-test", "--json", ...now], {
    ...VERDICT,
    runId: null,
  });
  assertEquals(end.exit, 0, end.stderr);
  assertEquals(JSON.parse(end.stdout).generated_at, "2026-01-02T03:04:05.000Z");
  assertEquals(await Array.fromAsync(Deno.readDir(project.root)), []);
});

async function git(root: string, ...args: readonly string[]): Promise<void> {
  const identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"];
  const { success, stderr } = await new Deno.Command("git", {
    args: ["-C", root, ...identity, ...args],
  }).output();
  assert(success, new TextDecoder().decode(stderr));
}

async function incidentOf(root: string): Promise<{ folder: string; incident: IncidentJson }> {
  const parent = join(root, "outputs/qa/incidents");
  const [entry, ...more] = await Array.fromAsync(Deno.readDir(parent));
  assertEquals(more, []);
  const folder = join(parent, entry!.name);
  const text = await Deno.readTextFile(join(folder, "incident.json"));
  return { folder, incident: IncidentJson.parse(JSON.parse(text)) };
}

Deno.test({
  name: "an incident opens on a real regression, and closes only when it is really over",
  ignore: GIT.ignore,
  async fn() {
    const suite = { id: "unit-green", kind: "suite", suites: ["unit"], place: "any" };
    await using project = await openProject({
      "qa.jsonc": { project: "shop", suites: SUITES, gates: [suite] },
      ".gitignore": "outputs/\n",
      "tests/a_test.ts": TEST,
    });
    const { root } = project;
    const test = join(root, "tests/a_test.ts");
    const commit = (message: string) => git(root, "commit", "-qam", message);
    await git(root, "init", "-q", "-b", "main");
    await git(root, "add", "-A");
    await commit("one");
    // A CI system around this test must not name the branch.
    const silent = { GITHUB_REF_NAME: "", GITHUB_HEAD_REF: "", CI_COMMIT_BRANCH: "" };
    const tool = (...args: readonly string[]) =>
      runGate(root, args, { ...VERDICT, runId: null, env: silent });
    const base = await runGate(root, ["--mode", "failsafe"]);
    assertEquals(base.exit, 0, base.stdout);
    await tool();
    const calm = await tool("--incident");
    assertEquals(calm.exit, 0, calm.stdout + calm.stderr);

    await Deno.writeTextFile(test, TEST.replace("!== 2", "!== 3"));
    await commit("two");
    const broken = await runGate(root, ["--mode", "failsafe", "--diff-from", base.runId]);
    assertEquals(broken.exit, 1, broken.stdout);
    await tool();
    const opened = await tool("--incident", "--note", "owner=ann");
    assertEquals(opened.exit, 1, opened.stdout);
    const { folder, incident } = await incidentOf(root);
    assertEquals([incident.severity, incident.branch], ["SEV-1", "main"]);
    assertEquals(incident.triggers.map(({ code }) => code), ["regression", "blocking_gate"]);
    assertEquals(incident.artifacts.filter(({ missing }) => missing !== null), []);
    for (const { path, size_bytes } of incident.artifacts) {
      assertEquals((await Deno.stat(join(folder, path))).size, size_bytes);
    }
    assertEquals((await tool("--incident-close")).exit, 1);

    await Deno.writeTextFile(test, TEST);
    await commit("three");
    const mended = await runGate(root, ["--mode", "failsafe", "--diff-from", base.runId]);
    assertEquals(mended.exit, 0, mended.stdout);
    await tool();
    const notes = ["detection", "attribution", "mitigation"].flatMap((
      one,
    ) => ["--note", `${one}=said`]);
    const nearly = await tool("--incident-close", ...notes);
    assertEquals(nearly.exit, 1);
    assertStringIncludes(nearly.stdout, "[ ] verification_recorded");
    const closed = await tool("--incident-close", "--note", "verification=a new run");
    assertEquals(closed.exit, 0, closed.stdout);
    assertEquals((await incidentOf(root)).incident.status, "closed");
  },
});
