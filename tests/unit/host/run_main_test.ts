import { assertEquals, assertStringIncludes } from "@std/assert";
import { runCatchingBugs } from "../../../lib/host/run_main.ts";
import { fakeHost } from "../../support/fake_host.ts";

Deno.test("runCatchingBugs() yields the exit code of main, which gets host and arguments", async () => {
  const host = fakeHost();
  const code = await runCatchingBugs((given, args) => {
    assertEquals([given === host, args], [true, ["--quiet"]]);
    return Promise.resolve(4);
  }, { host, args: ["--quiet"] });
  assertEquals([code, host.stderr()], [4, ""]);
});

Deno.test("runCatchingBugs() yields 70, prints the stack and asks for a report when main throws", async () => {
  const host = fakeHost();
  const main = () => Promise.reject(new TypeError("shelf is undefined"));
  const code = await runCatchingBugs(main, { host, args: ["--env", "TOKEN=hunter2"] });
  assertEquals([code, host.stdout()], [70, ""]);
  assertStringIncludes(host.stderr(), "bug in QA Gate");
  assertStringIncludes(host.stderr(), "TypeError: shelf is undefined\n    at ");
  assertStringIncludes(host.stderr(), "Please report it");
  assertEquals(host.stderr().includes("hunter2"), false);
});

Deno.test("runCatchingBugs() yields 70 when main throws at once, and something that is no error", async () => {
  const host = fakeHost();
  const main = () => {
    throw "a string";
  };
  assertEquals(await runCatchingBugs(main, { host, args: [] }), 70);
  assertStringIncludes(host.stderr(), "a string");
});
