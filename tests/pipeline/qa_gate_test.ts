import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { qaGate } from "../../scripts/qa/qa_gate.ts";
// Before any virtual deadline runs: a real import would take no virtual time and miss it.
import "../../lib/pipeline/gate_command.ts";
import "../../lib/pipeline/close_execution.ts";
import "../../lib/pipeline/finish_gate.ts";
import "../../lib/pipeline/run_suite_locally.ts";
import green from "../../fixtures/runners/pytest/green/report.xml" with { type: "text" };
import red from "../../fixtures/runners/pytest/outcomes/report.xml" with { type: "text" };
import memoryLow from "../../fixtures/docker/create/memory-low/stderr.txt" with { type: "text" };
import noImage from "../../fixtures/docker/image_inspect/missing/stderr.txt" with { type: "text" };
import noSocket from "../../fixtures/docker/version/no-socket/stderr.txt" with { type: "text" };
import { engineHost, type EngineScript, type FakeContainer } from "../support/fake_engine.ts";
import { FakeExit, type FakeHost } from "../support/fake_host.ts";
import type { FakeNode } from "../support/fake_tree.ts";
import type { FakeProgram } from "../support/fake_programs.ts";

const CONFIG = `{
  "project": "shop",
  "container": { "image": "shop:1", "network": "none" },
  "suites": [
    { "name": "lint", "kind": "check", "runner": "command", "command": ["lint"], "failsafe": true },
    { "name": "unit", "kind": "unit", "runner": "pytest", "paths": ["tests"], "needs": ["lint"],
      "failsafe": { "paths": ["tests/smoke"] } },
    { "name": "e2e", "kind": "e2e", "runner": "pytest", "paths": ["e2e"], "needs": ["unit"] }
  ]
}`;
const FILES = { "/project/qa.jsonc": CONFIG, "/project/tests/test_a.py": "" };
const passes: FakeContainer = { report: green, stdout: "2 passed\n" };
const OUTPUTS = "/project/outputs/qa";

function shop(engine: EngineScript, programs: readonly FakeProgram[] = []): FakeHost {
  const script = { files: FILES, programs, environment: { PATH: "/usr/bin" } };
  return engineHost(script, {
    containers: { lint: {}, unit: passes, e2e: passes, ...engine.containers },
    ...without(engine),
  });
}

function without({ containers: _, ...rest }: EngineScript): EngineScript {
  return rest;
}

/** Local programs that pass: the linter, and pytest leaving a report where it is told to. */
function localTools(report: string = green, code = 0): readonly FakeProgram[] {
  return [
    { match: ([program]) => program === "lint" },
    {
      match: ([program]) => program === "python3",
      code,
      delayMs: 30,
      effect: ({ argv }) => {
        const path = argv.find((word) => word.startsWith("--junitxml="))?.slice(
          "--junitxml=".length,
        );
        if (path) current.files.put(path, report);
      },
    },
  ];
}
let current: FakeHost;

async function gate(host: FakeHost, ...args: string[]) {
  current = host;
  const exit = await qaGate(host, args);
  const read = (name: string): Record<string, unknown> =>
    JSON.parse(host.files.text(`${OUTPUTS}/${name}`));
  return { exit, read, out: host.stdout(), err: host.stderr() };
}

Deno.test("qaGate() passes when every suite is proved in its container", async () => {
  const host = shop({});
  const { exit, read, out } = await gate(host);
  assertEquals(exit, 0, out);
  const summary = read("summary.json");
  assertEquals([summary.verdict, summary.passed_suites, summary.total_suites], ["passed", 3, 3]);
  assertEquals(await host.files.stat(`${OUTPUTS}/error.json`), null);
  assertEquals(await host.files.stat(`${OUTPUTS}/.spool/${summary.run_id}`), null);
  assertEquals(host.calls.filter(({ argv }) => argv[1] === "rm").length, 3);
});

Deno.test("qaGate() fails with the first assertion, and skips what needed the suite", async () => {
  const host = shop({ containers: { unit: { report: red, exitCode: 1 } } });
  const { exit, read, out } = await gate(host);
  assertEquals(exit, 1, out);
  assertEquals(read("summary.json").failed_unit_names, ["unit"]);
  assertStringIncludes(out, "assert");
  assertStringIncludes(out, "e2e");
});

