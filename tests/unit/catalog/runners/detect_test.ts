import { assertEquals, assertStringIncludes } from "@std/assert";
import { RUNNERS } from "../../../support/all_runners.ts";
import { detectSuites } from "../../../../lib/config/detect_suites.ts";

function found(...paths: string[]): readonly string[] {
  return detectSuites({ paths, texts: {} }, RUNNERS)
    .map(({ name, cwd, paths }) => [name, "in", cwd, ...paths].join(" "));
}

Deno.test("RUNNERS find each Go module that has tests of its own", () => {
  assertEquals(found("go.mod", "a_test.go"), ["go in ."]);
  assertEquals(found("go.mod", "main.go"), []);
  assertEquals(found("a_test.go"), []);
  assertEquals(found("go.mod", "api/go.mod", "api/x/a_test.go"), ["api-go in api"]);
  assertEquals(found("go.mod", "p/a_test.go", "api/go.mod", "api/a_test.go"), [
    "go in .",
    "api-go in api",
  ]);
  assertEquals(found("go.mod", "testdata/a_test.go"), []);
});

Deno.test("RUNNERS find behave where features have their steps", () => {
  assertEquals(found("features/a.feature", "features/steps/all.py"), ["behave in ."]);
  assertEquals(found("e2e/features/x/a.feature", "e2e/features/steps/a.py"), ["e2e-behave in e2e"]);
  assertEquals(found("bdd/a.feature", "bdd/steps/a.py"), ["bdd-behave in bdd ."]);
  assertEquals(found("features/a.feature", "features/steps/a.js"), []);
  assertEquals(found("steps/a.py"), []);
});

Deno.test("RUNNERS find the tests of bats in one run, without those of bats itself", () => {
  assertEquals(found("a.bats"), ["bats in . ."]);
  assertEquals(found("test/a.bats", "test/x/b.bats", "cli/c.bats"), ["bats in . cli test"]);
  assertEquals(found("test/bats/test/a.bats", "test/test_helper/x/a.bats"), []);
});

Deno.test("RUNNERS find several tools in one repository, and say why", () => {
  const paths = ["pytest.ini", "features/a.feature", "features/steps/a.py", "svc/go.mod"];
  const suites = detectSuites(
    { paths: [...paths, "svc/a_test.go", "t/a.bats"], texts: {} },
    RUNNERS,
  );
  assertEquals(suites.map(({ name }) => name), ["pytest", "behave", "svc-go", "bats"]);
  for (const { why } of suites) assertStringIncludes(why, " ");
});
