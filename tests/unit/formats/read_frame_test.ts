import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { readFrame } from "../../../lib/formats/read_frame.ts";
import { spellFrames } from "../../support/spell_frames.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const LINES = spellFrames({
  ...{ nonce: "n", life: "l", task: 7 },
  suites: [{ code: 1, files: { report: "<x/>", stdout: "" }, seconds: 2.5 }],
});

Deno.test("readFrame() reads every kind of frame", () => {
  const frames = LINES.map((line) => readFrame(bytes(line)));
  assertEquals(frames.map((frame) => frame?.number), [0, 1, 2, 3, 4, 5, 6]);
  assertEquals(frames.map((frame) => frame?.task), Array.from({ length: 7 }, () => 7));
  assertEquals(frames.map((frame) => frame?.news), [
    { kind: "begin", version: 1 },
    { kind: "suite", index: 0 },
    { kind: "data", index: 0, file: "report", bytes: bytes("<x/>") },
    { kind: "file", index: 0, file: "report", state: "whole", size: 4, sha256: null },
    { kind: "file", index: 0, file: "stdout", state: "whole", size: 0, sha256: null },
    { kind: "done", index: 0, code: 1, why: "exited", durationMs: 2500 },
    { kind: "end", code: 1 },
  ]);
});

Deno.test("readFrame() finds a frame behind what somebody else has begun to write", () => {
  const frame = readFrame(bytes(`half a line qa1: of others qa1:12 ${LINES[0]}\r`));
  assertEquals(frame?.news, { kind: "begin", version: 1 });
});

Deno.test("readFrame() takes a frame by its length where there was no checksum", () => {
  const text = "n l 7 12 data 0 stdout x 6162 .12";
  const frame = readFrame(bytes(`qa1:l${text.length} ${text}`));
  assertEquals(frame?.news, { kind: "data", index: 0, file: "stdout", bytes: bytes("ab") });
  const joined = "n l 7 12 data 0 stdout x 6162 .13";
  assertEquals(readFrame(bytes(`qa1:l${joined.length} ${joined}`)), null);
  assertEquals(readFrame(bytes(`qa1:l${text.length + 1} ${text}`)), null);
});

Deno.test("readFrame() takes no line that was cut, changed or joined from two", () => {
  const line = fc.constantFrom(...LINES);
  fc.assert(fc.property(line, fc.nat(), fc.integer({ min: 1, max: 255 }), (one, at, change) => {
    const whole = bytes(one);
    const cut = whole.subarray(0, at % whole.length);
    assertEquals(readFrame(cut), null);
    const changed = whole.slice();
    const place = at % whole.length;
    changed[place] = changed[place]! ^ change;
    assertEquals(readFrame(changed), null);
  }));
  fc.assert(fc.property(line, line, fc.nat(), (one, other, at) => {
    const place = at % one.length;
    const joined = one.slice(0, place) + other.slice(place);
    const frame = readFrame(bytes(joined));
    if (frame !== null) assertEquals([one, other].includes(joined), true);
  }));
});

Deno.test("readFrame() bears any bytes", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
    assertEquals(readFrame(noise), null);
  }));
});
