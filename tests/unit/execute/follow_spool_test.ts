import { assert, assertEquals } from "@std/assert";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { newCounters } from "../../../lib/execute/count_stream.ts";
import { followSpool } from "../../../lib/execute/follow_spool.ts";
import { openTarget } from "../../../lib/execute/open_target.ts";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import type { FollowedFile } from "../../../lib/host/host.ts";
import { type FakeHost, fakeHost } from "../../support/fake_host.ts";

const PATH = "/spool/stdout";
const LOG = "/run/stdout.log";

/** Follows a file to which a test appends, and counts how often it was read. */
async function follow(
  write: (host: FakeHost, append: (text: string) => Promise<void>) => Promise<void>,
  wrap: (file: FollowedFile) => FollowedFile = (file) => file,
  secrets = new Map<string, string>(),
) {
  const host = fakeHost({ files: { "/run": { kind: "folder" }, "/spool": { kind: "folder" } } });
  const made = await host.files.createFollowed(PATH);
  assert(made.ok);
  const reads: number[] = [];
  const file = wrap({
    ...made.value,
    read: () => {
      reads.push(host.monotonicMs());
      return made.value.read();
    },
  });
  const counters = newCounters();
  const target = await openTarget(host, "stdout.log", counters, {
    folder: "/run",
    label: "suites/unit/container-1",
    redactor: createRedactor(secrets),
    stdout: counters,
    stderr: newCounters(),
    warn: () => {},
  });
  const over = new AbortController();
  const following = followSpool(host, file, target, over.signal);
  await write(host, async (text) => {
    const sink = await host.files.append(PATH);
    assert(sink.ok);
    await sink.value.write(new TextEncoder().encode(text));
  });
  over.abort();
  return { host, counters, reads, reading: await following, log: host.files.text(LOG) };
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

Deno.test("followSpool() copies what is appended while it is appended, with its size and hash", async () => {
  const { reading, counters, log } = await follow(async (host, append) => {
    await append("one\n");
    await host.sleep(15);
    assertEquals(host.files.text(LOG), "one\n", "seen live");
    await host.sleep(500);
    await append("two\nthree");
    await host.sleep(1_000);
    // What may still become a secret is held back.
    assertEquals(host.files.text(LOG), "one\ntwo\n");
  });
  assertEquals(log, "one\ntwo\nthree");
  assertEquals(reading, { bytes: 13, sha256: hashOf("one\ntwo\nthree"), losses: [] });
  assertEquals([counters.bytes, counters.lines], [13, 2]);
});

Deno.test("followSpool() reads to the end what was written until the container was over", async () => {
  const long = "x".repeat(99_999);
  const { reading, log } = await follow(async (host, append) => {
    await host.sleep(5_000);
    await append(long);
  });
  assertEquals([log === long, reading.bytes, reading.sha256], [true, 99_999, hashOf(long)]);
});

Deno.test("followSpool() has neither bytes nor a hash of a stream without output", async () => {
  const { reading, counters, log } = await follow((host) => host.sleep(1_000));
  assertEquals(reading, { bytes: 0, sha256: null, losses: [] });
  assertEquals([counters.firstOutputMs, log], [null, ""]);
});

Deno.test("followSpool() looks twenty times a second at a silent stream, and at once at its end", async () => {
  const { reads, host } = await follow((host) => host.sleep(10_000));
  assert(reads.length <= 210, `read ${reads.length} times`);
  assert(reads.length >= 195, `read ${reads.length} times`);
  assertEquals(host.monotonicMs(), 10_000, "the pause ends with the container");
});

Deno.test("followSpool() looks again soon while something comes", async () => {
  const { reads, host } = await follow(async (host, append) => {
    await host.sleep(5_000);
    for (let nth = 0; nth < 100; nth++) {
      await append(`${nth}\n`);
      await host.sleep(10);
    }
  });
  assertEquals(host.monotonicMs(), 6_000);
  const busy = reads.filter((atMs) => atMs >= 5_000).length;
  assert(busy >= 100 && busy <= 320, `read ${busy} times`);
});

Deno.test("followSpool() redacts what two appends made together; the hash is of what was written", async () => {
  const { log, reading } = await follow(
    async (host, append) => {
      await append("is tulip-har");
      await host.sleep(1_000);
      await append("bour-42!\n");
    },
    undefined,
    new Map([["TOKEN", "tulip-harbour-42"]]),
  );
  assertEquals(log, "is [redacted:env:TOKEN]!\n");
  assertEquals(reading.sha256, hashOf("is tulip-harbour-42!\n"));
});

Deno.test("followSpool() follows the file that it was given, whatever is put in its place", async () => {
  const { log } = await follow(async (host, append) => {
    await append("ours\n");
    await host.sleep(200);
    host.files.put(PATH, "planted\n");
    await host.sleep(200);
  });
  assertEquals(log, "ours\n");
});

/** A file that can be cut, as by a process that opens /dev/stdout with `>`. */
function cuttable() {
  let [bytes, at] = [new Uint8Array(), 0];
  const file: FollowedFile = {
    read: () => {
      const piece = bytes.slice(at);
      at += piece.length;
      return Promise.resolve(piece);
    },
    size: () => Promise.resolve({ bytes: bytes.length, stored: bytes.length }),
    keepsHead: () => Promise.resolve(true),
    rewind: () => {
      at = 0;
      return Promise.resolve();
    },
    close: () => {},
  };
  return { file, write: (text: string) => void (bytes = new TextEncoder().encode(text)) };
}

Deno.test("followSpool() keeps what it has of a file that is cut, reads on, and tells the loss", async () => {
  const { file, write } = cuttable();
  const { log, reading } = await follow(async (host) => {
    write("one\ntwo\n");
    await host.sleep(200);
    write("3\n");
    await host.sleep(200);
    write("3\n4\n");
    await host.sleep(200);
  }, () => file);
  assertEquals(log, "one\ntwo\n3\n4\n");
  assertEquals([reading.bytes, reading.sha256], [12, hashOf("one\ntwo\n3\n4\n")]);
  assertEquals(reading.losses.length, 1);
  assert(reading.losses[0]?.includes("after 8 bytes"), reading.losses[0]);
});

Deno.test("followSpool() tells of a cut although the file has long grown again, and reads it anew", async () => {
  for (const wait of [0, 200]) {
    const { file, write } = cuttable();
    let isCut = false;
    const { log, reading } = await follow(async (host) => {
      write("one\n");
      await host.sleep(200);
      isCut = true;
      write("two\nthree\n");
      await host.sleep(wait);
    }, () => ({
      ...file,
      keepsHead: () => Promise.resolve(!isCut),
      rewind: () => {
        isCut = false;
        return file.rewind();
      },
    }));
    // Of the two bytes that came first nobody knows that they are new; then all is read again.
    assert(log.endsWith("two\nthree\n"), log);
    assertEquals(reading.losses.length, 1);
  }
});

Deno.test("followSpool() tells of a cut in the last moment, and reads what came after it", async () => {
  for (const last of ["", "3\n"]) {
    const { file, write } = cuttable();
    const { log, reading } = await follow(async (host) => {
      write("one\ntwo\n");
      await host.sleep(200);
      write(last);
    }, () => file);
    assertEquals([log, reading.losses.length], [`one\ntwo\n${last}`, 1]);
  }
});

Deno.test("followSpool() tells once of a stream that is cut again and again", async () => {
  const { file, write } = cuttable();
  const { reading } = await follow(async (host) => {
    for (let nth = 0; nth < 20; nth++) {
      write(nth % 2 === 0 ? "longer\n" : "x\n");
      await host.sleep(200);
    }
  }, () => file);
  assertEquals(reading.losses.length, 1);
});

/** A file of that size of which only so much is stored: the rest is holes, read as zeros. */
function holed(bytes: number, stored: number): FollowedFile {
  const zeros = new Uint8Array(1024 * 1024);
  let at = 0;
  return {
    read: () => {
      const piece = zeros.subarray(0, Math.min(zeros.length, bytes - at));
      at += piece.length;
      return Promise.resolve(piece);
    },
    size: () => Promise.resolve({ bytes, stored }),
    keepsHead: () => Promise.resolve(true),
    rewind: () => Promise.resolve(),
    close: () => {},
  };
}

for (const [when, waitMs] of [["while the tests run", 1_000], ["at their end", 0]] as const) {
  Deno.test(`followSpool() ends in the holes of a terabyte ${when}, and tells how much it left`, async () => {
    const file = holed(1024 ** 4, 4096);
    const { reading } = await follow(async (host) => {
      // 64 MiB in the files of a fake would take long, and nobody looks at them.
      host.files.failures.push({ path: LOG, code: "disk-full" });
      await host.sleep(waitMs);
    }, () => file);
    assertEquals(reading.losses.length, 1);
    assert(reading.losses[0]?.startsWith("the rest of the stream is holes: "), reading.losses[0]);
    assert(reading.losses[0]?.includes(`${1024 ** 4 - reading.bytes} bytes were not read`));
    assert(reading.bytes <= 128 * 1024 ** 2, `${reading.bytes} bytes`);
  });
}

Deno.test("followSpool() reads a small file with holes as it is", async () => {
  const { reading } = await follow(() => Promise.resolve(), () => holed(200_000, 4096));
  assertEquals(reading, { bytes: 200_000, sha256: hashOf("\0".repeat(200_000)), losses: [] });
});

Deno.test("followSpool() does not follow a container that was given up and writes on for ever", async () => {
  let written = 0;
  const chunk = new Uint8Array(100).fill(120);
  const { reading } = await follow((host) => host.sleep(50), () => ({
    read: async () => {
      // The real clock: a reading that does not end must fail here, not hang.
      await new Promise((resolve) => setTimeout(resolve, 0));
      if ((written += chunk.length) > 1_000_000) throw new Error("it reads for ever");
      return chunk;
    },
    size: () => Promise.resolve({ bytes: written + 1_000, stored: written + 1_000 }),
    keepsHead: () => Promise.resolve(true),
    rewind: () => Promise.resolve(),
    close: () => {},
  }));
  assertEquals(reading.losses, []);
});

Deno.test("followSpool() gives the whole, however it was cut into appends", async () => {
  const pieces = fc.array(
    fc.record({
      text: fc.string({ unit: "binary", maxLength: 40 }),
      pauseMs: fc.nat({ max: 40 }),
    }),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(pieces, async (list) => {
      const whole = list.map(({ text }) => text).join("");
      const { log, reading } = await follow(async (host, append) => {
        for (const { text, pauseMs } of list) {
          await append(text);
          await host.sleep(pauseMs);
        }
      });
      assertEquals(log, whole);
      assertEquals(reading.sha256, whole === "" ? null : hashOf(whole));
      assertEquals([reading.bytes, reading.losses], [new TextEncoder().encode(whole).length, []]);
    }),
    { numRuns: 15 },
  );
});
