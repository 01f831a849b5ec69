import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { openKubernetesEngine } from "../../../lib/execute/kubernetes_engine.ts";
import { openMachine } from "../../../lib/host/machine.ts";
import type { RemoteEngine } from "../../../lib/model/remote_engine.ts";
import { type FakeKubectl, makeFakeKubectl } from "../../support/fake_kubectl.ts";
import { runRemoteJob, sampleJob } from "../../support/run_remote_job.ts";

const AT = "2026-01-02T03:04:05Z";
const RUNNING = {
  phase: "Running",
  containerStatuses: [{ name: "task", state: { running: { startedAt: AT } } }],
};

function ended(exitCode: number, message: string, more: Record<string, unknown> = {}) {
  const { reason = exitCode === 0 ? "Completed" : "Error", ...status } = more;
  const terminated = { exitCode, reason, message, startedAt: AT, finishedAt: AT };
  return {
    phase: exitCode === 0 ? "Succeeded" : "Failed",
    containerStatuses: [{ name: "task", state: { terminated } }],
    ...status,
  };
}

function waiting(reason: string, message: string) {
  return {
    phase: "Pending",
    containerStatuses: [{ name: "task", state: { waiting: { reason, message } } }],
  };
}

/** Bounds that no test reaches, however slow the machine is, but those that wait for one. */
const TIMES = { poll: 20, schedule: 60_000, stuck: 60_000, lastLines: 60_000, server: 60_000 };

function open(kubectl: FakeKubectl, times: Partial<typeof TIMES> = {}): RemoteEngine {
  return openKubernetesEngine(openMachine(), {
    ...{ kubectlBin: kubectl.bin, context: "here", namespace: "tests" },
    folder: `${kubectl.folder}/manifests`,
    times: { ...TIMES, ...times },
  });
}

async function assertRemoved(kubectl: FakeKubectl): Promise<void> {
  const deleted = (await kubectl.calls()).filter((call) => call.includes(" delete "));
  assert(deleted.length > 0);
  assertStringIncludes(deleted[0] ?? "", "--context=here --namespace=tests delete jobs,configmaps");
}

Deno.test("openKubernetesEngine() tells the life of pods that exit, fail, run out of memory or time", async () => {
  await using kubectl = await makeFakeKubectl();
  const job = sampleJob({ name: "qa-k-ends", tasks: [10, 11, 12, 13, 14] });
  const statuses = [
    ended(0, "qa 0 0 0 0"),
    ended(7, "qa 7 0 0 0"),
    ended(137, "", { reason: "OOMKilled" }),
    ended(143, "qa 143 0 1 1"),
    ended(137, "", { reason: "Error", status: {} }),
  ];
  const names = statuses.map((_, index) => `qa-k-ends-${index}-abcde`);
  await kubectl.show(names.map((name, index) => ({ name, index, status: RUNNING })));
  for (const name of names) await kubectl.log(name, `${name}\n`);
  const started = new Set<number>();
  const told = await runRemoteJob(open(kubectl), job, async (event) => {
    if (event.type !== "started") return;
    started.add(event.task);
    if (started.size < 5) return;
    await kubectl.show(names.map((name, index) => ({ name, index, status: statuses[index]! })));
  });
  assertEquals(told.ends, [
    "10 exited 0",
    "11 exited 7",
    "12 oom 137",
    "13 deadline 143",
    "14 killed 137",
  ]);
  assertEquals(job.tasks.map((task) => told.outputs.get(task)), names.map((name) => `${name}\n`));
  const [first] = told.events;
  assertEquals(first?.type === "started" && [first.node, first.at], ["node-1", AT]);
  await assertRemoved(kubectl);
  assertStringIncludes(await kubectl.created(), "completionMode");
  assertEquals([...Deno.readDirSync(`${kubectl.folder}/manifests`)], []);
});

Deno.test("openKubernetesEngine() waits for the pod that replaces a disrupted one", async () => {
  await using kubectl = await makeFakeKubectl();
  const job = sampleJob({ name: "qa-k-lost", tasks: [3] });
  const target = { type: "DisruptionTarget", status: "True", reason: "DeletionByTaintManager" };
  const lost = { phase: "Failed", reason: "NodeLost", conditions: [target] };
  await kubectl.show([{ name: "qa-a", index: 0, status: RUNNING }]);
  await kubectl.log("qa-a", "half", false);
  await kubectl.log("qa-b", "whole\n");
  const told = await runRemoteJob(open(kubectl), job, async (event) => {
    const old = { name: "qa-a", index: 0, status: lost };
    if (event.type === "started" && event.life === "qa-a") await kubectl.show([old]);
    if (event.type === "notice") {
      await kubectl.show([old, { name: "qa-b", index: 0, node: "node-2", status: RUNNING }]);
    }
    if (event.type === "started" && event.life === "qa-b") {
      await kubectl.show([old, { name: "qa-b", index: 0, status: ended(0, "qa 0 0 0 0") }]);
    }
  });
  assertEquals(told.ends, ["3 exited 0"]);
  assertEquals(told.starts.get(3), 2);
  assertStringIncludes(told.notices[0] ?? "", "DeletionByTaintManager");
  assertEquals(told.outputs.get(3), "whole\n");
});

