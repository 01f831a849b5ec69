import { assert, assertEquals } from "@std/assert";
import { copyStream } from "../../../lib/execute/copy_stream.ts";
import { newCounters } from "../../../lib/execute/count_stream.ts";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import { type FakeHost, fakeHost } from "../../support/fake_host.ts";

const LOG = "/run/stdout.log";

/** One chunk, or something that happens to the world before the next one. */
type Piece = string | ((host: FakeHost) => void | Promise<void>);

async function copy(pieces: readonly Piece[], secrets = new Map<string, string>()) {
  const host = fakeHost({ files: { "/run": { kind: "folder" } } });
  const opened = await host.files.append(LOG);
  assert(opened.ok);
  const counters = newCounters();
  const lost: string[] = [];
  await copyStream(chunksOf(pieces, host), {
    sink: opened.value,
    redactor: createRedactor(secrets).open("stdout.log"),
    counters,
    sinceStartMs: () => host.monotonicMs(),
    onLost: (detail) => lost.push(detail),
  });
  return { text: host.files.text(LOG), counters, lost };
}

/** All chunks share one buffer, as those of a real process do. */
async function* chunksOf(pieces: readonly Piece[], host: FakeHost): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(256);
  for (const piece of pieces) {
    if (typeof piece === "string") {
      yield buffer.subarray(0, new TextEncoder().encodeInto(piece, buffer).written);
    } else await piece(host);
  }
}

const fillDisk = (host: FakeHost): void => {
  host.files.failures.push({ path: LOG, code: "disk-full" });
};
const mendDisk = (host: FakeHost): void => {
  host.files.failures.length = 0;
};

Deno.test("copyStream() copies every byte, and counts when they came", async () => {
  const { text, counters, lost } = await copy([
    (host) => host.sleep(30),
    "one\ntw",
    (host) => host.sleep(20),
    "o\nend",
  ]);
  assertEquals(text, "one\ntwo\nend");
  assertEquals(counters, { bytes: 11, lines: 2, firstOutputMs: 30, lastOutputMs: 50 });
  assertEquals(lost, []);
});

Deno.test("copyStream() reads and counts on when the disk is full, and says so once", async () => {
  const { text, counters, lost } = await copy(["one\n", fillDisk, "two\n", "three\n"]);
  assert("one\n".startsWith(text), text);
  assertEquals([counters.bytes, counters.lines], [14, 3]);
  assertEquals(lost, ["fake: disk-full"]);
});

Deno.test("copyStream() leaves a cut file cut: a later write would hide the gap", async () => {
  const { text, lost } = await copy(["one\n", fillDisk, "two\n", mendDisk, "three\n"]);
  assert("one\n".startsWith(text), text);
  assertEquals(lost.length, 1);
});

Deno.test("copyStream() replaces a secret that is cut by the end of a chunk", async () => {
  const secrets = new Map([["TOKEN", "tulip-harbour-42"]]);
  const { text, counters } = await copy(["is tulip-", "harb", "our-42!\n"], secrets);
  assertEquals(text, "is [redacted:env:TOKEN]!\n");
  assertEquals(counters.bytes, 21, "what the program wrote is counted, not what we keep");
});

Deno.test("copyStream() writes at the end what only might have become a secret", async () => {
  const secrets = new Map([["TOKEN", "tulip-harbour-42"]]);
  const { text } = await copy(["is tulip-", "harb"], secrets);
  assertEquals(text, "is tulip-harb");
});
