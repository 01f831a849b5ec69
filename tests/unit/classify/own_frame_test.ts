import { assertEquals } from "@std/assert";
import { placeFrames } from "../../../lib/classify/own_frame.ts";
import type { TraceHome } from "../../../lib/model/trace.ts";

const HOME: TraceHome = { cwd: ".", bases: ["/home/ada/shop", "/workspace"] };

function place(file: string, home: TraceHome = HOME, test = "tests/test_a.py", called = "f") {
  const frame = { file, line: 3, function: called };
  const [placed] = placeFrames([frame], { file: test, class: "app.StoreTest" }, home);
  return [placed?.file, placed?.isOwn, placed?.isTest];
}

const PATHS: readonly (readonly [told: string, file: string, isOwn: boolean, isTest: boolean])[] = [
  ["tests/test_a.py", "tests/test_a.py", true, true],
  ["./tests/test_a.py", "tests/test_a.py", true, true],
  ["/workspace/tests/test_a.py", "tests/test_a.py", true, true],
  ["/home/ada/shop/tests/test_a.py", "tests/test_a.py", true, true],
  ["test_a.py", "tests/test_a.py", true, true],
  ["/workspace/src/sum.py", "src/sum.py", true, false],
  ["src/sum.py", "src/sum.py", true, false],
  ["/workspace/node_modules/x/y.js", "node_modules/x/y.js", false, false],
  ["../node_modules/x/y.js", "../node_modules/x/y.js", false, false],
  [
    "/workspace/.venv/lib/python3.11/site-packages/a.py",
    ".venv/lib/python3.11/site-packages/a.py",
    false,
    false,
  ],
  [
    "/usr/lib/python3/dist-packages/networkx/x.py",
    "/usr/lib/python3/dist-packages/networkx/x.py",
    false,
    false,
  ],
  ["/elsewhere/tests/sum.py", "/elsewhere/tests/sum.py", false, false],
  ["node:internal/timers", "node:internal/timers", false, false],
  ["ext:cli/40_test.js", "ext:cli/40_test.js", false, false],
  [
    "/rustc/5980/library/std/src/panicking.rs",
    "/rustc/5980/library/std/src/panicking.rs",
    false,
    false,
  ],
  [
    "/usr/lib/go-1.19/src/testing/testing.go",
    "/usr/lib/go-1.19/src/testing/testing.go",
    false,
    false,
  ],
  ["<frozen importlib._bootstrap>", "<frozen importlib._bootstrap>", false, false],
];

for (const [told, file, isOwn, isTest] of PATHS) {
  Deno.test(`placeFrames() takes ${told} for ${isTest ? "the test's" : isOwn ? "own" : "foreign"} code`, () => {
    assertEquals(place(told), [file, isOwn, isTest]);
  });
}

Deno.test("placeFrames() sees from the test's own file where the root is, unless it is told", () => {
  const frames = [
    { file: "/anywhere/app/tests/test_a.py", line: 1, function: "t" },
    { file: "/anywhere/app/src/sum.py", line: 2, function: "f" },
    { file: "/opt/lib/other.py", line: 3, function: "g" },
  ];
  const placed = placeFrames(frames, { file: "tests/test_a.py", class: "" }, {
    cwd: ".",
    bases: [],
  });
  assertEquals(placed.map(({ file, isOwn }) => [file, isOwn]), [
    ["tests/test_a.py", true],
    ["src/sum.py", true],
    ["/opt/lib/other.py", false],
  ]);
});

Deno.test("placeFrames() tells paths of a suite in a folder from the root", () => {
  const home = { cwd: "back", bases: ["/workspace"] };
  assertEquals(place("src/sum.py", home, "back/tests/test_a.py"), ["back/src/sum.py", true, false]);
  assertEquals(place("back/src/sum.py", home, "back/tests/test_a.py"), [
    "back/src/sum.py",
    true,
    false,
  ]);
  assertEquals(place("tests/test_a.py", home, "back/tests/test_a.py"), [
    "back/tests/test_a.py",
    true,
    true,
  ]);
});

Deno.test("placeFrames() keeps a root that stands in a folder of packages", () => {
  const home = { cwd: ".", bases: ["/usr/lib/python3/dist-packages/toolz"] };
  const told = "/usr/lib/python3/dist-packages/toolz/tests/test_a.py";
  assertEquals(place(told, home), ["tests/test_a.py", true, true]);
});

Deno.test("placeFrames() knows classes of the JVM, whose stacks tell no folder", () => {
  assertEquals(place("StoreTest.java", HOME, "", "app.StoreTest.reads"), [
    "StoreTest.java",
    true,
    true,
  ]);
  assertEquals(place("Store.java", HOME, "", "app.Store.read"), ["Store.java", true, false]);
  assertEquals(place("Integer.java", HOME, "", "java.lang.Integer.parseInt"), [
    "Integer.java",
    false,
    false,
  ]);
});