Deno.test("openKubernetesEngine() gives a disrupted pod up when no other takes its number", async () => {
  await using kubectl = await makeFakeKubectl();
  const target = { type: "DisruptionTarget", status: "True", reason: "EvictionByEvictionAPI" };
  const status = { phase: "Failed", conditions: [target] };
  await kubectl.show([{ name: "qa-a", index: 0, status }]);
  const told = await runRemoteJob(
    open(kubectl, { schedule: 200 }),
    sampleJob({ name: "qa-k-gone", tasks: [3] }),
  );
  assertEquals(told.ends, ["3 node-lost null"]);
  assertStringIncludes(told.details.get(3) ?? "", "EvictionByEvictionAPI");
});

Deno.test("openKubernetesEngine() rejects images, containers and places that cannot be had", async () => {
  const unschedulable = {
    phase: "Pending",
    conditions: [{
      ...{ type: "PodScheduled", status: "False", reason: "Unschedulable" },
      message: "0/2 nodes are available: 2 Insufficient memory.",
    }],
  };
  const cases = [
    [waiting("ImagePullBackOff", 'Back-off pulling image "none:1"'), "ImagePullBackOff: Back-off"],
    [
      waiting("CreateContainerConfigError", 'configmap "x" not found'),
      "CreateContainerConfigError",
    ],
    [unschedulable, "2 Insufficient memory"],
  ] as const;
  for (const [status, detail] of cases) {
    await using kubectl = await makeFakeKubectl();
    await kubectl.show([{ name: "qa-a", index: 0, status }]);
    // Its second number never gets a pod: the first one holds the only place.
    const job = sampleJob({ name: "qa-k-stuck", tasks: [1, 2], parallelism: 1 });
    const told = await runRemoteJob(open(kubectl, { stuck: 200, schedule: 400 }), job);
    assertEquals(told.ends, ["1 rejected null", "2 rejected null"]);
    assertStringIncludes(told.details.get(2) ?? "", detail);
    await assertRemoved(kubectl);
  }
});

Deno.test("openKubernetesEngine() rejects a job that the server refuses or does not fill", async () => {
  await using refusing = await makeFakeKubectl();
  const refusal = 'Error from server (Forbidden): jobs.batch is forbidden: User "u" cannot create';
  await Deno.writeTextFile(`${refusing.folder}/refused`, refusal);
  const job = sampleJob({ name: "qa-k-refused", tasks: [1] });
  const refused = await runRemoteJob(open(refusing), job);
  assertEquals([refused.ends, refused.details.get(1)], [["1 rejected null"], refusal]);
  await assertRemoved(refusing);

  await using empty = await makeFakeKubectl();
  await empty.show([]);
  const told = await runRemoteJob(open(empty, { schedule: 200 }), job);
  assertEquals(told.ends, ["1 rejected null"]);
  assertStringIncludes(told.details.get(1) ?? "", "made no pod");

  const network = await runRemoteJob(open(empty), { ...job, network: "none" });
  assertStringIncludes(network.details.get(1) ?? "", "NetworkPolicy");
});

Deno.test("openKubernetesEngine() reads an output again whose connection was cut", async () => {
  await using kubectl = await makeFakeKubectl();
  await kubectl.turn("cut", true);
  await kubectl.show([{ name: "qa-a", index: 0, status: RUNNING }]);
  await kubectl.log("qa-a", "first line\nlast line\n");
  const told = await runRemoteJob(
    open(kubectl),
    sampleJob({ name: "qa-k-cut", tasks: [1] }),
    (event) =>
      event.type === "started" &&
      kubectl.show([{ name: "qa-a", index: 0, status: ended(0, "qa 0 0 0 0") }]),
  );
  assertEquals(told.ends, ["1 exited 0"]);
  assertEquals(told.outputs.get(1), "firfirst line\nlast line\n");
});

