import { assertEquals, assertStringIncludes } from "@std/assert";
import { detectNode } from "../../../../lib/catalog/runners/node_detect.ts";
import type { DetectedSuite } from "../../../../lib/model/runner.ts";

/** Suites found among these files; an object becomes JSON. */
function detect(files: Readonly<Record<string, string | object>>): readonly DetectedSuite[] {
  const texts = Object.entries(files).map(([path, content]) =>
    [path, typeof content === "string" ? content : JSON.stringify(content)] as const
  );
  return detectNode({ paths: Object.keys(files), texts: Object.fromEntries(texts) });
}

/** Runner and folder of each suite. */
function found(files: Readonly<Record<string, string | object>>): readonly string[] {
  return detect(files).map(({ runner, cwd }) => `${runner} in ${cwd}`);
}

function script(test: string, others: Readonly<Record<string, string>> = {}): object {
  return { scripts: { test, ...others } };
}

Deno.test("detectNode() goes through the script where its last command is the tool", () => {
  const cases: Readonly<Record<string, string>> = {
    "jest": "jest-npm",
    "NODE_ENV=test jest --coverage src": "jest-npm",
    "tsc -p . && cross-env A=1 B=2 jest": "jest-npm",
    "node --experimental-vm-modules node_modules/jest/bin/jest.js": "jest-npm",
    "node --experimental-vm-modules ./node_modules/.bin/jest": "jest-npm",
    "vitest": "vitest-npm",
    "vitest run --coverage": "vitest-npm",
    "mocha -r ts-node/register 'test/**/*.ts'": "mocha-npm",
    "nyc --reporter=text mocha": "mocha-npm",
    "c8 _mocha": "mocha-npm",
    "npx playwright test --project=chromium": "playwright-npm",
    "xvfb-run playwright test": "playwright-npm",
  };
  for (const [text, runner] of Object.entries(cases)) {
    const [suite, ...others] = detect({ "package.json": script(text) });
    assertEquals([suite?.runner, suite?.command, others.length], [runner, null, 0], text);
    assertEquals(suite?.kind, runner.startsWith("playwright") ? "e2e" : "unit");
  }
});

Deno.test("detectNode() calls the tool itself where a script takes no further flags and loses none", () => {
  const cases: Readonly<Record<string, string>> = {
    "jest && eslint .": "jest",
    "jest --watch": "jest",
    "vitest watch": "vitest",
    "jest || true": "jest",
    "jest | tee log.txt": "jest",
  };
  for (const [text, runner] of Object.entries(cases)) {
    const [suite] = detect({ "package.json": script(text) });
    assertEquals([suite?.runner, suite?.kind], [runner, "unit"], text);
    assertStringIncludes(suite?.why ?? "", `npx --no-install ${runner}`);
  }
});

Deno.test("detectNode() judges by the exit code what a call of ours would change", () => {
  const scripts = [
    "mocha test/*.js && eslint .",
    "jest --config other.js | tee log",
    "eslint jest",
    "node scripts/jest.js",
    "node run.js; echo --test",
    "playwright install",
    "vitest bench",
    "gulp test",
    "mocha --test; true",
  ];
  for (const text of scripts) {
    const [suite] = detect({ "package.json": script(text) });
    assertEquals([suite?.runner, suite?.kind, suite?.command], ["command", "check", [
      "npm",
      "test",
    ]], text);
    assertStringIncludes(suite?.why ?? "", "exit code alone");
  }
});

Deno.test("detectNode() follows a script that only calls another one", () => {
  const bare = detect({
    "package.json": script("npm run test:unit", { "test:unit": "jest --ci" }),
  });
  assertEquals(bare.map(({ runner }) => runner), ["jest"]);
  assertStringIncludes(bare[0]?.why ?? "", 'only calls the script "test:unit"');
  const rich = script("npm run test:unit", { "test:unit": "mocha -r x test/" });
  assertEquals(found({ "package.json": rich }), ["command in ."]);
  assertEquals(found({ "package.json": script("npm run gone") }), ["command in ."]);
  assertEquals(found({ "package.json": script("npm run test", {}) }), ["command in ."]);
});

