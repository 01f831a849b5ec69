// Every fault of a registry, through the real engine: expected reason, bounded time, whole artifacts.
// The slow ones run with QA_FAULTS=all only.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { FallbackReason } from "../../../lib/model/verdict.ts";
import { askDocker } from "../../support/ask_docker.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import {
  type FakeRegistry,
  openFakeRegistry,
  type RegistryFault,
} from "../../support/fake_registry.ts";
import { onCleanup } from "../../support/on_cleanup.ts";
import { makeRegistryImage } from "../../support/registry_image.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { type GateCall, openProject, runGate, startGate } from "../../support/run_gate.ts";

const BUSYBOX = "qa-gate-test-busybox:1";
const needs = await requireDocker({ images: ["busybox"] });
const needsAll = { ignore: needs.ignore || Deno.env.get("QA_FAULTS") !== "all" };
/** It need not start a container here, which not every machine lets it. */
const needsPodman = { ignore: needs.ignore || !await hasPodman() };
/** Steps that run at the same time see each other's processes. */
const SIDE_BY_SIDE = { sanitizeOps: false, sanitizeResources: false, sanitizeExit: false };
/** Beyond any bound of ours, for a machine that is very busy. */
const LONGEST_MS = 145_000;
/** Gates at once: most of their time they wait. */
const ABREAST = 4;

/** What a gate must say about a fault. */
interface FaultCase {
  readonly fault: RegistryFault;
  readonly reason: FallbackReason;
  /** Words of the answer in `error.json`. */
  readonly says: string;
  /** Words of the advice. */
  readonly hint: string;
  readonly tries: 1 | 2;
}

const PULL = "image-pull-failed";
const CASES: readonly FaultCase[] = [
  { fault: "hang", reason: PULL, says: "no answer within", hint: "--pull never", tries: 1 },
  { fault: "m404", reason: "image-missing", says: "manifest unknown", hint: "typo", tries: 1 },
  { fault: "n404", reason: "image-missing", says: "name unknown", hint: "typo", tries: 1 },
  { fault: "u401", reason: PULL, says: "unauthorized", hint: "docker login", tries: 1 },
  { fault: "d403", reason: PULL, says: "denied", hint: "docker login", tries: 1 },
  { fault: "t429", reason: PULL, says: "toomanyrequests", hint: "limits pulls", tries: 2 },
  { fault: "t429-long", reason: PULL, says: "retry-after", hint: "limits pulls", tries: 1 },
  { fault: "s500", reason: PULL, says: "500", hint: "in trouble", tries: 2 },
  { fault: "s503", reason: PULL, says: "503", hint: "in trouble", tries: 2 },
  { fault: "html", reason: PULL, says: "invalid character", hint: "login pages", tries: 1 },
  { fault: "eof", reason: PULL, says: "EOF", hint: "broke off", tries: 2 },
  { fault: "platform", reason: PULL, says: "no match", hint: "DOCKER_DEFAULT_PLATFORM", tries: 1 },
  { fault: "corrupt", reason: PULL, says: "verification", hint: "broken image", tries: 1 },
  { fault: "blob404", reason: PULL, says: "unknown blob", hint: "push it again", tries: 1 },
];

async function hasPodman(): Promise<boolean> {
  try {
    const { success } = await new Deno.Command("podman", { args: ["version"] }).output();
    return success;
  } catch {
    console.error("\n!!! SKIPPED: there is no podman\n");
    return false;
  }
}

/** A registry with an image that no engine has, and what was pulled from it removed in the end. */
async function openRegistry(...faults: readonly RegistryFault[]): Promise<FakeRegistry> {
  const registry = openFakeRegistry({ faults, image: await makeRegistryImage(BUSYBOX) });
  const cleanup = onCleanup(async () => {
    await registry[Symbol.asyncDispose]();
    await askDocker(["image", "rm", registry.reference]);
  });
  return { ...registry, ...cleanup };
}

/** One suite with a failsafe and one without, so that both halves of a fallback are seen. */
function project(image: string, container: object = {}) {
  return openProject({
    "qa.jsonc": {
      container: { image, network: "none", memory: "64m", ...container },
      suites: [
        { name: "both", command: ["/bin/sh", "-c", "echo ran"], failsafe: true },
        { name: "inside", command: ["/bin/sh", "-c", "true"] },
      ],
    },
  });
}

async function expectFallback(
  image: string,
  reason: FallbackReason,
  { args = [], ...call }: GateCall & { readonly args?: readonly string[] } = {},
) {
  await using where = await project(image);
  const end = await runGate(where.root, args, call);
  const files = await checkRun(end);
  const said = `${end.stdout}\n${end.stderr}`;
  assertEquals([files.error?.reason, files.error?.at], [reason, "preflight"], said);
  assertEquals([end.exit, files.results.verdict], [0, "degraded"], said);
  assertEquals(files.results.not_checked.map(({ suite }) => suite), ["inside"]);
  const detail = files.error?.detail ?? "";
  assertStringIncludes(`${files.error?.problem} ${detail}`, image);
  assert(!detail.includes("\n"), detail);
  return { ...files, detail, hint: files.error?.hint ?? "", end };
}

