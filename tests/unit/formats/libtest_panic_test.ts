import { assertEquals } from "@std/assert";
import { explainPanic } from "../../../lib/formats/libtest_panic.ts";

Deno.test("explainPanic() reads the message and place of old and new compilers", () => {
  const place = { message: "boom", file: "src/a b.rs", line: 3 };
  assertEquals(explainPanic("out\nthread 'x' panicked at src/a b.rs:3:5:\nboom\nnote: run"), place);
  assertEquals(explainPanic("thread 'x' (12) panicked at src/a b.rs:3:5:\nboom"), place);
  assertEquals(explainPanic("thread 'x' panicked at 'boom', src/a b.rs:3:5\n"), place);
});

Deno.test("explainPanic() gives the first line when there is no panic", () => {
  assertEquals(explainPanic("\n  Error: no\nmore"), { message: "Error: no", file: "", line: null });
  assertEquals(explainPanic(""), { message: "", file: "", line: null });
});
