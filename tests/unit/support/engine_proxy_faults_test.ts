import { assertEquals } from "@std/assert";
import { makeReply, pickFaults } from "../../support/engine_proxy_faults.ts";

Deno.test("pickFaults() hits from the n-th call on, and no more often than it is told", () => {
  const pick = pickFaults([{ call: "wait", fault: { kind: "hang" }, from: 2, times: 2 }]);
  const hits = ["wait", "start", "wait", "wait", "wait"] as const;
  assertEquals(hits.map((call) => pick(call)?.kind ?? null), [null, null, "hang", "hang", null]);
});

Deno.test("pickFaults() lets the first rule that hits decide, and counts for all of them", () => {
  const pick = pickFaults([
    { call: "start", fault: { kind: "refuse" }, times: 1 },
    { call: "any", fault: { kind: "hang" }, from: 2 },
  ]);
  assertEquals([pick("start")?.kind, pick("start")?.kind], ["refuse", "hang"]);
});

Deno.test("makeReply() is an error of the engine, or a web page, and has no body after HEAD", () => {
  const text = (kind: "status" | "html", method: string) =>
    new TextDecoder().decode(makeReply({ kind, status: 500 }, method) ?? undefined);
  assertEquals(text("status", "GET").endsWith('\r\n\r\n{"message":"injected fault"}\n'), true);
  assertEquals(text("html", "GET").includes("Content-Type: text/html"), true);
  assertEquals(text("html", "HEAD").endsWith("\r\n\r\n"), true);
  assertEquals(makeReply({ kind: "hang" }, "GET"), null);
});