Deno.test("qaGate() runs the failsafe without a daemon, and says what was not checked", async () => {
  const host = shop({ version: { code: 1, stdout: "", stderr: noSocket } }, localTools());
  const { exit, read, out } = await gate(host);
  assertEquals(exit, 0, out);
  assertEquals(read("summary.json").verdict, "degraded");
  assertEquals(read("error.json").reason, "daemon-unreachable");
  const unchecked = read("results.json").not_checked as { suite: string }[];
  assertEquals(unchecked.map((one) => one.suite), ["unit", "e2e"]);
  assertEquals(host.calls.some(({ argv }) => argv[1] === "create"), false);
});

Deno.test("qaGate() exits 6 when degraded is not enough", async () => {
  const host = shop({ version: { spawnFailure: "not-found" } }, localTools());
  const { exit, read } = await gate(host, "--require-container");
  assertEquals([exit, read("error.json").reason], [6, "docker-missing"]);
});

Deno.test("qaGate() is infra when neither container nor failsafe can run", async () => {
  const host = shop({ version: { spawnFailure: "not-found" } });
  const { exit, read } = await gate(host, "--mode", "container");
  assertEquals([exit, read("summary.json").verdict], [3, "infra"]);
  assertEquals(read("error.json").reason, "docker-missing");
});

Deno.test("qaGate() gives a hanging daemon five seconds", async () => {
  const host = shop({ version: { hangs: true } }, localTools());
  const { exit, read } = await gate(host);
  assertEquals([exit, read("error.json").reason], [0, "daemon-too-slow"]);
  const local = host.calls.find(({ argv }) => argv[0] === "lint");
  assert(local && local.atMs <= 5100, `failsafe began after ${local?.atMs} ms`);
});

Deno.test("qaGate() keeps what was proved and reruns what somebody has removed, and says so", async () => {
  const host = shop({ containers: { unit: { lost: "gone" } } }, localTools());
  const { exit, read, out } = await gate(host);
  assertEquals(exit, 0, out);
  const suites = read("results.json").suites as { name: string; ran_in: string }[];
  assertEquals(read("summary.json").verdict, "degraded");
  assertEquals(read("error.json").proved_outside, true);
  assertEquals(suites.length, 3);
  assertEquals(host.calls.filter(({ argv }) => argv[0] === "lint").length, 0);
  assertEquals(host.calls.filter(({ argv }) => argv[0] === "python3").length, 1);
});

Deno.test("qaGate() sends later suites to the failsafe when the engine is lost", async () => {
  const host = shop({ containers: { lint: { lost: "dead-engine" } } }, localTools());
  const { exit, read } = await gate(host);
  assertEquals([exit, read("error.json").reason], [3, "daemon-lost"]);
  assertEquals(host.calls.filter(({ argv }) => argv[1] === "create").length, 1);
});

for (
  const [what, container] of Object.entries<FakeContainer>({
    "no report": {},
    "an empty report": { report: "" },
    "a truncated report": { report: green.slice(0, -30) },
    "a report with failures and exit code 0": { report: red },
    "no trailer": { report: green, lacks: "trailer" },
  })
) {
  Deno.test(`qaGate() is unproven with ${what}`, async () => {
    const { exit, read, out } = await gate(shop({ containers: { unit: container } }));
    assertEquals([exit, read("summary.json").verdict], [4, "unproven"], out);
  });
}

Deno.test("qaGate() gives a suite that never saw the project to the failsafe", async () => {
  const host = shop({ containers: { lint: { lacks: "nonce", exitCode: 125 } } }, localTools());
  const { read } = await gate(host);
  assertEquals(read("error.json").reason, "mount-unusable");
});

for (
  const [when, engine] of Object.entries<EngineScript>({
    created: { create: { code: 1, stderr: memoryLow } },
    started: {
      containers: {
        lint: { startError: "unable to find user nosuch: no matching entries in passwd file" },
      },
    },
  })
) {
  Deno.test(`qaGate() exits 2 when the engine refuses the settings as a container is ${when}`, async () => {
    const host = shop(engine, localTools());
    const { exit } = await gateOnly(host);
    assertEquals(exit, 2, host.stdout());
    assertEquals(host.calls.filter(({ argv }) => argv[0] === "lint"), []);
    const left = host.files.paths().filter((path) => path.startsWith(OUTPUTS));
    assertEquals(left, [`${OUTPUTS}/.gitignore`]);
  });
}

