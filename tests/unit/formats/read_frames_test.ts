import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { openFrames } from "../../../lib/formats/read_frames.ts";
import { spellFrames } from "../../support/spell_frames.ts";

const OWNER = { nonce: "n", task: 3 };
const ENCODER = new TextEncoder();

function spell(life = "l", length = 300): string[] {
  const report = Array.from({ length }, (_, at) => `${at},`).join("");
  return spellFrames({
    ...{ ...OWNER, life, frameBytes: 40 },
    suites: [{ code: 0, files: { report } }, { code: 0, files: { stdout: "two" } }],
  });
}

/** What was given out of lines that came in pieces of some size. */
function readAll(lines: readonly string[], size = 1000, frames = openFrames(OWNER)) {
  const bytes = ENCODER.encode(lines.map((line) => `${line}\n`).join(""));
  const news = [];
  for (let at = 0; at < bytes.length; at += size) {
    news.push(...frames.push(bytes.slice(at, at + size)));
  }
  return { news, account: frames.account(), frames };
}

Deno.test("openFrames() gives every frame once and in order, whatever the pieces", () => {
  const lines = spell();
  const whole = readAll(lines).news;
  assertEquals(whole.length, lines.length);
  assertEquals(whole.at(-1), { kind: "end", code: 0 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), (size) => {
      assertEquals(readAll(lines, size).news, whole);
    }),
    { numRuns: 30 },
  );
});

Deno.test("openFrames() comes to the same with frames doubled, moved, and words between them", () => {
  const lines = spell();
  const whole = readAll(lines).news;
  const moves = fc.array(fc.tuple(fc.nat(), fc.constantFrom("twice", "swap", "words")), {
    maxLength: 30,
  });
  fc.assert(fc.property(moves, (done) => {
    const told = [...lines];
    for (const [at, what] of done) {
      const place = at % (told.length - 1);
      if (what === "twice") told.splice((place * 7) % told.length, 0, told[place]!);
      else if (what === "words") told.splice(place, 0, "warning: qa1: is no frame");
      else [told[place], told[place + 1]] = [told[place + 1]!, told[place]!];
    }
    const read = readAll(told);
    assertEquals(read.news, whole);
    assertEquals(read.account.waiting, 0);
  }));
});

Deno.test("openFrames() stops before a frame that is lost, and goes on when it is read again", () => {
  const lines = spell();
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat({ max: lines.length - 1 }), { minLength: 1 }), (lost) => {
      const left = lines.filter((_, at) => !lost.includes(at));
      const first = readAll(left);
      assertEquals(first.news.length, Math.min(...lost));
      const again = readAll(lines, 333, first.frames);
      assertEquals([...first.news, ...again.news], readAll(lines).news);
    }),
  );
});

Deno.test("openFrames() keeps no more than a window of what waits", () => {
  const lines = spell("l", 3000).slice(1);
  const { news, account } = readAll(lines);
  assertEquals(news, []);
  assert(account.waiting <= 64);
});

Deno.test("openFrames() counts what is of another life, task or job, and takes nothing of it", () => {
  const foreign = [
    ...spell("other"),
    ...spellFrames({ nonce: "n", life: "l", task: 4, suites: [] }),
    ...spellFrames({ nonce: "m", life: "l", task: 3, suites: [] }),
  ];
  const [first = "", ...rest] = spell();
  const { news, account } = readAll([first, ...foreign, ...rest, "x".repeat(200_000)]);
  assertEquals(news, readAll(spell()).news);
  assertEquals(account.foreign, foreign.length + 1);
  assertEquals(account.said.length, 200);
});
