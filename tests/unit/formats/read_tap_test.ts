import { assertEquals, assertStringIncludes } from "@std/assert";
import { readTap } from "../../../lib/formats/read_tap.ts";
import bats from "../../../fixtures/runners/bats/extended/stdout.txt" with { type: "text" };
import broken from "../../../fixtures/runners/bats/broken/stdout.txt" with { type: "text" };
import dead from "../../../fixtures/runners/bats/dead/stdout.txt" with { type: "text" };
import node from "../../../fixtures/runners/tap/node/stdout.txt" with { type: "text" };
import perl from "../../../fixtures/runners/tap/perl/stdout.txt" with { type: "text" };
import { brief, readWhole } from "./read_whole.ts";

Deno.test("readTap() reads what bats tells, files and durations included", async () => {
  const { tests, end } = await readWhole(readTap, bats);
  assertEquals(end, {
    whole: true,
    problems: [],
    declared: { tests: 8, failures: 2, skipped: 2 },
  });
  assertEquals(tests.map((test) => `${test.outcome} ${test.file.split("/").at(-1)} ${test.name}`), [
    "passed second.bats adds",
    "failed second.bats does not exist",
    "passed sum.bats adds",
    "failed sum.bats is wrong here",
    "skipped sum.bats is not asked",
    "skipped sum.bats is not asked either",
    'passed sum.bats has # in its [name], and "quotes"',
    "passed sum.bats writes to the report",
  ]);
  const wrong = tests[3];
  assertEquals([wrong?.line, wrong?.message], [8, '`[ "$output" -eq 4 ]\' failed']);
  assertEquals(typeof wrong?.durationMs, "number");
  assertEquals(tests[4]?.message, "not asked");
});

Deno.test("readTap() names the test of bats that was running, and a file that does not load", async () => {
  const cut = await readWhole(readTap, dead);
  assertEquals(brief(cut.tests), ["passed one", "crashed two"]);
  assertEquals(cut.end?.problems, ["3 tests are planned, 1 told"]);
  const unread = await readWhole(readTap, broken);
  assertEquals(brief(unread.tests), ["failed setup_file failed"]);
  assertStringIncludes(unread.tests[0]?.message ?? "", "syntax error");
});

Deno.test("readTap() reads subtests, to-dos and skips of Perl's Test::More", async () => {
  const { tests, end } = await readWhole(readTap, perl);
  assertEquals(end, { whole: true, problems: [], declared: null });
  assertEquals(brief(tests), [
    "passed adds",
    "failed is wrong here",
    "expected-failure is to be done",
    "passed is done already",
    "skipped ",
    "passed group::inside",
    "failed group::wrong inside",
  ]);
  assertEquals(tests[4]?.message, "not asked");
});

Deno.test("readTap() reads nested subtests and YAML blocks of node", async () => {
  const { tests, end } = await readWhole(readTap, node);
  assertEquals([end?.whole, end?.declared], [true, null]);
  assertEquals(brief(tests), [
    "passed group::adds",
    "failed group::is wrong # here",
    "expected-failure group > deeper::is to be done",
    "skipped group > deeper::is not asked",
    "passed stands alone",
  ]);
  assertStringIncludes(tests[1]?.message ?? "", "1 == 2");
  assertEquals(tests.every(({ durationMs }) => durationMs !== null), true);
});

Deno.test("readTap() gives the same whatever the chunk borders are", async () => {
  for (const text of [bats, node]) {
    const expected = await readWhole(readTap, text);
    for (const size of [1, 7, 100]) assertEquals(await readWhole(readTap, text, size), expected);
  }
});

Deno.test("readTap() takes no stream for whole whose plan is missing, late or broken", async () => {
  const problems = async (text: string) => (await readWhole(readTap, text)).end?.problems;
  assertEquals(await problems("ok 1 a\nok 2 b\n1..2\n"), []);
  assertEquals(await problems("1..0 # SKIP nothing to do\n"), []);
  assertEquals(await problems("1..3\nok 1 a\n"), ["3 tests are planned, 1 told"]);
  assertEquals(await problems("1..1\nok 1 a\nok 2 b\n"), ["1 tests are planned, 2 told"]);
  assertEquals(await problems("ok 1 a\n"), ["there is no plan (1..n), so it may be cut"]);
  assertEquals(await problems("any words\n"), ["there is no plan (1..n), so it may be cut"]);
});

Deno.test("readTap() tells why it bailed out", async () => {
  const { tests, end } = await readWhole(readTap, "1..3\nok 1 a\nBail out! no database\n");
  assertEquals(brief(tests), ["passed a", "error Bail out!"]);
  assertEquals(tests[1]?.message, "no database");
  assertEquals(end?.whole, false);
});

Deno.test("readTap() counts a parent that fails while all its subtests pass", async () => {
  const { tests } = await readWhole(
    readTap,
    "# Subtest: group\n    ok 1 - inside\n    1..1\nnot ok 1 - group\n# too slow\n1..1\n",
  );
  assertEquals(brief(tests), ["passed group::inside", "failed group"]);
  assertEquals(tests[1]?.message, "too slow");
});
