import { assertEquals } from "@std/assert";
import { openWriter, readColumns, readRows } from "../../../lib/host/terminal.ts";

Deno.test("readColumns() and readRows() yield 80 and 24 when there is no terminal or it has no size", () => {
  const noTerminal = () => {
    throw new Error("not a terminal");
  };
  assertEquals(readColumns(noTerminal), 80);
  assertEquals(readColumns(() => ({ columns: 0 })), 80);
  assertEquals(readRows(noTerminal), 24);
  assertEquals(readRows(() => ({ rows: 0 })), 24);
  assertEquals(readColumns(() => ({ columns: 132 })), 132);
});

Deno.test("openWriter() writes everything to a sink that takes a little at a time", () => {
  const taken: number[] = [];
  const write = openWriter({
    writeSync(data) {
      const part = data.subarray(0, 3);
      taken.push(...part);
      return part.length;
    },
  });
  write("grün, rot");
  write("!");
  assertEquals(new TextDecoder().decode(Uint8Array.from(taken)), "grün, rot!");
});

Deno.test("openWriter() waits for a full pipe and gives up after its bound", () => {
  let calls = 0;
  const sink = {
    writeSync(data: Uint8Array) {
      calls++;
      if (calls < 3) throw new Deno.errors.WouldBlock("full");
      return data.length;
    },
  };
  openWriter(sink)("x");
  assertEquals(calls, 3);
  const stuck = openWriter({
    writeSync() {
      calls++;
      throw new Deno.errors.WouldBlock("full");
    },
  }, 5);
  stuck("x");
  const before = calls;
  stuck("y");
  assertEquals(calls, before);
});

Deno.test("openWriter() is silent when the pipe is closed, and does not try again", () => {
  let calls = 0;
  const write = openWriter({
    writeSync() {
      calls++;
      throw new Deno.errors.BrokenPipe("closed");
    },
  });
  write("a");
  write("b");
  assertEquals(calls, 1);
});
