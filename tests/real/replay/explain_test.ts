import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { walk } from "@std/fs";
import { fromFileUrl } from "@std/path";
import { ExplanationJson } from "../../../lib/model/explanation_json.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { completion, type ModelServer, serveModel } from "../../support/model_server.ts";
import { type GateCall, openProject, runGate } from "../../support/run_gate.ts";

const REPLAY = fromFileUrl(new URL("../../../scripts/qa/replay.ts", import.meta.url));
const KEY = "sk-live-4f9a8b7c6d5e";
const REFUSED = 'psql: error: connection to server at "db", port 5432 failed: Connection refused';
const SOURCE = "suites/lint/failsafe-1/stderr.log";
const CONFIG = {
  project: "shop",
  suites: [{
    name: "lint",
    kind: "check",
    command: ["sh", "-c", `echo '${REFUSED}' >&2; echo "the key is $QA_LLM_KEY"; exit 2`],
    failsafe: true,
    // A suite gets of the caller's variables what it asks for.
    env: { QA_LLM_KEY: null },
  }],
};
const TRUTH = { claim: "The database is not up.", quote: "port 5432 failed", source: SOURCE };
const LIE = { claim: "It is the moon.", quote: "the moon is full today", source: SOURCE };

function open() {
  return openProject({ "qa.jsonc": CONFIG });
}

function gate(root: string, { url }: ModelServer, args: readonly string[] = []) {
  const call: GateCall = { env: { QA_LLM_KEY: KEY } };
  return runGate(root, ["--mode", "failsafe", "--llm", url, ...args], call);
}

function explain(root: string, { url }: ModelServer, args: readonly string[] = []) {
  const call: GateCall = { env: { QA_LLM_KEY: KEY }, script: "replay", runId: null };
  return runGate(root, ["--explain", "latest", "--llm", url, ...args], call);
}

async function digestOf(folder: string) {
  return JSON.parse(await Deno.readTextFile(`${folder}/failures/lint.json`));
}

Deno.test("a language model has its say, in the gate and when a record is explained, and lies are dropped", async () => {
  await using project = await open();
  await using server = serveModel(() =>
    completion({ status: "explained", claims: [TRUTH, LIE], needs: ["the log of db"] })
  );
  const end = await gate(project.root, server);
  assertEquals(end.exit, 1, end.stdout + end.stderr);
  await checkRun(end);
  const digest = await digestOf(end.folder);
  assertEquals(digest.root_cause_class, "connection");
  const { claims, dropped, said_by } = digest.model_opinion;
  assertEquals([said_by, dropped, claims], ["tiny", 1, [{ ...TRUTH, line: 1 }]]);
  assertStringIncludes(end.stderr, `asking the language model at ${server.url}`);
  assertStringIncludes(end.stdout, "tiny thinks (it decides nothing): The database is not up.");
  const told = await explain(project.root, server);
  assertEquals(told.exit, 0, told.stderr);
  assertStringIncludes(
    told.stdout,
    "tiny (a language model; it decides nothing) says, and quotes:",
  );
  assertStringIncludes(told.stdout, `    ${SOURCE}:1: port 5432 failed`);
  assertEquals((told.stdout + end.stdout).includes("moon"), false);
  assertEquals(server.seen.map(({ key }) => key), [`Bearer ${KEY}`, `Bearer ${KEY}`]);
});

Deno.test("the key of a language model reaches no file and no terminal, whoever repeats it", async () => {
  await using project = await open();
  await using parrot = serveModel(({ key }, count) =>
    count % 2 === 1 ? new Response(`no such key: ${key}`, { status: 401 }) : completion({
      status: "explained",
      claims: [{ ...TRUTH, claim: `Your key ${KEY} works.` }],
      needs: [KEY],
    })
  );
  const ends = [
    await gate(project.root, parrot),
    await gate(project.root, parrot),
    await explain(project.root, parrot, ["--json"]),
    await explain(project.root, parrot, ["--json"]),
  ];
  assertEquals(ends.map(({ exit }) => exit), [1, 1, 0, 0], ends[0]?.stderr);
  for (const { stdout, stderr } of ends) assertEquals((stdout + stderr).includes(KEY), false);
  assertStringIncludes(
    ends[0]?.stderr ?? "",
    "the server answered 401: no such key: Bearer [redact",
  );
  assertStringIncludes(ends[3]?.stdout ?? "", "Your key [redacted:env:QA_LLM_KEY] works.");
  assert(parrot.seen.every(({ body }) => !body.includes(KEY)));
  let files = 0;
  for await (const { path } of walk(project.root, { includeDirs: false })) {
    if (path.endsWith("/qa.jsonc")) continue;
    files++;
    const bytes = await Deno.readFile(path);
    assertEquals(new TextDecoder("latin1").decode(bytes).includes(KEY), false, path);
  }
  assert(files > 20, `${files} files`);
});

