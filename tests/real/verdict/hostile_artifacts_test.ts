// Artifacts that somebody has planted: a gate fails by name, and nothing hangs, leaves the tree or falls over.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { openProject, runGate } from "../../support/run_gate.ts";

const NAMES = [
  ...["deep", "cut", "polluted", "empty", "binary", "huge", "fifo", "folder", "absent"],
  ...["outside", "nowhere", "round", "through/secret"],
];

async function plant(root: string): Promise<void> {
  await Deno.writeTextFile(`${root}/deep.json`, "[".repeat(1_000_000) + "]".repeat(1_000_000));
  await Deno.writeTextFile(`${root}/cut.json`, '{"status": ["rea');
  await Deno.writeTextFile(`${root}/polluted.json`, '{"__proto__": {"status": "ready"}}');
  await Deno.writeTextFile(`${root}/empty.json`, "");
  await Deno.writeFile(`${root}/binary.json`, new Uint8Array([0xff, 0xfe, 0, 1]));
  const huge = await Deno.open(`${root}/huge.json`, { create: true, write: true });
  await huge.truncate(1024 ** 3);
  huge.close();
  await new Deno.Command("mkfifo", { args: [`${root}/fifo.json`] }).output();
  await Deno.mkdir(`${root}/folder.json`);
  await Deno.symlink("/etc/passwd", `${root}/outside.json`);
  await Deno.symlink(`${root}/gone.json`, `${root}/nowhere.json`);
  await Deno.symlink(`${root}/round.json`, `${root}/round.json`);
  await Deno.symlink("/etc", `${root}/through`);
}

Deno.test("verdict names each hostile artifact and ends by itself", async () => {
  const gates = NAMES.map((name) => ({
    id: name.replace("/", "-"),
    kind: "artifact-contract",
    artifact: `${name}.json`,
    rules: [{ rule: "required", at: "/status" }],
  }));
  await using project = await openProject({ "qa.jsonc": { gates } });
  await plant(project.root);
  const end = await runGate(project.root, ["--json"], { script: "verdict" });
  assertEquals(end.exit, 1, end.stderr);
  const { gates: judged } = JSON.parse(end.stdout) as {
    readonly gates: readonly {
      readonly id: string;
      readonly status: string;
      readonly faults: readonly { readonly message: string }[];
    }[];
  };
  assertEquals(
    judged.map(({ id, status }) => `${id} ${status}`),
    gates.map(({ id }) => `${id} fail`),
  );
  const told = Object.fromEntries(judged.map(({ id, faults }) => [id, faults[0]?.message ?? ""]));
  assertStringIncludes(told["deep"]!, "nests deeper than 64 levels");
  assertStringIncludes(told["huge"]!, "huge.json is larger than");
  assertStringIncludes(told["fifo"]!, "fifo.json is no regular file");
  assertStringIncludes(told["outside"]!, "outside.json is a link that leads out of the project");
  assertStringIncludes(told["through-secret"]!, "through/secret.json");
  assertEquals(end.stdout.includes("root:"), false, "a file outside was read");
});

Deno.test("verdict judges an artifact behind a link that stays inside", async () => {
  const gate = {
    ...{ id: "linked", kind: "artifact-contract", artifact: "link.json" },
    rules: [{ rule: "equal", at: "/status", value: "ready" }],
  };
  await using project = await openProject({
    "qa.jsonc": { gates: [gate] },
    "real.json": { status: "ready" },
  });
  await Deno.symlink("real.json", `${project.root}/link.json`);
  const end = await runGate(project.root, [], { script: "verdict" });
  assertEquals(end.exit, 0, end.stdout + end.stderr);
});
