import { assertEquals } from "@std/assert";
import { projectPlace } from "../../../lib/report/project_place.ts";

const CASES: readonly (readonly [string, string | null])[] = [
  ["tests/test_sum.py", "tests/test_sum.py"],
  ["./src/../src/a.py", null],
  ["./src/a.py", "src/a.py"],
  ["", null],
  ["/usr/lib/python3/ast.py", null],
  ["../other/a.py", null],
  ["C:\\a\\b.py", null],
  ["a\\b.py", null],
  ["https://a.b/c.js", null],
  ["node:internal/x", null],
  ["node_modules/jest/index.js", null],
  ["app/node_modules/jest/index.js", null],
  ["venv/lib/site-packages/x.py", null],
  ["vendor/github.com/x/y.go", null],
  ["<anonymous>", null],
  ["a\nb.py", null],
];
for (const [file, place] of CASES) {
  Deno.test(`projectPlace() tells ${place ?? "nothing"} of ${JSON.stringify(file)}`, () => {
    assertEquals(projectPlace(file, { root: "/project" }), place);
  });
}

Deno.test("projectPlace() tells paths from the root of the checkout", () => {
  const at = (root: string, workspace: string) => projectPlace("a.py", { root, workspace });
  assertEquals(at("/repo/apps/shop", "/repo"), "apps/shop/a.py");
  assertEquals(at("/repo", "/repo/"), "a.py");
  assertEquals(at("/repository", "/repo"), null);
  assertEquals(at("/elsewhere", "/repo"), null);
});