/** Servers that do not do what they should, and the warning that is told of each. */
const BAD: readonly (readonly [string, () => Response | Promise<Response>, string])[] = [
  [
    "is busy",
    () => new Response("slow down", { status: 429, headers: { "retry-after": "0" } }),
    "429",
  ],
  ["answers garbage", () => new Response(new Uint8Array([255, 0, 27])), "no chat completion"],
  ["talks", () => completion("I would rather not say."), "did not answer with a JSON object"],
  ["answers in another shape", () => completion({ status: "sure" }), "of another shape: status"],
  ["floods", () => new Response("x".repeat(3 * 1024 ** 2)), "longer than a megabyte"],
];

for (const [what, answer, words] of BAD) {
  Deno.test(`a language model that ${what} is one warning, and changes nothing`, async () => {
    await using project = await open();
    await using server = serveModel(answer);
    const end = await gate(project.root, server);
    const { summary } = await checkRun(end);
    assertEquals([end.exit, summary.verdict], [1, "failed"], end.stderr);
    assertEquals(summary.warnings.length, 1);
    assertStringIncludes(summary.warnings[0] ?? "", words);
    assertEquals((await digestOf(end.folder)).model_opinion, undefined);
  });
}

Deno.test("a language model that stalls is waited for as long as is said, and not longer", async () => {
  await using project = await open();
  const over = Promise.withResolvers<void>();
  const server = serveModel(() => over.promise.then(() => new Response("late")));
  const end = await gate(project.root, server, ["--llm-timeout", "1s"]);
  const told = await explain(project.root, server, ["--llm-timeout", "1s"]);
  over.resolve();
  await server[Symbol.asyncDispose]();
  assertEquals([end.exit, told.exit], [1, 0]);
  const words =
    `the language model had no say on lint: ${server.url} gave no whole answer within 1.0s`;
  for (const { stderr } of [end, told]) assertStringIncludes(stderr, `warning: ${words}`);
  assertStringIncludes(told.stdout, "almost certainly connection");
});

Deno.test("a language model that streams is understood, and one that wants to see more says so", async () => {
  await using project = await open();
  const text = JSON.stringify({ status: "more-information-needed", needs: ["the log of db"] });
  const lines = [...text].map((content) =>
    `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`
  );
  await using server = serveModel(() => new Response(`${lines.join("")}data: [DONE]\n\n`));
  const end = await gate(project.root, server);
  assertEquals(end.exit, 1, end.stderr);
  const told = await explain(project.root, server);
  assertStringIncludes(
    told.stdout,
    "tiny (a language model; it decides nothing) says: more information is needed.\n" +
      "  It would have to see: the log of db",
  );
});

Deno.test("a language model that waits can be interrupted, and the files are whole all the same", async () => {
  await using project = await open();
  const [asked, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const server = serveModel(() => {
    asked.resolve();
    return over.promise.then(() => new Response("late"));
  });
  const { startGate } = await import("../../support/run_gate.ts");
  const args = ["--mode", "failsafe", "--llm", server.url, "--llm-timeout", "10m"];
  const running = startGate(project.root, args, { env: { QA_LLM_KEY: KEY } });
  await asked.promise;
  running.signal("SIGINT");
  const end = await running.ended;
  over.resolve();
  await server[Symbol.asyncDispose]();
  assertEquals(end.exit, 1, end.stdout + end.stderr);
  await checkRun(end);
});

/** Explains what a shell pipes in. */
async function pipe(shell: string, root: string) {
  const command = new Deno.Command("sh", {
    args: ["-c", shell.replace("REPLAY", '"$0" run -A "$1"'), Deno.execPath(), REPLAY],
    cwd: root,
    stdin: "null",
  });
  const { code, stdout, stderr } = await command.output();
  const text = new TextDecoder();
  return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}

Deno.test("replay --explain reads a pipe of any length", async () => {
  await using project = await openProject({});
  const noise = "yes 'a line of noise that says nothing at all' | head -n 1000000";
  const shell = `(${noise}; echo '${REFUSED}'; echo end) | REPLAY --explain - --json`;
  const { code, stdout, stderr } = await pipe(shell, project.root);
  assertEquals(code, 0, stderr);
  const told = ExplanationJson.parse(JSON.parse(stdout));
  assertEquals([told.source.cut, told.causes[0]?.evidence[0]?.line], [true, 1_000_001]);
  assertEquals(told.causes[0]?.root_cause_class, "connection");
});

Deno.test("replay --explain takes bytes that are no text for what they are", async () => {
  await using project = await openProject({});
  const shell = "head -c 20000000 /dev/urandom | REPLAY --explain -";
  const { code, stdout, stderr } = await pipe(shell, project.root);
  assertEquals(code, 0, stderr);
  assertEquals(/[^\n\P{Cc}]/u.test(stdout), false);
});