async function expectCase({ fault, reason, says, hint, tries }: FaultCase): Promise<void> {
  await using registry = await openRegistry(fault);
  const found = await expectFallback(registry.reference, reason);
  const seen = `${found.error?.problem} ${found.detail}`;
  assertStringIncludes(seen, says);
  assertStringIncludes(found.hint, hint);
  assertEquals(registry.pulls(), tries, registry.requests.join("\n"));
  assertEquals(seen.includes("(tried twice)"), tries === 2, seen);
  assert(found.results.duration_ms < LONGEST_MS, `${found.results.duration_ms} ms`);
}

/** Runs them side by side, a few at once, each a step of its own. */
async function runSteps(t: Deno.TestContext, steps: Readonly<Record<string, () => Promise<void>>>) {
  const waiting: (() => void)[] = [];
  let free = ABREAST;
  const take = async (): Promise<void> => {
    if (free-- <= 0) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const give = (): void => {
    free++;
    waiting.shift()?.();
  };
  await Promise.all(
    Object.entries(steps).map(([name, run]) => {
      const fn = () => take().then(run).finally(give);
      return t.step({ name, fn, ...SIDE_BY_SIDE });
    }),
  );
}

function stepsOf(cases: readonly FaultCase[]): Record<string, () => Promise<void>> {
  return Object.fromEntries(cases.map((one) => [one.fault, () => expectCase(one)]));
}

async function expectPassed(image: string, args: readonly string[] = []) {
  await using where = await project(image);
  const end = await runGate(where.root, args);
  const files = await checkRun(end);
  assertEquals(
    [end.exit, files.results.verdict, files.run.mode],
    [0, "passed", "container"],
    [
      end.stdout,
      end.stderr,
    ].join("\n"),
  );
  return files;
}

async function pullOnce(): Promise<void> {
  await using registry = await openRegistry("none", "s503");
  await expectFallback(registry.reference, "image-missing", { args: ["--pull", "never"] });
  assertEquals(registry.requests, []);
  await expectPassed(registry.reference);
  const count = registry.requests.length;
  assert(count > 0);
  await expectPassed(registry.reference);
  assertEquals(registry.requests.length, count);
  const always = await expectFallback(registry.reference, PULL, { args: ["--pull", "always"] });
  assertStringIncludes(always.hint, "--pull missing");
}

async function pullThrough(...faults: readonly RegistryFault[]): Promise<void> {
  await using registry = await openRegistry(...faults);
  await expectPassed(registry.reference);
  assertEquals(registry.pulls(), faults.length);
}

Deno.test({
  name: "qa_gate pulls where it can, and falls back within a bound whatever a registry answers",
  ...needs,
  ...SIDE_BY_SIDE,
  fn: (t) =>
    runSteps(t, {
      ...stepsOf(CASES),
      "nothing is asked for what is there": pullOnce,
      "a second try brings it": () => pullThrough("s503", "none"),
      "a slow line brings it": () => pullThrough("slow"),
    }),
});

Deno.test({
  name: "qa_gate ends a pull at the first interrupt",
  ...needs,
  async fn() {
    await using registry = await openRegistry("hang");
    await using where = await project(registry.reference);
    const gate = startGate(where.root, []);
    await gate.shows("pulling");
    gate.signal("SIGINT");
    const end = await gate.ended;
    const { results } = await checkRun(end);
    assertEquals([end.exit, results.verdict], [130, "cancelled"], end.stdout);
    assert(!end.stdout.includes("failsafe runs"), end.stdout);
    assert(end.durationMs < LONGEST_MS / 4, `${end.durationMs} ms`);
  },
});

Deno.test({
  name: "qa_gate names DOCKER_DEFAULT_PLATFORM where an image that is here is of another platform",
  ...needs,
  async fn() {
    const env = { DOCKER_DEFAULT_PLATFORM: "linux/s390x" };
    const never = { args: ["--pull", "never"], env };
    const { hint } = await expectFallback(BUSYBOX, "image-missing", never);
    assertStringIncludes(hint, "Unset DOCKER_DEFAULT_PLATFORM");
  },
});

Deno.test({
  name: "qa_gate reads the answers of a registry that podman tells",
  ...needsPodman,
  async fn() {
    await using registry = await openRegistry("m404");
    const [location = ""] = registry.reference.split("/");
    await using folder = await openProject({
      "registries.conf": `[[registry]]\nlocation = "${location}"\ninsecure = true\n`,
    });
    const { detail, hint } = await expectFallback(registry.reference, "image-missing", {
      args: ["--docker-bin", "podman"],
      env: { CONTAINERS_REGISTRIES_CONF: `${folder.root}/registries.conf` },
    });
    assertStringIncludes(detail, "manifest unknown");
    assertStringIncludes(hint, "typo");
  },
});

Deno.test({
  name: "qa_gate ends a pull that stands still, and hears an engine that gives a layer up",
  ...needsAll,
  ...SIDE_BY_SIDE,
  fn: (t) =>
    runSteps(
      t,
      stepsOf([
        { fault: "truncated", reason: PULL, says: "byte range", hint: "broken image", tries: 1 },
        { fault: "stuck", reason: PULL, says: "stood still", hint: "network", tries: 1 },
      ]),
    ),
});
