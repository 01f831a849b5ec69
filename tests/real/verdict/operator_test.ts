// What an operator relies on: commands that can be pasted, a verdict that only reads, an end on request.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { openProject, processesOf, runGate, startGate } from "../../support/run_gate.ts";

const SCRIPT = fromFileUrl(new URL("../../../scripts/qa/verdict.ts", import.meta.url));
const READY = {
  ...{ id: "ready", kind: "artifact-contract", artifact: "ready.json" },
  rules: [{ rule: "required", at: "/status" }],
};

interface Verdict {
  readonly verdict_id: string;
  readonly gates: readonly {
    readonly id: string;
    readonly status: string;
    readonly reproduce_command: string;
  }[];
}

async function readVerdict(root: string): Promise<Verdict> {
  return JSON.parse(await Deno.readTextFile(`${root}/outputs/qa/full_suite_verdict.json`));
}

Deno.test("verdict tells commands that work where they are pasted", async () => {
  await using project = await openProject({ "it's here/qa.jsonc": { gates: [READY] } });
  const root = `${project.root}/it's here`;
  const rollback = ["--promotion-mode", "rollback", "--rationale", "it's late"];
  assertEquals((await runGate(root, rollback, { script: "verdict" })).exit, 1);
  const { gates } = await readVerdict(root);
  assertEquals(gates.map(({ id, status }) => `${id} ${status}`), ["promotion fail", "ready fail"]);
  for (const { id, reproduce_command } of gates) {
    const args = ["-c", `${reproduce_command} --no-color`];
    const pasted = await new Deno.Command("sh", { args, cwd: "/" }).output();
    const said = new TextDecoder().decode(pasted.stdout);
    assertEquals(pasted.code, 1, said + new TextDecoder().decode(pasted.stderr));
    assertStringIncludes(said, `fail ${id} (`);
  }
});

Deno.test("verdict needs no network, starts git alone, and writes below its outputs alone", async () => {
  await using project = await openProject({
    "qa.jsonc": { gates: [READY, { id: "tests", kind: "suite" }] },
    "ready.json": { status: "ready" },
  });
  const { root } = project;
  const rights = [
    ...["--no-prompt", "--deny-net", "--deny-ffi", "--allow-read", "--allow-env", "--allow-sys"],
    ...["--allow-run=git", `--allow-write=${root}/outputs`],
  ];
  const args = ["run", ...rights, SCRIPT];
  const { code, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: root }).output();
  assertEquals(code, 1, new TextDecoder().decode(stderr));
  assertEquals((await readVerdict(root)).gates.map(({ status }) => status), ["pass", "fail"]);
  const there = (await Array.fromAsync(Deno.readDir(root))).map(({ name }) => name).sort();
  assertEquals(there, ["outputs", "qa.jsonc", "ready.json"]);
});

for (const [signal, exit] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test(`verdict ends with ${exit} on ${signal}, its programs with it, and publishes nothing`, async () => {
    const argv = ["sh", "-c", "echo > started; sleep 300 & wait"];
    await using project = await openProject({
      "qa.jsonc": { gates: [READY, { id: "slow", kind: "command", argv }] },
      "ready.json": { status: "ready" },
    });
    const { root } = project;
    const first = await runGate(root, ["--gate", "ready"], { script: "verdict" });
    assertEquals(first.exit, 0, first.stderr);
    const running = startGate(root, [], { script: "verdict" });
    while (await Deno.stat(`${root}/started`).catch(() => null) === null) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    running.signal(signal);
    const end = await running.ended;
    assertEquals(end.exit, exit, end.stderr);
    assertStringIncludes(end.stderr, `${signal}: no verdict`);
    assertEquals(await processesOf(running.runId), []);
    const left = await Array.fromAsync(Deno.readDir(`${root}/outputs/qa/verdicts/${end.runId}`));
    assertEquals(left.map(({ name }) => name), ["full_suite_events.jsonl"]);
    const isPublished = await Deno.stat(`${root}/outputs/qa/full_suite_verdict.json`)
      .then(() => true, () => false);
    assertEquals(isPublished, false);
  });
}

Deno.test("verdicts that are made at once all end well, and the stable names are of one of them", async () => {
  await using project = await openProject({
    "qa.jsonc": { gates: [READY] },
    "ready.json": { status: "ready" },
  });
  const { root } = project;
  const ends = await Promise.all(
    Array.from({ length: 5 }, () => runGate(root, [], { script: "verdict" })),
  );
  for (const { exit, stderr } of ends) assertEquals(exit, 0, stderr);
  const { verdict_id } = await readVerdict(root);
  assert(ends.some(({ runId }) => runId === verdict_id));
  for (const name of ["remediation_backlog.json", "waiver_audit.json"]) {
    const file = JSON.parse(await Deno.readTextFile(`${root}/outputs/qa/${name}`));
    assertEquals(file.verdict_id, verdict_id);
  }
});
