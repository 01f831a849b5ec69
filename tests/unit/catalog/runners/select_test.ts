import { assert, assertEquals } from "@std/assert";
import { RUNNERS } from "../../../support/all_runners.ts";
import { SELECTION_BYTES_MAX } from "../../../../lib/catalog/runners/selection_size.ts";
import type { Selection } from "../../../../lib/model/runner.ts";

const OURS = ["pytest", "behave", "go", "cargo", "bats"] as const;

/** What the row makes of targets told as `file|class|name`. */
function select(id: string, ...targets: string[]): Selection | null {
  const row = RUNNERS.find((one) => one.id === id);
  assert(row !== undefined);
  return row.select(targets.map((target) => {
    const [file = "", group = "", name = ""] = target.split("|");
    return { file, class: group, name };
  }));
}

function paths(id: string, ...targets: string[]): readonly string[] | undefined {
  const selection = select(id, ...targets);
  assertEquals([selection?.isExact, selection?.args], [true, []]);
  return selection?.paths;
}

Deno.test("RUNNERS select nothing of nothing, instead of everything", () => {
  for (const id of [...OURS, "junit", "command"]) assertEquals(select(id), null, id);
});

Deno.test("PYTEST selects by node id", () => {
  assertEquals(paths("pytest", "tests/test_a.py|tests.test_a|test_b[x::y [z]]"), [
    "tests/test_a.py::test_b[x::y [z]]",
  ]);
  assertEquals(paths("pytest", "test_a.py|test_a.TestX.TestY|test_b"), [
    "test_a.py::TestX::TestY::test_b",
  ]);
  assertEquals(paths("pytest", "test_a.py||", "test_a.py|test_a|test_b"), ["test_a.py"]);
  // Told from a root above the folder.
  assertEquals(paths("pytest", "tests/test_a.py|api.tests.test_a.TestX|test_b"), [
    "tests/test_a.py::TestX::test_b",
  ]);
  // Inherited: the report names the file of the base.
  assertEquals(paths("pytest", "tests/base.py|tests.test_a.TestX|test_b"), [
    "tests/test_a.py::TestX::test_b",
  ]);
  // A module that cannot be collected.
  assertEquals(paths("pytest", "tests/test_a.py|pytest|tests.test_a"), ["tests/test_a.py"]);
  assertEquals(paths("pytest", "||tests.test_a"), ["tests/test_a.py"]);
});

Deno.test("PYTEST says so when it runs more than what was asked for", () => {
  const escaped = select("pytest", "test_a.py|test_a|test_b[#x1B]");
  assertEquals(escaped, { paths: ["test_a.py"], args: [], isExact: false });
  const foreign = select("pytest", "base.py|odd.Class|test_b");
  assertEquals(foreign, { paths: ["base.py"], args: [], isExact: false });
  const many = Array.from(
    { length: 5000 },
    (_, n) => `test_a.py|test_a|test_${n}[${"x".repeat(20)}]`,
  );
  assertEquals(select("pytest", ...many), { paths: ["test_a.py"], args: [], isExact: false });
});

Deno.test("GO selects packages, and tests of one parent exactly", () => {
  const run = (...targets: string[]) => {
    const { paths, args, isExact } = select("go", ...targets) ?? {};
    return [paths?.join(" "), args?.join(" "), isExact];
  };
  assertEquals(run("|p|TestA"), ["p", "-run ^TestA$", true]);
  assertEquals(run("|p|TestA", "|p|TestB"), ["p", "-run ^(TestA|TestB)$", true]);
  assertEquals(run("|p|T/a+b", "|p|T/#00"), ["p", "-run ^T$/^(a\\+b|#00)$", true]);
  assertEquals(run("|p|T/a", "|p|U/b"), ["p", "-run ^(T|U)$", true].with(2, false));
  assertEquals(run("|p|TestA", "|q|TestB"), ["p q", "-run ^(TestA|TestB)$", false]);
  assertEquals(run("|p|[build failed]", "|q|TestB"), ["p q", "", false]);
  assertEquals(select("go", "||TestA"), null);
});

Deno.test("BEHAVE selects features by path and scenarios by name", () => {
  assertEquals(select("behave", "f/a.feature|A|adds (1)", "f/a.feature|A|x -- @1.1 y"), {
    paths: ["f/a.feature"],
    args: ["--name", "^adds \\(1\\)$", "--name", "^x -- @1\\.1 y$", "--no-skipped"],
    isExact: true,
  });
  assertEquals(select("behave", "a.feature|A|b", "c.feature|C|d")?.isExact, false);
  assertEquals(select("behave", "a.feature||[parse]"), {
    ...{ paths: ["a.feature"], args: [], isExact: true },
  });
});

Deno.test("CARGO selects by whole names, and doc tests by their parts", () => {
  assertEquals(select("cargo", "||a::b", "||c"), {
    ...{ paths: ["a::b", "c"], args: ["--", "--exact"], isExact: true },
  });
  const doc = "src/lib.rs||src/lib.rs - add (line 5)";
  assertEquals(select("cargo", doc)?.args, ["--doc"]);
  assertEquals(select("cargo", doc, "||a")?.isExact, false);
  assertEquals(select("cargo", "|demo (lib)|[build failed]"), null);
});

Deno.test("CARGO has one divider, however many its words bring along", () => {
  const row = RUNNERS.find(({ id }) => id === "cargo");
  const request = { command: [], report: null };
  const args = ["--release", ...["--", "--nocapture"], ...["--", "--exact"]];
  assertEquals(row?.command({ ...request, args, paths: ["a::b"] }).argv, [
    ...["cargo", "test", "--no-fail-fast", "--release", "--", "--nocapture", "--exact", "a::b"],
  ]);
  assertEquals(row?.command({ ...request, args: [], paths: [] }).argv.length, 3);
});

Deno.test("BATS selects files, and names as a file may spell them", () => {
  assertEquals(select("bats", 'a.bats||says "no" to $1'), {
    paths: ["a.bats"],
    args: ["--filter", '^(says \\\\?"no\\\\?" to \\\\?\\$1)$'],
    isExact: true,
  });
  assertEquals(select("bats", "a.bats||setup_file failed"), {
    ...{ paths: ["a.bats"], args: [], isExact: false },
  });
});

Deno.test("RUNNERS never spell more than a command line holds", () => {
  const targets = Array.from(
    { length: 20_000 },
    (_, n) => `folder/test_${n}.x|p${n}|test_${n}`,
  );
  for (const id of OURS) {
    const { paths = [], args = [] } = select(id, ...targets) ?? {};
    assert([...paths, ...args].join(" ").length <= SELECTION_BYTES_MAX, id);
  }
});
