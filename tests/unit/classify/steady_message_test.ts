import { assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { steadyMessage } from "../../../lib/classify/steady_message.ts";

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });
const digits = (least: number, most: number) => fc.integer({ min: least, max: most }).map(String);
const two = (most: number) =>
  fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(2, "0"));
const clock = fc.tuple(two(23), two(59), two(59)).map((parts) => parts.join(":"));

/** What stands for a value that changes from run to run, by kind, and the text around it. */
const VOLATILE: Readonly<
  Record<string, readonly [fc.Arbitrary<string>, (value: string) => string]>
> = {
  "times of day": [clock, (time) => `late at ${time}.123 in the test`],
  "timestamps": [clock, (time) => `created 2026-11-20T${time}.5Z, not found`],
  "addresses": [hex(12), (address) => `<Store object at 0x7${address}> is closed`],
  "process ids": [digits(2, 4_194_304), (pid) => `worker died (pid ${pid})`],
  "temporary folders": [hex(8), (name) => `cannot open '/tmp/pytest-of-me/x${name}/a.db'`],
  "temporary files": [hex(8), (name) => `cannot open /var/tmp/tmp${name}1.txt: denied`],
  "uuids": [
    fc.uuid(),
    (uuid) => `order ${uuid} is not paid`,
  ],
  "digests": [hex(39), (digest) => `sha256:0a${digest} differs`],
  "ids of containers": [hex(10), (id) => `container a1${id} ended`],
  "ports given by chance": [digits(32_768, 60_999), (port) => `localhost:${port} refused`],
  "ports in words": [digits(32_768, 60_999), (port) => `cannot reach port ${port}`],
  "durations": [digits(1, 90_000), (time) => `no answer within ${time}ms`],
  "lines of files": [digits(1, 90_000), (line) => `raised at src/shop.py:${line}`],
  "lines in words": [digits(1, 90_000), (line) => `syntax error, line ${line}`],
  "times since 1970": [digits(1_500_000_000, 2_000_000_000), (time) => `token of ${time} is old`],
  "run ids": [hex(6), (id) => `outputs of 20261120T100000Z-${id}`],
};

for (const [kind, [values, say]] of Object.entries(VOLATILE)) {
  Deno.test(`steadyMessage() is the same whatever ${kind}`, () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        assertEquals(steadyMessage(say(a)), steadyMessage(say(b)));
      }),
      { numRuns: 60 },
    );
  });
}

Deno.test("steadyMessage() is the same in whichever order a set is printed", () => {
  const parts = ["'a'", "'b'", "3", "None", "0x10"];
  fc.assert(fc.property(fc.shuffledSubarray(parts, { minLength: 5 }), (shuffled) => {
    assertEquals(
      steadyMessage(`{${shuffled.join(", ")}} == 1`),
      steadyMessage(`{${parts.join(", ")}} == 1`),
    );
  }));
});

Deno.test("steadyMessage() is the same wherever the root is", () => {
  const say = (root: string) => `cannot import ${root}/src/shop.py`;
  const told = ["/home/ada/shop", "/workspace"].map((root) => steadyMessage(say(root), [root]));
  assertEquals(told[0], told[1]);
});

const DIFFERENT: readonly (readonly [string, string])[] = [
  ["assert 3 == 4", "assert 3 == 5"],
  ["expected 200, got 404", "expected 200, got 500"],
  ["connection to db:5432 refused", "connection to db:6379 refused"],
  ["0.1 + 0.2 is 0.30000000000000004", "0.1 + 0.2 is 0.3"],
  ["no answer from db.local:5432", "no answer from db.local:6379"],
  ["cannot open /tmp/x1/config.json", "cannot open /tmp/x1/data.json"],
  ["[1, 2] == [2, 1]", "[1, 2] == [1, 2]"],
  ["0xff", "0xfe"],
  ["released 2026-01-31", "released 2026-02-01"],
  ["deadbeef", "deadbeee"],
];

for (const [a, b] of DIFFERENT) {
  Deno.test(`steadyMessage() keeps "${a}" apart from "${b}"`, () => {
    assertNotEquals(steadyMessage(a), steadyMessage(b));
  });
}

Deno.test("steadyMessage() is steady itself", () => {
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => {
    const once = steadyMessage(text);
    assertEquals(steadyMessage(once), once);
  }));
});
