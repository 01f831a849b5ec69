import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  compareVersions,
  isInRange,
  readVersion,
  readVersionRange,
} from "../../../lib/formats/version_range.ts";

function holds(range: string, version: string): boolean {
  const [read, found] = [readVersionRange(range), readVersion(version)];
  assert(read.ok && found !== null, `${range} or ${version} cannot be read`);
  return isInRange(found, read.value);
}

const HELD: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  ["both bounds", ">=18 <23", ["18.0.0", "22.99.1"], ["17.9.9", "23.0.0", "23.0.0-rc.1"]],
  ["spaces behind the sign", ">= 3.9, < 3.13", ["3.9.0", "3.12.7"], ["3.8.18", "3.13.0"]],
  ["a caret", "^2.9", ["2.9.0", "2.10.4"], ["2.8.9", "3.0.0", "3.0.0-0"]],
  ["a caret below 1", "^0.2.3", ["0.2.3", "0.2.9"], ["0.3.0", "0.2.2"]],
  ["a caret below 0.1", "^0.0.3", ["0.0.3"], ["0.0.4"]],
  ["a tilde", "~1.4.2", ["1.4.2", "1.4.9"], ["1.5.0", "1.4.1"]],
  ["a tilde over one number", "~1", ["1.0.0", "1.9.9"], ["2.0.0"]],
  ["a begin", "20", ["20.0.0", "20.20.2"], ["21.0.0", "19.9.9"]],
  ["an x", "1.x", ["1.0.0", "1.99.0"], ["2.0.0"]],
  ["exactly", "=1.2.3", ["1.2.3"], ["1.2.4"]],
  ["from to", "1.2 - 1.4", ["1.2.0", "1.4.9"], ["1.5.0", "1.1.9"]],
  ["either", "^20 || ^22", ["20.1.0", "22.0.1"], ["21.0.0", "22.0.0-0"]],
  ["anything", "*", ["0.0.1", "99.1.1"], ["1.0.0-rc.1"]],
  ["more than all of a begin", ">1.2", ["1.3.0"], ["1.2.9"]],
  ["up to all of a begin", "<=1.2", ["1.2.9"], ["1.3.0"]],
  ["four numbers", ">=156.0.8078.70", ["156.0.8078.79"], ["156.0.8078.9"]],
  ["a pre-release that is named", "^2.0.0-rc.1", ["2.0.0-rc.2", "2.1.0"], [
    "2.0.0-beta",
    "2.1.0-rc.1",
  ]],
];

for (const [what, range, inside, outside] of HELD) {
  Deno.test(`isInRange() understands ${what}: ${range}`, () => {
    assertEquals(inside.filter((version) => !holds(range, version)), []);
    assertEquals(outside.filter((version) => holds(range, version)), []);
  });
}

Deno.test("readVersionRange() refuses what is no range, and says how one looks", () => {
  for (const text of ["", "newest", ">=", "1.2.3.4.5", ">=1 foo", "||", "^x", "1 -", "v", "1..2"]) {
    const read = readVersionRange(text);
    assert(!read.ok && read.error.includes(">=18 <23"), text);
  }
});

Deno.test("compareVersions() orders pre-releases as they are made", () => {
  const order = ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0", "1.0.1"];
  const shuffled = [...order].reverse()
    .sort((a, b) => compareVersions(readVersion(a)!, readVersion(b)!));
  assertEquals(shuffled, order);
});

Deno.test("readVersionRange() and readVersion() never throw", () => {
  fc.assert(fc.property(fc.string(), (text) => {
    readVersionRange(text);
    readVersion(text);
  }));
});

Deno.test("a caret holds every version from its own to the next first number", () => {
  const number = fc.integer({ min: 0, max: 999 });
  fc.assert(fc.property(fc.integer({ min: 1, max: 99 }), number, number, number, (a, b, c, d) => {
    assert(holds(`^${a}.${b}`, `${a}.${b + c}.${d}`));
    assert(!holds(`^${a}.${b}`, `${a + 1}.${c}.${d}`));
  }));
});
