import { assert, assertEquals } from "@std/assert";
import { drawLadder } from "../../../lib/report/draw_ladder.ts";

Deno.test("drawLadder() draws each attempt as a step with its change and outcome", () => {
  const { text } = drawLadder([
    { number: 1, change: "", outcome: "crashed", isKept: false },
    { number: 2, change: "memory 64m -> 128m", outcome: "passed", isKept: true },
  ]);
  assertEquals(text.match(/class="stair"/g)?.length, 2);
  assert(text.includes("1: as configured, crashed; 2: memory 64m -&gt; 128m, passed"), text);
  assert(text.includes("2. passed, kept"), text);
});

Deno.test("drawLadder() shortens long changes, and draws none", () => {
  const change = "x".repeat(500);
  const { text } = drawLadder([{ number: 1, change, outcome: "passed", isKept: false }]);
  assert(text.includes("x…</text>"), text);
  assert(!/NaN|Infinity/.test(drawLadder([]).text));
});