Deno.test("detectNode() goes by the lock file", () => {
  for (const [lock, program] of [["pnpm-lock.yaml", "pnpm"], ["yarn.lock", "yarn"]] as const) {
    const [suite] = detect({ "package.json": script("vitest run"), [lock]: "" });
    assertEquals(suite?.runner, `vitest-${program}`);
    assertStringIncludes(suite?.why ?? "", `${program} test (there is a ${lock})`);
  }
});

Deno.test("detectNode() runs a tool that is configured and that no script runs", () => {
  assertEquals(found({ "playwright.config.ts": "", "package.json": {} }), ["playwright in ."]);
  assertEquals(found({ "jest.config.js": "" }), ["jest in ."]);
  assertEquals(found({ "package.json": { jest: {} } }), ["jest in ."]);
  assertEquals(found({ "a/.mocharc.yml": "", "b/vitest.config.mts": "" }), [
    "vitest in b",
    "mocha in a",
  ]);
  const [suite] = detect({ "e2e/playwright.config.ts": "" });
  assertEquals([suite?.name, suite?.kind], ["e2e-playwright", "e2e"]);
  assertStringIncludes(suite?.why ?? "", 'no script "test" runs it');
});

Deno.test("detectNode() adds end-to-end tests to a script, and runs nothing twice", () => {
  const config = { "playwright.config.ts": "", "jest.config.js": "" };
  assertEquals(found({ "package.json": script("jest"), ...config }), [
    "jest-npm in .",
    "playwright in .",
  ]);
  assertEquals(found({ "package.json": script("playwright test"), ...config }), [
    "playwright-npm in .",
  ]);
  const both = script("npm run unit && npm run e2e", { unit: "jest", e2e: "playwright test" });
  assertEquals(found({ "package.json": both, ...config }), ["command in ."]);
  assertEquals(found({ "package.json": script("gulp"), "jest.config.js": "" }), ["command in ."]);
});

Deno.test("detectNode() finds node's own runner behind scripts that are called by name", () => {
  const others = { "unit": "c8 --100 node --test", "all": "npm run unit && tsd" };
  const runners = (test: string, rest = others) => found({ "package.json": script(test, rest) });
  assertEquals(runners("npm run lint && npm run unit && tstyche"), ["node in ."]);
  assertEquals(runners("npm run unit"), ["node in ."]);
  assertEquals(runners("npm run all"), ["node in ."]);
  assertEquals(runners("npm run none && npm run units"), ["command in ."]);
  assertEquals(runners("npm run a", { ...others, unit: "npm run a" }), ["command in ."]);
});

Deno.test("detectNode() runs the members of a monorepo whose own script only calls theirs", () => {
  const members = {
    "packages/a/package.json": script("jest"),
    "packages/b/package.json": script("vitest run"),
    "packages/c/package.json": script("node --test"),
    "packages/d/package.json": {},
    "pnpm-lock.yaml": "",
  };
  const suites = [
    "jest-pnpm in packages/a",
    "vitest-pnpm in packages/b",
    "pnpm in packages/c",
  ];
  for (const text of ["turbo run test", "nx run-many -t test", "pnpm -r test"]) {
    assertEquals(found({ "package.json": script(text), ...members }), suites, text);
  }
  assertEquals(found({ "package.json": {}, ...members }), suites);
  assertEquals(found({ "package.json": script("jest"), ...members }), ["jest-pnpm in ."]);
  assertEquals(found({ "package.json": script("turbo run test") }), ["command in ."]);
});

Deno.test("detectNode() takes no broken package.json for more than it is", () => {
  for (const text of ["null", "[]", "{ broken", '{"scripts": null}', '{"scripts": [1]}']) {
    assertEquals(detect({ "package.json": text }), []);
  }
});

Deno.test("detectNode() is not held up by a hostile script", () => {
  for (const part of ["node_modules/", "npm ", "jest ", "(", "\n"]) {
    const text = `x ${part.repeat(250_000 / part.length)}`;
    assertEquals(found({ "package.json": script(text) }), ["command in ."]);
  }
});