Deno.test("qaGate() stops a suite at its deadline and says timed-out", async () => {
  const host = shop({ containers: { unit: { hangs: true } } });
  const { exit, out } = await gate(host, "--timeout", "60");
  assertEquals(exit, 1);
  assertStringIncludes(out, "timed-out");
  assert(host.calls.some(({ argv }) => argv[1] === "stop"));
});

Deno.test("qaGate() names out of memory", async () => {
  const host = shop({ containers: { unit: { exitCode: 137, oomKills: 1 } } });
  const { exit, out } = await gate(host, "--memory", "64m");
  assertEquals(exit, 1);
  assertStringIncludes(out, "out of memory");
});

Deno.test("qaGate() writes artifacts and exits 130 at an interrupt", async () => {
  const host = shop({ containers: { unit: { hangs: true } } });
  host.sleep(2000).then(() => host.interrupt("SIGINT"));
  const { exit, read } = await gate(host);
  assertEquals([exit, read("summary.json").verdict], [130, "cancelled"]);
  assertStringIncludes(host.files.text(`${OUTPUTS}/events.jsonl`), '"type":"cancelled"');
});

Deno.test("qaGate() does not wait at a second interrupt, and still removes its containers", async () => {
  const host = shop({ containers: { unit: { hangs: true } } });
  let second: unknown = null;
  host.sleep(2000).then(() => {
    host.interrupt("SIGTERM");
    const before = host.calls.length;
    second = assertThrows(() => host.interrupt("SIGTERM"), FakeExit).code;
    const [removal] = host.calls.slice(before);
    assertEquals([removal?.argv[1], removal?.via], ["rm", "start"]);
  });
  await gate(host);
  assertEquals(second, 143);
});

Deno.test("qaGate() speaks JSON alone on standard output", async () => {
  const { exit, out, err } = await gate(shop({}), "--json");
  assertEquals([exit, JSON.parse(out).verdict], [0, "passed"]);
  assertStringIncludes(err, "PASSED");
});

Deno.test("qaGate() shows the verdict although nothing can be written", async () => {
  const host = shop({});
  host.files.failures.push({ path: "/project/outputs", code: "read-only" });
  const { exit, out, err } = { ...await gateOnly(host), out: host.stdout(), err: host.stderr() };
  assertEquals(exit, 0);
  assertStringIncludes(out + err, "cannot be written");
  assertStringIncludes(out, "PASSED");
});

async function gateOnly(host: FakeHost, ...args: string[]) {
  current = host;
  return { exit: await qaGate(host, args) };
}

Deno.test("qaGate() refuses bad usage before anything runs, and leaves nothing behind", async () => {
  for (
    const [args, says] of [
      [["--memry", "2g"], "--memory"],
      [["--timeout", "0"], "--timeout"],
      [["--suite", "unt"], "unit"],
      [["--mount", "/nowhere:/data"], "does not exist"],
      [["--image", "a b"], "--image"],
    ] as const
  ) {
    const host = shop({});
    const { exit } = await gateOnly(host, ...args);
    assertEquals(exit, 2, args.join(" "));
    assertStringIncludes(host.stderr(), says);
    assertEquals(host.calls.filter(({ argv }) => argv[1] === "create"), []);
    assertEquals(host.files.paths().filter((path) => path.startsWith(OUTPUTS)), []);
  }
});

/** A host with one suite and this configuration beside it. */
function one(
  container: unknown,
  files: Record<string, FakeNode> = {},
  rest: object = {},
): FakeHost {
  const suites = [{ name: "lint", kind: "check", command: ["lint"], failsafe: true }];
  const config = JSON.stringify({ container, suites, ...rest });
  const script = { files: { "/project/qa.jsonc": config, ...files }, programs: localTools() };
  return engineHost(script, { containers: { lint: {} } });
}

const SOCKET = { "/run/docker.sock": { kind: "other" } } as const;
const REFUSED: Readonly<Record<string, () => FakeHost>> = {
  "a mount that is a link to the engine's socket": () =>
    one({ image: "a:1", mounts: ["sock:/s"] }, {
      ...SOCKET,
      "/project/sock": { kind: "link", to: "/run/docker.sock" },
    }),
  "a mount that leads out through a link": () =>
    one({ image: "a:1", mounts: ["link:/host"] }, {
      "/home/me/.ssh/id": "",
      "/project/link": { kind: "link", to: "/home/me" },
    }),
  "outputs behind a link out of the project": () =>
    one({ image: "a:1" }, {
      "/else": { kind: "folder" },
      "/project/l": { kind: "link", to: "/else" },
    }, {
      outputs: "l/o",
    }),
  "a Dockerfile that is not there": () => one({ build: { dockerfile: "Dockerfile.gone" } }),
};

