import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  homeOf,
  parametersOf,
  pathFromRoot,
  steadyName,
} from "../../../lib/observe/steady_identity.ts";

const HOME = homeOf("pkg", ["/home/dev/shop", "/workspace"]);

const PATHS: readonly (readonly [string, string])[] = [
  ["", ""],
  ["/workspace/pkg/a.py", "pkg/a.py"],
  ["/home/dev/shop/pkg/a.py", "pkg/a.py"],
  ["file:///workspace/pkg/a_test.ts", "pkg/a_test.ts"],
  ["./a.py", "pkg/a.py"],
  ["a.py", "pkg/a.py"],
  ["pkg/a.py", "pkg/a.py"],
  ["../other/a.py", "other/a.py"],
  ["../../out/a.py", "../../out/a.py"],
  ["/usr/lib/python3/site.py", "/usr/lib/python3/site.py"],
  ["/workspaces/pkg/a.py", "/workspaces/pkg/a.py"],
  ["../workspace/a.py", "workspace/a.py"],
  ["../../workspace/a.py", "../../workspace/a.py"],
  ["../../../../workspace/pkg/a.py", "pkg/a.py"],
];

for (const [told, expected] of PATHS) {
  Deno.test(`pathFromRoot() is "${expected}" for "${told}" in pkg`, () => {
    assertEquals(pathFromRoot(told, HOME), expected);
  });
}

Deno.test("pathFromRoot() is the same for one file, however and wherever it is told", () => {
  const part = fc.stringMatching(/^[a-z0-9_]{1,6}$/);
  const folders = fc.array(part, { minLength: 1, maxLength: 3 });
  fc.assert(fc.property(folders, folders, part, (cwdParts, own, name) => {
    const cwd = cwdParts.join("/");
    const inside = [...own, `${name}.py`].join("/");
    const home = homeOf(cwd, ["/srv/app", "/home/dev/shop"]);
    // A folder of the same name inside of it is the one case in which nobody can tell.
    fc.pre(!inside.startsWith(`${cwd}/`));
    const told = [
      `/srv/app/${cwd}/${inside}`,
      `/home/dev/shop/${cwd}/${inside}`,
      `file:///srv/app/${cwd}/${inside}`,
      `${cwd}/${inside}`,
      `./${inside}`,
      inside,
    ];
    assertEquals([...new Set(told.map((path) => pathFromRoot(path, home)))], [`${cwd}/${inside}`]);
  }));
});

const NAMES: readonly (readonly [string, string])[] = [
  ["test_adds", "test_adds"],
  ["test_path[/workspace/pkg/data/a]", "test_path[pkg/data/a]"],
  ["test_path[/home/dev/shop/pkg/data/a]", "test_path[pkg/data/a]"],
  ["/workspace/a.test.js", "a.test.js"],
  ["get http://host/workspace/x", "get http://host/workspace/x"],
  ["copies /workspace/a to /workspace/b", "copies a to b"],
  ["Login as ann -- @1.2 users", "Login as ann -- users"],
  ["Login as ann -- @3.1 ", "Login as ann"],
  ["[2] apple, 3", "apple, 3"],
  ["[2]", "[2]"],
];

for (const [told, expected] of NAMES) {
  Deno.test(`steadyName() is "${expected}" for "${told}"`, () => {
    assertEquals(steadyName(told, HOME), expected);
  });
}

Deno.test("homeOf() takes no root for a base, and the longest first", () => {
  assertEquals(homeOf(".", ["/", "", "/a", "/a/b"]).bases, ["/a/b", "/a"]);
});

Deno.test("parametersOf() are what tells the example", () => {
  const names = ["adds[1-2]", "adds[a[0]]", "[all]", "plain", "Login -- @1.2 users"];
  assertEquals(names.map(parametersOf), ["1-2", "a[0]", "", "", "@1.2 users"]);
});
