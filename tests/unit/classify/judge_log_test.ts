import { assert, assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { judgeLog } from "../../../lib/classify/judge_log.ts";
import type {
  LogFacts,
  LogIntegrity,
  ReadStream,
  Trailer,
} from "../../../lib/model/observation.ts";

const [A, B] = ["a".repeat(64), "b".repeat(64)];

function read(bytes: number, change: Partial<ReadStream> = {}): ReadStream {
  return { bytes, lines: 1, sha256: bytes === 0 ? null : A, losses: [], ...change };
}

function trailer(change: Partial<Trailer> = {}): Trailer {
  return {
    nonce: "f00d",
    exitCode: 0,
    oomKills: 0,
    pidsLimitHits: 0,
    memoryPeakBytes: null,
    signalled: false,
    spooled: true,
    endedUptimeS: null,
    stdout: { bytes: 10, sha256: A },
    stderr: { bytes: 5, sha256: A },
    ...change,
  };
}

const SPOOL: LogFacts = {
  channel: "spool",
  stdout: read(10),
  stderr: read(5),
  trailer: trailer(),
  engineLog: null,
  endSeen: true,
  doubts: [],
};
const ATTACHED: LogFacts = {
  ...SPOOL,
  channel: "attached",
  stdout: read(10, { lines: 3, sha256: null }),
  stderr: read(5, { sha256: null }),
  trailer: null,
  engineLog: { bytes: 15, lines: 4 },
};

/** What is known, and what follows: the status, and words of each problem. */
const CASES: Readonly<
  Record<string, readonly [LogFacts, LogIntegrity["status"], ...readonly RegExp[]]>
> = {
  "both seals agree": [SPOOL, "complete"],
  "both streams were empty": [
    {
      ...SPOOL,
      stdout: read(0),
      stderr: read(0),
      trailer: trailer({ stdout: { bytes: 0, sha256: null }, stderr: { bytes: 0, sha256: null } }),
    },
    "complete",
  ],
  "the image cannot hash": [
    { ...SPOOL, trailer: trailer({ stdout: { bytes: 10, sha256: null } }) },
    "complete",
  ],
  "the script could not fork for the seals": [
    { ...SPOOL, trailer: trailer({ stdout: null, stderr: null }) },
    "complete",
  ],
  "the script was killed, and the spool was read to its end": [
    { ...SPOOL, trailer: null },
    "complete",
  ],
  "fewer bytes were read than were there": [
    { ...SPOOL, stdout: read(9) },
    "truncated",
    /^stdout: 10 bytes were there at the end, 9 were read$/,
  ],
  "something that outlived the tests printed on behind the seal": [
    { ...SPOOL, stderr: read(6, { sha256: B }) },
    "complete",
  ],
  "as many bytes, and other ones": [
    { ...SPOOL, stderr: read(5, { sha256: B }) },
    "truncated",
    /^stderr: what was read is not what was there at the end$/,
  ],
  "the stream was cut, which is told once": [
    { ...SPOOL, stdout: read(30, { losses: ["a process cut the stream"] }) },
    "truncated",
    /^stdout: a process cut the stream$/,
  ],
  "both streams lost something": [
    { ...SPOOL, stdout: read(9), stderr: read(4) },
    "truncated",
    /^stdout: /,
    /^stderr: /,
  ],
  "the end was not seen": [
    { ...SPOOL, trailer: null, endSeen: false },
    "unknown",
    /end of the container was not seen/,
  ],
  "a loss weighs more than an end that was not seen": [
    { ...SPOOL, stdout: read(9), endSeen: false },
    "truncated",
    /10 bytes were there/,
  ],
  "something could not be made sure of": [
    { ...SPOOL, trailer: null, doubts: ["what the engine kept could not be read"] },
    "unknown",
    /^what the engine kept could not be read$/,
  ],
  "a loss weighs more than a doubt": [
    { ...SPOOL, stdout: read(9), doubts: ["what the engine kept could not be read"] },
    "truncated",
    /10 bytes were there/,
  ],
  "only the engine kept the output": [
    { ...SPOOL, channel: "engine-log", trailer: null },
    "unknown",
    /engines lose lines/,
  ],
  "the client gave what the engine kept": [ATTACHED, "complete"],
  "the engine kept more lines than its client gave": [
    { ...ATTACHED, engineLog: { bytes: 20, lines: 5 } },
    "truncated",
    /the engine kept 5 lines, and 4 came/,
  ],
  "the engine kept fewer lines, which it does": [
    { ...ATTACHED, engineLog: { bytes: 11, lines: 3 } },
    "unknown",
    /the engine kept 11 bytes, and 15 came/,
  ],
  "the engine kept more bytes in as many lines": [
    { ...ATTACHED, engineLog: { bytes: 16, lines: 4 } },
    "unknown",
    /the engine kept 16 bytes, and 15 came/,
  ],
  "the engine could not be asked": [
    { ...ATTACHED, engineLog: null },
    "unknown",
    /could not be compared/,
  ],
  "neither the end nor the engine's log was seen": [
    { ...ATTACHED, engineLog: null, endSeen: false },
    "unknown",
    /end of the container/,
    /could not be compared/,
  ],
};

for (const [what, [facts, status, ...words]] of Object.entries(CASES)) {
  Deno.test(`judgeLog() is ${status} when ${what}`, () => {
    const judged = judgeLog(facts);
    assertEquals(judged.status, status);
    assertEquals(judged.channel, facts.channel);
    assertEquals(judged.problems.length, words.length, judged.problems.join("; "));
    words.forEach((pattern, at) => assert(pattern.test(judged.problems[at] ?? ""), `${pattern}`));
  });
}

Deno.test("judgeLog() tells the bytes of every channel that was counted, and of no other", () => {
  assertEquals(judgeLog(SPOOL).bytes, { spool: 15, inside: 15 });
  const half = judgeLog({ ...SPOOL, trailer: trailer({ stderr: null }) });
  assertEquals(half.bytes, { spool: 15 }, "one stream alone is not both");
  assertEquals(judgeLog({ ...ATTACHED, engineLog: { bytes: 12, lines: 3 } }).bytes, {
    attached: 15,
    "engine-log": 12,
  });
});

const BYTES = fc.nat({ max: 1_000_000 });
const READ = fc.record({
  bytes: BYTES,
  lines: fc.nat({ max: 99 }),
  sha256: fc.constantFrom(null, A, B),
  losses: fc.array(fc.constant("a process cut the stream"), { maxLength: 2 }),
});
const SEAL = fc.record({ bytes: BYTES, sha256: fc.constantFrom(null, A, B) });

Deno.test("judgeLog() never calls a reading complete that has fewer bytes than the seal", () => {
  const facts = fc.record({
    channel: fc.constantFrom<LogFacts["channel"]>("spool", "attached", "engine-log"),
    stdout: READ,
    stderr: READ,
    seals: fc.tuple(SEAL, SEAL),
    engineLog: fc.option(fc.record({ bytes: BYTES, lines: fc.nat({ max: 99 }) })),
    endSeen: fc.boolean(),
    doubts: fc.array(fc.constant("a doubt"), { maxLength: 1 }),
  });
  fc.assert(fc.property(facts, ({ seals: [stdout, stderr], ...rest }) => {
    const missing = rest.stdout.bytes < stdout.bytes || rest.stderr.bytes < stderr.bytes;
    fc.pre(missing);
    assertNotEquals(judgeLog({ ...rest, trailer: trailer({ stdout, stderr }) }).status, "complete");
  }));
});

Deno.test("judgeLog() has a problem to tell exactly when it is not complete", () => {
  const facts = fc.record({
    channel: fc.constantFrom<LogFacts["channel"]>("spool", "attached", "engine-log"),
    stdout: READ,
    stderr: READ,
    trailer: fc.option(fc.tuple(SEAL, SEAL).map(([stdout, stderr]) => trailer({ stdout, stderr }))),
    engineLog: fc.option(fc.record({ bytes: BYTES, lines: fc.nat({ max: 99 }) })),
    endSeen: fc.boolean(),
    doubts: fc.array(fc.constant("a doubt"), { maxLength: 1 }),
  });
  fc.assert(fc.property(facts, (one) => {
    const { status, problems } = judgeLog(one);
    assertEquals(problems.length === 0, status === "complete");
    const isLoss = one.stdout.losses.length + one.stderr.losses.length > 0;
    if (isLoss) assertEquals(status, "truncated");
  }));
});
