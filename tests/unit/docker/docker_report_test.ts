import { assertEquals } from "@std/assert";
import contexts from "../../../fixtures/docker/context_ls/ok/stdout.txt" with { type: "text" };
import info from "../../../fixtures/docker/info/ok/stdout.txt" with { type: "text" };
import zeros from "../../../fixtures/docker/info/no-socket/stdout.txt" with { type: "text" };
import listed from "../../../fixtures/docker/ps_all/ok/stdout.txt" with { type: "text" };
import {
  formatReport,
  readContexts,
  readInfo,
  readListed,
} from "../../../lib/docker/docker_report.ts";
import type { CommandOutput } from "../../../lib/model/command.ts";

const output = (stdout: string, more: Partial<CommandOutput> = {}): CommandOutput => ({
  ...{ stdout, stderr: "", code: 0, signal: null, timedOut: false, spawnFailure: null },
  durationMs: 1,
  ...more,
});

Deno.test("readInfo() reads an engine's account, and none from a page of zeros", () => {
  assertEquals(readInfo(output(info))?.["Driver"], "overlay2");
  assertEquals(readInfo(output(zeros)), null);
  assertEquals(readInfo(output("no JSON")), null);
});

Deno.test("readContexts() names the context in use and its endpoint", () => {
  assertEquals(readContexts(output(contexts)), {
    names: ["default"],
    context: "default",
    endpoint: "unix:///var/run/docker.sock",
  });
  assertEquals(readContexts(output("")), { names: [], context: null, endpoint: null });
});

Deno.test("readListed() tells what runs beside us", () => {
  const [first] = readListed(output(listed));
  assertEquals(first?.name, "qa-fixture-k");
  assertEquals(first?.image, "qa-gate-test-python:1");
});

Deno.test("formatReport() keeps both streams and says how it ended", () => {
  assertEquals(
    formatReport(["docker", "version"], output("a\n", { stderr: "b\n", code: 1 })),
    "$ docker version\na\nb\n(exit code 1)\n",
  );
  assertEquals(
    formatReport(["x"], output("", { code: -1, spawnFailure: "not-found" })),
    "$ x\n(not started: not-found)\n",
  );
});
