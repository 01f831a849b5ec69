import { assert, assertEquals } from "@std/assert";
import type { FallbackReason } from "../../../lib/model/verdict.ts";
import { askDocker } from "../../support/ask_docker.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { startEngine } from "../../support/private_engine.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { requireRoot } from "../../support/require_root.ts";
import { type GateCall, newRunId, openProject, runGate } from "../../support/run_gate.ts";

const needs = await requireDocker({ images: ["busybox"] });
const needsEngine = { ignore: needs.ignore || requireRoot("dockerd").ignore };

/** One suite with a failsafe and one without, one after the other. */
function project(container: object = {}, within?: string) {
  return openProject({
    "qa.jsonc": {
      jobs: 1,
      container: { image: "qa-gate-test-busybox:1", network: "none", ...container },
      suites: [
        { name: "both", command: ["/bin/sh", "-c", "echo ran"], failsafe: true },
        { name: "inside", command: ["/bin/sh", "-c", "true"] },
      ],
    },
  }, within);
}

/** Expects the failsafe for a container that never ran a test: in good order, and so not red. */
async function expectNeverRan(root: string, reason: FallbackReason, call: GateCall = {}) {
  const end = await runGate(root, [], call);
  const files = await checkRun(end, call.env ? { env: call.env } : {});
  const said = `${end.stdout}\n${end.stderr}`;
  assertEquals([files.error?.reason, files.error?.what], [reason, "fell-back"], said);
  assertEquals([end.exit, files.results.verdict], [0, "degraded"], said);
  const both = files.results.suites.find(({ name }) => name === "both");
  assertEquals(both?.executions.map(({ outcome }) => outcome), ["lost", "passed"]);
  assert(files.error?.hint !== "", "a fallback without a hint");
  return { ...files, end };
}

Deno.test({
  name: "qa_gate falls back: container-create-failed",
  ...needs,
  async fn() {
    await using where = await project();
    const runId = newRunId();
    const name = `qa-${runId}-both-1`;
    const other = await askDocker(["create", "--name", name, "qa-gate-test-busybox:1", "true"]);
    try {
      const { results } = await expectNeverRan(where.root, "container-create-failed", { runId });
      const inside = results.suites.find((suite) => suite.name === "inside");
      assertEquals([inside?.place, inside?.outcome], ["container", "passed"]);
      // The stranger that holds the name is not ours to remove.
      assertEquals((await askDocker(["inspect", name])).code, 0);
    } finally {
      await askDocker(["rm", "--force", other.stdout]);
    }
  },
});

Deno.test({
  name: "qa_gate falls back: mount-unusable, when the engine sees another file system",
  ...needsEngine,
  async fn() {
    const parent = await Deno.makeTempDir({ prefix: "qa-hidden-" });
    await Deno.chmod(parent, 0o755);
    try {
      await using engine = await startEngine({ hides: parent });
      await using where = await project({}, parent);
      await expectNeverRan(where.root, "mount-unusable", { env: engine.env });
      const env = { ...engine.env, QA_JOBS: "2" };
      await expectNeverRan(where.root, "mount-unusable", { env });
    } finally {
      await Deno.remove(parent, { recursive: true });
    }
  },
});

Deno.test({
  name: "qa_gate falls back: container-start-failed, by an engine that lacks its own parts",
  ...needsEngine,
  async fn() {
    await using engine = await startEngine({ args: ["--init-path=/nope/docker-init"] });
    await using where = await project();
    const { error } = await expectNeverRan(where.root, "container-start-failed", {
      env: engine.env,
    });
    assertEquals(error?.suites, ["both", "inside"]);
  },
});
