import { assertEquals } from "@std/assert";
import type { ContainerSettings, Plan } from "../../../lib/model/plan.ts";
import { checkRemote, ignoredSettings } from "../../../lib/plan/check_remote.ts";
import { SAMPLE_CONTAINER, SAMPLE_PLAN } from "../../support/sample_plan.ts";

const IMAGE: ContainerSettings = { ...SAMPLE_CONTAINER, image: "ci:1" };
const PLAN: Plan = {
  ...SAMPLE_PLAN,
  mode: "auto",
  suites: ["one", "two"].map((name) => ({ ...SAMPLE_PLAN.suites[0]!, name, container: IMAGE })),
  remote: {
    ...{ engine: "swarm", kind: "test", total: 2, parallelism: null, workspace: "image" },
    ...{ retries: 1, placement: [], dockerBin: "docker", kubectlBin: "kubectl" },
    ...{ kubeContext: null, namespace: null },
  },
};

function message(plan: Plan): string | null {
  const problem = checkRemote(plan);
  return problem?.kind === "usage" ? problem.message : null;
}

function withSecond(changes: Partial<typeof IMAGE>): Plan {
  const [one, two] = PLAN.suites;
  return { ...PLAN, suites: [one!, { ...two!, container: { ...IMAGE, ...changes } }] };
}

Deno.test("checkRemote() has nothing against suites of one image and one set of limits", () => {
  assertEquals(message(PLAN), null);
  assertEquals(message(withSecond({ timeoutMs: 5, env: { A: "b" } })), null);
});

Deno.test("checkRemote() refuses what one container cannot give to all suites", () => {
  const others = 'suites "one" and "two" want another';
  assertEquals(message(withSecond({ image: "other:1" })), `--engine swarm: ${others} image`);
  assertEquals(message(withSecond({ memoryBytes: 5 })), `--engine swarm: ${others} memory`);
  assertEquals(
    message(withSecond({ image: null })),
    '--engine swarm: suite "two" names no image, and none is built for other machines',
  );
});

Deno.test("checkRemote() refuses a failsafe and a repeat", () => {
  assertEquals(
    message({ ...PLAN, mode: "failsafe" }),
    "--engine swarm contradicts --mode failsafe: its suites run in containers",
  );
  assertEquals(message({ ...PLAN, repeat: 3 }), "--engine swarm cannot replay a record");
});

Deno.test("ignoredSettings() names what an engine does not take", () => {
  assertEquals(ignoredSettings({ ...PLAN, suites: [PLAN.suites[0]!] }).length <= 1, true);
  const [one] = PLAN.suites;
  const capAdd = { ...IMAGE, capAdd: ["NET_RAW"], newPrivileges: false, ulimits: {} };
  assertEquals(ignoredSettings({ ...PLAN, suites: [{ ...one!, container: capAdd }] }), [
    "--engine swarm does not take capAdd: tasks run without",
  ]);
});