Deno.test("openKubernetesEngine() bears a server that is silent for a while, and not for ever", async () => {
  await using kubectl = await makeFakeKubectl();
  await kubectl.show([{ name: "qa-a", index: 0, status: RUNNING }]);
  await kubectl.log("qa-a", "x\n");
  const job = sampleJob({ name: "qa-k-down", tasks: [1] });
  const back = await runRemoteJob(open(kubectl), job, async (event) => {
    if (event.type === "started") await kubectl.turn("down", true);
    if (event.type !== "notice") return;
    await kubectl.turn("down", false);
    await kubectl.show([{ name: "qa-a", index: 0, status: ended(0, "qa 0 0 0 0") }]);
  });
  assertEquals(back.ends, ["1 exited 0"]);
  assertStringIncludes(back.notices[0] ?? "", "was refused");

  await using garbage = await makeFakeKubectl();
  await garbage.show([{ name: "qa-a", index: 0, status: RUNNING }]);
  await garbage.log("qa-a", "x\n", false);
  const told = await runRemoteJob(open(garbage, { server: 200 }), job, async (event) => {
    if (event.type === "started") await garbage.turn("garbage", true);
    if (event.type === "ended") await garbage.turn("garbage", false);
  });
  assertEquals(told.ends, ["1 node-lost null"]);
});

Deno.test("openKubernetesEngine() tells a job, and a pod, that somebody removed", async () => {
  await using kubectl = await makeFakeKubectl();
  const pods = [{ name: "qa-a", index: 0, status: RUNNING }, {
    ...{ name: "qa-b", index: 1, status: RUNNING },
  }];
  await kubectl.show(pods);
  await kubectl.log("qa-a", "x\n", false);
  const job = sampleJob({ name: "qa-k-removed", tasks: [1, 2, 3], parallelism: 2 });
  const told = await runRemoteJob(open(kubectl), job, async (event) => {
    if (event.type === "started") await kubectl.show([pods[0]!]);
    if (event.type === "ended") await kubectl.show([], null);
  });
  assertEquals(told.ends.slice(0, 2), ["1 killed null", "2 killed null"]);
  assertEquals(told.ends[2], "3 rejected null");
});

Deno.test("openKubernetesEngine() removes everything when it is aborted", async () => {
  await using kubectl = await makeFakeKubectl();
  await kubectl.show([{ name: "qa-a", index: 0, status: RUNNING }]);
  await kubectl.log("qa-a", "x\n", false);
  const stop = new AbortController();
  const job = sampleJob({ name: "qa-k-abort", tasks: [1] });
  await runRemoteJob(open(kubectl), job, () => stop.abort(), stop.signal);
  await assertRemoved(kubectl);
});

Deno.test("openKubernetesEngine().reread() and reap() ask for one pod, and for the dead alone", async () => {
  await using kubectl = await makeFakeKubectl();
  const engine = open(kubectl);
  await kubectl.log("qa-a", "all of it\n");
  const texts: string[] = [];
  const job = sampleJob({ name: "qa-k-again", tasks: [1] });
  for await (const bytes of engine.reread(job, 1, "qa-a")) {
    texts.push(new TextDecoder().decode(bytes));
  }
  for await (const _ of engine.reread(job, 1, "--all")) texts.push("hostile");
  assertEquals(texts, ["all of it\n"]);
  const { machine } = openMachine();
  const { ownerOf, placeOf } = await import("../../../lib/model/owner.ts");
  const dead = `${placeOf(machine)}/${ownerOf(machine).bootId}/999999999/1`;
  const item = (name: string, owner: string) => ({
    kind: "Job",
    metadata: { labels: { "qa-gate/job": name }, annotations: { "qa.owner": owner } },
  });
  const items = [item("qa-dead", dead), item("qa-else", "elsewhere/x/1/1")];
  await Deno.writeTextFile(`${kubectl.folder}/list`, JSON.stringify({ items }));
  assertEquals(await engine.reap(), 1);
  const deleted = (await kubectl.calls()).filter((call) => call.includes(" delete "));
  assertEquals(deleted.map((call) => call.includes("qa-gate/job=qa-dead")), [true]);
});

Deno.test("openKubernetesEngine().prepare() knows the server, and says what is missing", async () => {
  await using kubectl = await makeFakeKubectl();
  const ready = await open(kubectl).prepare("image:1");
  assertEquals(ready.ok && [ready.value.version, ready.value.platform.arch], ["v1.32.4", "amd64"]);
  await kubectl.turn("down", true);
  const down = await open(kubectl).prepare("image:1");
  assertEquals(down.ok ? null : down.error.kind, "engine");
  const missing = openKubernetesEngine(openMachine(), {
    ...{ kubectlBin: "/nowhere/kubectl", context: null, namespace: null },
    folder: kubectl.folder,
  });
  const none = await missing.prepare("image:1");
  assertEquals(none.ok ? null : none.error.kind, "engine-refused");
});
