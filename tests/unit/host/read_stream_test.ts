import { assertEquals } from "@std/assert";
import { readStream } from "../../../lib/host/read_stream.ts";

function byteStream(chunks: Uint8Array<ArrayBuffer>[], { close = true, onCancel = () => {} } = {}) {
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    type: "bytes",
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      if (close) controller.close();
    },
    cancel: onCancel,
  });
}

Deno.test("readStream() yields all bytes in order through a small buffer", async () => {
  const data = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
  const seen: number[] = [];
  const parts = [data.slice(0, 1), data.slice(1, 700), data.slice(700)];
  for await (const chunk of readStream(byteStream(parts), 64).chunks) {
    assertEquals(chunk.length <= 64, true);
    seen.push(...chunk);
  }
  assertEquals(Uint8Array.from(seen), data);
});

Deno.test("readStream() reads into one buffer again and again", async () => {
  const kept: Uint8Array[] = [];
  const parts = [Uint8Array.of(1, 2), Uint8Array.of(3, 4)];
  for await (const chunk of readStream(byteStream(parts), 2).chunks) kept.push(chunk);
  assertEquals(kept.map(({ length }) => length), [0, 0]);
});

Deno.test("cancel() ends chunks that are awaited", async () => {
  const reading = readStream(byteStream([], { close: false }));
  const ended = (async () => {
    for await (const _ of reading.chunks);
  })();
  await reading.cancel();
  await ended;
});

Deno.test("readStream() cancels its source when the consumer leaves early", async () => {
  let cancelled = false;
  const stream = byteStream([Uint8Array.of(1)], { close: false, onCancel: () => cancelled = true });
  for await (const _ of readStream(stream).chunks) break;
  assertEquals(cancelled, true);
});
