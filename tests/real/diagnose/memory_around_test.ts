import { assertEquals, assertStringIncludes } from "@std/assert";
import { DiagnosticSummaryJson } from "../../../lib/model/diagnostic_json.ts";
import { TEST_IMAGES } from "../../../scripts/dev/test_images.ts";
import { onCleanup } from "../../support/on_cleanup.ts";
import { startEngine } from "../../support/private_engine.ts";
import { requireRoot } from "../../support/require_root.ts";
import { openProject, startGate } from "../../support/run_gate.ts";

const LIMIT_BYTES = 100 * 1024 ** 2;
/** `tail` keeps what it may have to print: twice of what there is. */
const GREEDY = "head -c 300000000 /dev/zero | tail -c 200000000 | wc -c";

Deno.test({
  name:
    "diagnostic_run tells memory that ran out around a container from the container's own limit",
  ...requireRoot(),
  async fn() {
    await using group = await makeGroup();
    await using engine = await startEngine({ args: [`--cgroup-parent=/${group.name}`] });
    await using project = await openProject({
      "qa.jsonc": {
        container: { image: TEST_IMAGES.busybox, network: "none", memory: "1g" },
        suites: [{
          ...{ name: "greedy", kind: "check", runner: "command" },
          // Its own end is that of the process that is killed.
          command: ["sh", "-c", `${GREEDY} | grep -q 200000000`],
        }],
      },
    });
    const call = { script: "diagnostic_run", env: engine.env } as const;
    const end = await startGate(project.root, ["--attempts", "3"], call).ended;
    const text = await Deno.readTextFile(`${end.folder}/summary.json`);
    const summary = DiagnosticSummaryJson.parse(JSON.parse(text));
    const said = `${end.stdout}${end.stderr}`;
    assertEquals(summary.cause?.class, "oom", said);
    assertStringIncludes(summary.cause?.message ?? "", "a limit around the container", said);
    assertEquals(summary.attempts[0]?.oom, "host", said);
    assertEquals(summary.remedies.filter(({ remedy }) => remedy === "raise-memory"), [], said);
  },
});

/** A control group that holds all containers of an engine, and less memory than each of them may have. */
async function makeGroup(): Promise<AsyncDisposable & { readonly name: string }> {
  const name = `qa-around-${Deno.pid}`;
  const isFirst = await Deno.stat("/sys/fs/cgroup/memory").then(() => true, () => false);
  const folder = isFirst ? `/sys/fs/cgroup/memory/${name}` : `/sys/fs/cgroup/${name}`;
  await Deno.mkdir(folder);
  const limit = isFirst ? "memory.limit_in_bytes" : "memory.max";
  await Deno.writeTextFile(`${folder}/${limit}`, String(LIMIT_BYTES));
  return { name, ...onCleanup(() => removeEverywhere(name)) };
}

/** The engine makes a group of that name in every hierarchy there is. */
async function removeEverywhere(name: string): Promise<void> {
  const root = "/sys/fs/cgroup";
  const places = await Array.fromAsync(Deno.readDir(root), (entry) => `${root}/${entry.name}`);
  for (const place of [root, ...places]) {
    const isThere = await Deno.stat(`${place}/${name}`).then(() => true, () => false);
    if (isThere) await removeGroup(`${place}/${name}`);
  }
}

/** A group can be removed once the groups of its containers are, which the engine's end leaves to the kernel. */
async function removeGroup(folder: string): Promise<void> {
  for (let left = 100; left > 0; left--) {
    for await (const entry of Deno.readDir(folder)) {
      if (entry.isDirectory) await Deno.remove(`${folder}/${entry.name}`).catch(() => {});
    }
    if (await Deno.remove(folder).then(() => true, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${folder} cannot be removed`);
}
