import { assertEquals } from "@std/assert";
import { checkReports } from "../../../lib/plan/check_reports.ts";
import { resolvePlan } from "../../../lib/plan/resolve_plan.ts";
import { type InputScript, sampleInput } from "../../support/sample_input.ts";

function suite(name: string, report: string, needs: readonly string[] = []): object {
  return { name, command: ["x"], report, needs };
}

/** Place, message and hint of what is refused, or "" for nothing. */
function refusal(suites: readonly object[], script: InputScript = {}): string {
  const input = sampleInput({ config: JSON.stringify({ suites }), ...script });
  const plan = resolvePlan(input);
  if (plan.ok) return String(checkReports(plan.value, input) ?? "");
  const { error } = plan;
  if (error.kind !== "config") return error.kind;
  return `${error.line}:${error.column} ${error.message} | ${error.hint}`;
}

Deno.test("checkReports() refuses two suites that may write one report at once", () => {
  const said =
    '1:106 Suite "b": it leaves its report at "o.xml", as suite "a" does, and both may ' +
    'run at once | Give each a "report" of its own, or let one wait: "needs": ["a"]';
  assertEquals(refusal([suite("a", "o.xml"), suite("b", "./o.xml")]), said);
});

Deno.test("checkReports() accepts suites that wait, that run one by one, or of which one is chosen", () => {
  const both = [suite("a", "o.xml"), suite("b", "o.xml")];
  assertEquals(refusal(both, { args: ["--jobs", "1"] }), "");
  assertEquals(refusal(both, { args: ["--suite", "b"] }), "");
  assertEquals(refusal([suite("a", "o.xml"), suite("b", "p.xml")]), "");
  const waiting = [suite("a", "o.xml"), suite("c", "c.xml", ["a"]), suite("b", "o.xml", ["c"])];
  assertEquals(refusal(waiting), "");
  const fresh = ["a", "b"].map((name) => ({ name, command: ["x", "{report}"] }));
  assertEquals(refusal(fresh), "");
});
