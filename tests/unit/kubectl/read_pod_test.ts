import { assertEquals } from "@std/assert";
import { readFailedJob, readPod } from "../../../lib/kubectl/read_pod.ts";

// Built after the API reference of Kubernetes (core/v1 Pod, batch/v1 Job): no cluster was asked.
function pod(status: Record<string, unknown>): Record<string, unknown> {
  const annotations = { "batch.kubernetes.io/job-completion-index": "3" };
  return { kind: "Pod", metadata: { name: "p", annotations }, spec: { nodeName: "n" }, status };
}

function phaseOf(status: Record<string, unknown>) {
  return readPod(pod(status))?.phase;
}

function terminated(facts: Record<string, unknown>, phase = "Failed", more = {}) {
  return { phase, containerStatuses: [{ state: { terminated: facts } }], ...more };
}

Deno.test("readPod() reads name, index and node, and nothing from what is no pod of a job", () => {
  const seen = readPod(pod({ phase: "Pending" }));
  assertEquals(seen, { name: "p", index: 3, node: "n", phase: { kind: "starting" } });
  assertEquals(readPod({ kind: "Job", metadata: { name: "p" } }), null);
  assertEquals(readPod({ kind: "Pod", metadata: { name: "p", annotations: null } }), null);
  assertEquals(readPod({}), null);
  const hostile = { kind: "Pod", metadata: { name: "p", annotations: ["x"] }, status: "x" };
  assertEquals(readPod(hostile), null);
});

Deno.test("readPod() tells ends: the script's own, memory, deadline, refusal, somebody", () => {
  const ends = [
    terminated({ exitCode: 0, message: "qa 0 0 0 0" }, "Succeeded"),
    terminated({ exitCode: 5, message: "qa 5 0 0 0", reason: "Error" }),
    terminated({ exitCode: 137, reason: "OOMKilled" }),
    terminated({ exitCode: 137, message: "qa 137 1 0 0" }),
    terminated({ exitCode: 143, message: "qa 143 0 1 1" }),
    terminated({ exitCode: 143, message: "qa 143 0 0 1" }),
    terminated({ exitCode: 137, reason: "Error" }),
    terminated({ exitCode: 137 }, "Failed", { reason: "DeadlineExceeded", message: "too long" }),
    terminated({ exitCode: 128, reason: "StartError" }),
    { phase: "Failed", reason: "OutOfcpu", message: "Node didn't have enough resource: cpu" },
    { phase: "Failed", reason: "Evicted", message: "The node was low on resource: memory." },
  ].map((status) => {
    const phase = phaseOf(status);
    return phase?.kind === "ended" ? `${phase.end} ${phase.exitCode}` : phase?.kind;
  });
  assertEquals(ends, [
    ...["exited 0", "exited 5", "oom 137", "oom 137", "deadline 143", "killed 143", "killed 137"],
    ...["deadline 137", "rejected 128", "rejected null", "node-lost null"],
  ]);
});

Deno.test("readPod() tells disruption from failure", () => {
  const conditions = [{
    type: "DisruptionTarget",
    status: "True",
    reason: "PreemptionByScheduler",
  }];
  const why = "PreemptionByScheduler";
  assertEquals(phaseOf({ phase: "Failed", conditions }), { kind: "disrupted", why });
  const failed = terminated({ exitCode: 143 }, "Failed", { conditions });
  assertEquals(phaseOf(failed)?.kind, "disrupted");
  // It had ended before anybody took it away.
  const done = terminated({ exitCode: 0, message: "qa 0 0 0 0" }, "Succeeded", { conditions });
  assertEquals(phaseOf(done)?.kind, "ended");
  assertEquals(phaseOf({ phase: "Unknown" })?.kind, "disrupted");
});

Deno.test("readPod() tells what waits from what is stuck, in the cluster's words", () => {
  const waiting = (reason: string) => ({
    phase: "Pending",
    containerStatuses: [{ state: { waiting: { reason, message: "a\u0007b" } } }],
  });
  assertEquals(phaseOf(waiting("ContainerCreating")), { kind: "starting" });
  assertEquals(phaseOf(waiting("ErrImagePull")), { kind: "stuck", why: "ErrImagePull: a b" });
  const conditions = [{ type: "PodScheduled", status: "False", reason: "Unschedulable" }];
  const unschedulable = { kind: "unschedulable" as const, why: "Unschedulable" };
  assertEquals(phaseOf({ phase: "Pending", conditions }), unschedulable);
});

Deno.test("readFailedJob() says why the cluster ended a job", () => {
  const conditions = [{ type: "Failed", status: "True", reason: "DeadlineExceeded", message: "x" }];
  assertEquals(readFailedJob([{ kind: "Job", status: { conditions } }]), "DeadlineExceeded: x");
  assertEquals(readFailedJob([{ kind: "Job", status: {} }]), null);
  assertEquals(readFailedJob([]), null);
});
