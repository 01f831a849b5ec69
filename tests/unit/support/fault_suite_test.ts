import { assertEquals } from "@std/assert";
import { overlapMs, readSpans } from "../../support/fault_suite.ts";

const STAMPS = `
container a-8 10.00 begin
container a-8 10.50 tick
failsafe b-7 10.40 begin
container a-8 10.60 end
failsafe b-7 12.00 tick
`;

Deno.test("readSpans() reads one span for each process, and whether it came to its end", () => {
  assertEquals(readSpans(STAMPS), [
    { place: "container", id: "a-8", fromMs: 10_000, toMs: 10_600, isWhole: true },
    { place: "failsafe", id: "b-7", fromMs: 10_400, toMs: 12_000, isWhole: false },
  ]);
});

Deno.test("overlapMs() is how long two ran at once, and 0 for those one after the other", () => {
  assertEquals(overlapMs(readSpans(STAMPS)), 200);
  assertEquals(overlapMs(readSpans(STAMPS.replace("10.40", "10.60"))), 0);
});
