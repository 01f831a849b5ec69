import { assertEquals, assertThrows } from "@std/assert";
import { listenForInterrupts } from "../../../lib/pipeline/listen_for_interrupts.ts";
import { FakeExit, fakeHost } from "../../support/fake_host.ts";

Deno.test("listenForInterrupts() is silent until something comes", () => {
  const interrupts = listenForInterrupts(fakeHost());
  assertEquals([interrupts.first(), interrupts.signal.aborted], [null, false]);
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.test(`listenForInterrupts() aborts at the first ${signal}, tells everybody, and goes on`, () => {
    const host = fakeHost();
    const interrupts = listenForInterrupts(host);
    const told: string[] = [];
    interrupts.onFirst((name) => told.push(`one ${name} ${interrupts.signal.aborted}`));
    interrupts.onFirst((name) => told.push(`two ${name}`));
    interrupts.onSecond(() => told.push("second"));
    host.interrupt(signal);
    assertEquals([interrupts.first(), interrupts.signal.aborted], [signal, true]);
    assertEquals(told, [`one ${signal} true`, `two ${signal}`]);
  });
}

Deno.test("onFirst() is called at once when the first one has already come", () => {
  const host = fakeHost();
  const interrupts = listenForInterrupts(host);
  const told: string[] = [];
  host.interrupt("SIGTERM");
  interrupts.onFirst((name) => told.push(name));
  assertEquals(told, ["SIGTERM"]);
});

for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test(`listenForInterrupts() ends us with ${code} at a second one, ${signal}`, () => {
    const host = fakeHost();
    const interrupts = listenForInterrupts(host);
    const told: string[] = [];
    interrupts.onFirst(() => told.push("first"));
    interrupts.onSecond(() => told.push("second"));
    host.interrupt(signal === "SIGINT" ? "SIGTERM" : "SIGINT");
    assertEquals(assertThrows(() => host.interrupt(signal), FakeExit).code, code);
    assertEquals(told, ["first", "second"]);
    assertEquals(interrupts.first(), signal === "SIGINT" ? "SIGTERM" : "SIGINT");
  });
}

Deno.test("stop() ends the listening", () => {
  const host = fakeHost();
  const interrupts = listenForInterrupts(host);
  interrupts.stop();
  assertEquals(host.interrupt("SIGINT"), 0);
  assertEquals([interrupts.first(), interrupts.signal.aborted], [null, false]);
});
