import { assertEquals, assertStringIncludes } from "@std/assert";
import { PLAYWRIGHT_ROWS } from "../../../lib/catalog/runners/playwright.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { copyProject, openProject, runGate } from "../../support/run_gate.ts";
import { countOutcomes, PLAIN, readCounts, testNamed } from "./count_outcomes.ts";
import { installPackages, requireNpm } from "./npm_tools.ts";

const CHROMIUM = "/usr/bin/chromium";
const hasChromium = await Deno.stat(CHROMIUM).then(({ isFile }) => isFile, () => false);
if (!hasChromium) console.error(`\n!!! SKIPPED in part: ${CHROMIUM} is missing\n`);

const BROWSER_CONFIG = `module.exports = {
  testDir: "pages",
  use: { launchOptions: { executablePath: "${CHROMIUM}", args: ["--no-sandbox"] } },
};`;

const BROWSER_TESTS = `const { test, expect } = require("@playwright/test");

test.beforeEach(({ page }) => page.setContent("<h1>Shop</h1><button>Buy</button>"));
test("shows the shop", async ({ page }) => {
  await expect(page.getByRole("heading")).toHaveText("Shop");
});
test("finds no such button", async ({ page }) => {
  await expect(page.getByRole("button", { name: "Sell" })).toBeVisible({ timeout: 100 });
});`;

Deno.test({
  name: "qa_gate detects Playwright and counts every outcome as Playwright does",
  ...await requireNpm(),
  async fn(t) {
    await using tools = await installPackages("@playwright/test@1.65.1");
    await using where = await copyProject("playwright");
    await Deno.symlink(tools.path, `${where.root}/node_modules`);
    await t.step("all outcomes", async () => {
      const end = await runGate(where.root, ["--mode", "failsafe"], { env: PLAIN });
      const { results, tests, run } = await checkRun(end);
      const said = await Deno.readTextFile(`${end.folder}/stdout.log`);
      assertEquals([end.exit, results.verdict], [1, "failed"], end.stdout + said);
      const [suite] = results.suites;
      assertEquals([suite?.name, suite?.runner, suite?.kind], ["playwright", "playwright", "e2e"]);
      assertStringIncludes(run.notes.join("\n"), "playwright.config.js configures Playwright");
      const lines = said.match(/^ {2}\d+ (failed|flaky|skipped|passed)\b/gm) ?? [];
      assertEquals(readCounts(lines.join("\n")), { failed: 6, flaky: 1, skipped: 2, passed: 4 });
      // An expected failure is one of Playwright's passed, an unexpected pass one of its failed.
      assertEquals(countOutcomes(tests), {
        passed: 3,
        "expected-failure": 1,
        flaky: 1,
        failed: 4,
        "timed-out": 1,
        "unexpected-pass": 1,
        skipped: 2,
      });
      const fails = testNamed(tests, "fails");
      assertEquals([fails.file, fails.line, fails.class], ["tests/outcomes.spec.js", 8, "[api]"]);
      assertStringIncludes(fails.message, "(Expected: 4, Received: 3)");
      assertEquals(testNamed(tests, "flaky").earlier[0]?.message, "Error: first try");
      assertEquals(testNamed(tests, "unicode ✓ 名前").class, "[api] > grüße > 内側");
    });
    await t.step("only what was selected, beside a file that does not load", async () => {
      const target = { file: "tests/outcomes.spec.js", class: "[api] > grüße > 内側" };
      const targets = [{ ...target, name: "unicode ✓ 名前" }];
      const { paths = [], args = [] } = PLAYWRIGHT_ROWS[0]?.select(targets) ?? {};
      const suites = [
        { name: "one", runner: "playwright", failsafe: true, paths, args },
        {
          name: "broken",
          runner: "playwright",
          failsafe: true,
          paths: ["broken"],
        },
      ];
      await Deno.writeTextFile(`${where.root}/qa.jsonc`, JSON.stringify({ suites }));
      const broken = `${where.root}/tests/broken.spec.js`;
      await Deno.writeTextFile(broken, 'require("./no_such_module");');
      const end = await runGate(where.root, ["--mode", "failsafe"], { env: PLAIN });
      const { tests } = await checkRun(end);
      assertEquals(tests.map(({ suite, name, file, outcome }) => [suite, file, name, outcome]), [
        ["one", "tests/outcomes.spec.js", "unicode ✓ 名前", "passed"],
        ["broken", "tests/broken.spec.js", "(file)", "error"],
      ], end.stdout);
    });
    await t.step({
      name: "in a real browser",
      ignore: !hasChromium,
      async fn() {
        await using pages = await openProject({
          "playwright.config.js": BROWSER_CONFIG,
          "pages/shop.spec.js": BROWSER_TESTS,
        });
        await Deno.symlink(tools.path, `${pages.root}/node_modules`);
        const end = await runGate(pages.root, ["--mode", "failsafe"], { env: PLAIN });
        const { tests } = await checkRun(end);
        assertEquals(tests.map(({ name, outcome, line }) => [name, outcome, line]), [
          ["shows the shop", "passed", 4],
          ["finds no such button", "failed", 8],
        ], end.stdout);
        assertStringIncludes(tests[1]?.message ?? "", "toBeVisible");
      },
    });
  },
});