for (const [what, host] of Object.entries(REFUSED)) {
  Deno.test(`qaGate() refuses ${what}`, async () => {
    const refused = host();
    assertEquals((await gateOnly(refused)).exit, 2, refused.stdout());
    assertEquals(refused.calls.filter(({ argv }) => argv[1] === "create"), []);
  });
}

for (const flags of [["--mount", "/:/x"], ["--mount", "/run/docker.sock:/s"]]) {
  Deno.test(`qaGate() refuses ${flags.join(" ")} although a flag asks for it`, async () => {
    const host = one({ image: "a:1" }, SOCKET);
    assertEquals((await gateOnly(host, ...flags)).exit, 2, host.stdout());
  });
}

Deno.test("qaGate() writes outputs behind a link when a flag names them", async () => {
  const host = one({ image: "a:1" }, {
    "/else": { kind: "folder" },
    "/project/l": { kind: "link", to: "/else" },
  });
  assertEquals((await gateOnly(host, "--outputs", "l/o")).exit, 0, host.stderr());
  assert(host.files.paths().includes("/else/o/summary.json"));
});

Deno.test("qaGate() takes no configuration from beyond the repository", async () => {
  const files = { "/qa.jsonc": CONFIG, "/project/.git/HEAD": "", "/project/deno.json": "{}" };
  const host = engineHost({ files, programs: localTools() });
  await gateOnly(host, "--dry-run");
  assertEquals(host.stdout().includes("shop"), false, host.stdout());
});

Deno.test("qaGate() tells why one suite lacks its image while another has one", async () => {
  const suites = [
    { name: "lint", kind: "check", command: ["lint"] },
    { name: "big", kind: "check", command: ["big"], container: { image: "gone:1" } },
  ];
  const config = JSON.stringify({ container: { image: "a:1", pull: "never" }, suites });
  const host = engineHost({
    files: { "/project/qa.jsonc": config },
    programs: [{
      match: (argv) => argv.includes("inspect") && argv.includes("gone:1"),
      code: 1,
      stdout: "\n",
      stderr: noImage,
    }],
  }, { containers: { lint: {} } });
  const { exit, read, out } = await gate(host);
  assertStringIncludes(out, "gone:1");
  assertEquals(read("error.json").reason, "image-missing");
  const suite = (read("results.json").suites as { why: string }[])[1];
  assertStringIncludes(suite?.why ?? "", "gone:1");
  assertEquals(exit, 0, out);
});

Deno.test("qaGate() keeps a secret build argument out of every file and off the terminal", async () => {
  const token = "npmtok-4f5e6d7c8b9a";
  const host = one({ build: { args: { NPM_TOKEN: token } } }, {
    "/project/Dockerfile": "FROM a\n",
  });
  const built = engineHost({
    files: {
      "/project/qa.jsonc": host.files.text("/project/qa.jsonc"),
      "/project/Dockerfile": "FROM a\n",
    },
    programs: [
      { match: (argv) => argv[1] === "build", code: 1, stderr: `COPY failed: no ${token}\n` },
      ...localTools(),
    ],
  });
  await gateOnly(built);
  assertEquals(built.stdout().includes(token), false, built.stdout());
  const told = built.files.paths().filter((path) => path.startsWith(OUTPUTS));
  for (const path of told) assertEquals(built.files.text(path).includes(token), false, path);
});

Deno.test("qaGate() shows the plan as one JSON object when asked for both", async () => {
  const host = shop({});
  const { exit } = await gateOnly(host, "--dry-run", "--json");
  assertEquals([exit, JSON.parse(host.stdout()).schema], [0, "qa.plan.v1"]);
  assertStringIncludes(host.stderr(), "Plan of shop");
});

Deno.test("qaGate() refuses flags that contradict each other, and points at misspelt variables", async () => {
  assertEquals((await gateOnly(shop({}), "--init", "--dry-run")).exit, 2);
  const host = engineHost({ files: FILES, environment: { QA_MDOE: "failsafe" } });
  await gateOnly(host, "--dry-run");
  assertStringIncludes(host.stderr(), "QA_MODE");
});
