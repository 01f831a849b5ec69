import { assertEquals } from "@std/assert";
import { judgeOom } from "../../../lib/classify/judge_oom.ts";
import type { ContainerAccount, Execution } from "../../../lib/model/run_record.ts";
import { SAMPLE_ACCOUNT } from "../../support/sample_account.ts";

const verdict = (
  account: Partial<ContainerAccount>,
  end: Partial<Pick<Execution, "exitCode" | "timedOut">> = {},
  kernelLines: readonly string[] = [],
  limitBytes: number | null = null,
) =>
  judgeOom(
    { exitCode: 137, timedOut: false, ...end, container: { ...SAMPLE_ACCOUNT, ...account } },
    { kernelLines, limitBytes },
  ).verdict;
const TRAILER = SAMPLE_ACCOUNT.trailer;
const killed = { trailer: TRAILER && { ...TRAILER, oomKills: 1, exitCode: 137 } };

Deno.test("judgeOom() tells the main process from a child by who had to end", () => {
  assertEquals(verdict(killed), "main");
  assertEquals(verdict(killed, { exitCode: 0 }), "child");
  assertEquals(verdict(killed, { exitCode: 1 }), "child");
});

Deno.test("judgeOom() believes each signal alone: engines and kernels miss some", () => {
  assertEquals(verdict({ trailer: null, events: ["create", "start", "oom", "die"] }), "main");
  const state = SAMPLE_ACCOUNT.state && { ...SAMPLE_ACCOUNT.state, oomKilled: true };
  assertEquals(verdict({ trailer: null, state }), "main");
});

Deno.test("judgeOom() takes 137 alone for nothing: somebody's kill, our own, or the tests' word", () => {
  assertEquals(verdict({ trailer: null, signals: [9] }), "none");
  assertEquals(verdict({ trailer: null }, { timedOut: true }), "none");
  assertEquals(verdict({ trailer: TRAILER && { ...TRAILER, exitCode: 137 } }), "none");
  assertEquals(verdict({ trailer: null }), "unknown");
});

Deno.test("judgeOom() tells a machine without memory by the kernel's own words", () => {
  const lines = ["oom-kill:constraint=CONSTRAINT_NONE,…", "Out of memory: Killed process 7 (x)"];
  assertEquals(verdict({ trailer: null }, {}, lines), "host");
});

Deno.test("judgeOom() looks around a container that never came near its own limit", () => {
  const peak = (memoryPeakBytes: number) => ({
    trailer: TRAILER && { ...TRAILER, oomKills: 1, exitCode: 137, memoryPeakBytes },
  });
  assertEquals(verdict(peak(90), {}, [], 1000), "host");
  assertEquals(verdict(peak(950), {}, [], 1000), "main");
});

Deno.test("judgeOom() believes the kernel's name of the group whose limit was reached", () => {
  const own = `oom_memcg=/docker/${SAMPLE_ACCOUNT.id},task_memcg=/docker/${SAMPLE_ACCOUNT.id}`;
  const around = `oom_memcg=/pod,task_memcg=/pod/${SAMPLE_ACCOUNT.id},task=x`;
  assertEquals(verdict(killed, {}, [around]), "host");
  assertEquals(verdict(killed, {}, [own]), "main");
  assertEquals(verdict(killed, {}, ["oom_memcg=/pod,task_memcg=/pod/another,task=x"]), "main");
});

Deno.test("judgeOom() has nothing to say without a container", () => {
  assertEquals(
    judgeOom({ exitCode: 137, timedOut: false, container: null }, {
      kernelLines: [],
      limitBytes: null,
    }).verdict,
    "none",
  );
});
