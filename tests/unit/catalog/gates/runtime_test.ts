import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { RUNTIME_GATE } from "../../../../lib/catalog/gates/runtime.ts";
import { TOOL_PROFILES } from "../../../../lib/catalog/gates/tool_profiles.ts";
import { refusePattern } from "../../../../lib/catalog/gates/refuse_pattern.ts";
import { play, scenarioOf } from "../../../support/play_gate.ts";
import { judgeGate } from "../../../support/judge_gate.ts";

Deno.test("runtime never passes with arbitrary answers of a known tool", async () => {
  const scenario = await scenarioOf("runtime", "pass");
  const [version = "", probe = ""] = Object.keys(scenario.programs ?? {});
  await fc.assert(fc.asyncProperty(fc.string(), fc.string(), async (stdout, stderr) => {
    const programs = { [version]: { stdout: "v20.1.0\n" }, [probe]: { stdout, stderr } };
    const { judgement } = await play(RUNTIME_GATE, { ...scenario, programs });
    assertEquals(judgement.faults.map(({ code }) => code), ["wrong_program"]);
  }));
});

Deno.test("runtime says of a tool that is not there the same on every machine", () => {
  const settings = { tools: TOOL_PROFILES.map(({ tool }) => ({ tool })) };
  const { faults } = judgeGate(RUNTIME_GATE, settings, {});
  assertEquals(
    faults.map(({ code, message }) => [code, message]),
    TOOL_PROFILES.map(({ tool }) => ["missing_tool", `${tool} not found on this machine`]),
  );
});

Deno.test("runtime names the program that pretends", async () => {
  const { judgement } = await play(RUNTIME_GATE, await scenarioOf("runtime", "shim-of-bun"));
  assert(
    judgement.detail.startsWith("node is not what it claims: Bun answers to"),
    judgement.detail,
  );
});

Deno.test("runtime is refused where no program may be started", () => {
  const refused = { is: "unread", code: "refused", why: "this kind may not" } as const;
  const programs = { "git --version": refused };
  const { faults } = judgeGate(RUNTIME_GATE, { tools: [{ tool: "git" }] }, { programs });
  assertEquals(faults.map(({ code }) => code), ["not_allowed"]);
});

Deno.test("runtime refuses a range that is none, and a pattern that may take for ever", () => {
  const accepts = (tool: object) => RUNTIME_GATE.shape.safeParse({ tools: [tool] }).success;
  assert(!accepts({ tool: "node", version: "newest" }));
  assert(!accepts({ tool: "node", probes: [{ args: [], must_match: "(a+)+$" }] }));
  assert(!RUNTIME_GATE.shape.safeParse({ tools: [{ tool: "node" }], timeout: "11m" }).success);
});

Deno.test("the patterns of all known tools are such as a user may write", () => {
  const patterns = TOOL_PROFILES.flatMap(({ probes }) =>
    probes.flatMap(({ mustMatch, mustNotMatch }) => [mustMatch ?? "x", mustNotMatch ?? "x"])
  );
  assertEquals(patterns.filter((pattern) => refusePattern(pattern) !== null), []);
});
