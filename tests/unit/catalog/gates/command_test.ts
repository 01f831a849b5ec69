import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { COMMAND_GATE } from "../../../../lib/catalog/gates/command.ts";
import { play, scenarioOf } from "../../../support/play_gate.ts";
import { judgeGate } from "../../../support/judge_gate.ts";

Deno.test("command never passes with another exit code, whatever is printed", async () => {
  const scenario = await scenarioOf("command", "pass");
  const code = fc.integer({ min: 1, max: 255 });
  await fc.assert(fc.asyncProperty(code, fc.string(), async (exitCode, stdout) => {
    const programs = { "lint --check": { exitCode, stdout } };
    const { got } = await play(COMMAND_GATE, { ...scenario, programs });
    assertEquals(got, ["unexpected_exit lint"]);
  }));
});

Deno.test("command says that it could not start or may not", () => {
  const settings = { argv: ["lint"] };
  const codes = (code: "refused" | "permission-denied" | "outside") => {
    const programs = { lint: { is: "unread", code, why: "no" } as const };
    return judgeGate(COMMAND_GATE, settings, { programs }).faults.map((fault) => fault.code);
  };
  assertEquals(codes("refused"), ["not_allowed"]);
  assertEquals(codes("permission-denied"), ["cannot_start"]);
  assertEquals(codes("outside"), ["cannot_start"]);
});

Deno.test("command shows the last line of what is printed, without control characters", () => {
  const answer = { is: "program", exitCode: 3, timedOut: false, path: null } as const;
  const programs = { lint: { ...answer, stdout: "fine\n", stderr: "a.ts\u001b[31m: no\n" } };
  const { detail } = judgeGate(COMMAND_GATE, { argv: ["lint"] }, { programs });
  assertEquals(detail, '"lint" ended with 3, where 0 is wanted: a.ts: no');
});

Deno.test("command accepts no shell line and no time beyond ten minutes", () => {
  assert(!COMMAND_GATE.shape.safeParse({ argv: "lint --check" }).success);
  assert(!COMMAND_GATE.shape.safeParse({ argv: [] }).success);
  assert(!COMMAND_GATE.shape.safeParse({ argv: ["lint"], timeout: "601s" }).success);
});
