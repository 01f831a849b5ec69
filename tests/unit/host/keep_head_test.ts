import { assertEquals } from "@std/assert";
import { keepHead } from "../../../lib/host/keep_head.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("keepHead() keeps the first bytes and drops the rest", () => {
  const head = keepHead(5);
  for (const text of ["abc", "def", "ghi"]) head.add(bytes(text));
  assertEquals(head.text(), "abcde");
});

Deno.test("keepHead() copies, because chunks share a buffer", () => {
  const head = keepHead(100);
  const chunk = bytes("one");
  head.add(chunk);
  chunk.set(bytes("two"));
  head.add(chunk);
  assertEquals(head.text(), "onetwo");
});

Deno.test("keepHead() joins characters split over chunks and replaces invalid bytes", () => {
  const head = keepHead(100);
  head.add(Uint8Array.of(0xc3));
  head.add(Uint8Array.of(0xbc, 0xff));
  assertEquals(head.text(), "ü\ufffd");
});

Deno.test("keepHead() keeps a byte order mark: output is not a file", () => {
  const head = keepHead(100);
  head.add(bytes("\ufeffx"));
  assertEquals(head.text(), "\ufeffx");
});
