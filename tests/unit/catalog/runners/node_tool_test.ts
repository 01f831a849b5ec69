import { assert, assertEquals } from "@std/assert";
import { RUNNERS } from "../../../support/all_runners.ts";
import { NODE_TOOLS } from "../../../../lib/catalog/runners/node_tools.ts";
import type { RunnerRequest } from "../../../../lib/model/runner.ts";

function command(id: string, request: Partial<RunnerRequest> = {}) {
  const row = RUNNERS.find((one) => one.id === id);
  assert(row !== undefined, id);
  return row.command({ paths: [], args: [], command: [], report: null, ...request });
}

const MORE = { args: ["-x"], paths: ["p"] };

Deno.test("nodeToolRows() calls a tool by its own name without ever installing it", () => {
  assertEquals(command("jest", MORE).argv, [
    ...["npx", "--no-install", "jest", "-x"],
    ...["--reporters=default", "--reporters={reports}/qa_jest.cjs", "--testLocationInResults"],
    "p",
  ]);
  assertEquals(command("vitest", MORE).argv, [
    ...["npx", "--no-install", "vitest", "p", "-x", "--run"],
    ...["--reporter=default", "--reporter={reports}/qa_vitest.cjs"],
  ]);
  assertEquals(command("mocha", MORE).argv, [
    ...["npx", "--no-install", "mocha", "-x", "--posix-exit-codes"],
    ...["--reporter={reports}/qa_mocha.cjs", "p"],
  ]);
  assertEquals(command("playwright", MORE).argv, [
    ...["npx", "--no-install", "playwright", "test", "-x"],
    ...["--reporter=list,{reports}/qa_playwright.cjs", "p"],
  ]);
});

Deno.test("nodeToolRows() hands the same words to the script of each package manager", () => {
  const calls = {
    npm: ["npm", "test", "--"],
    pnpm: ["pnpm", "run", "test"],
    yarn: ["yarn", "test"],
  };
  for (const { id, spell } of NODE_TOOLS) {
    for (const [manager, call] of Object.entries(calls)) {
      const { argv } = command(`${id}-${manager}`, MORE);
      assertEquals(argv, [...call, ...spell(MORE.args, MORE.paths)]);
    }
  }
});

Deno.test("nodeToolRows() lays out the reporter that its command names, and tells it the report", () => {
  for (const { id } of NODE_TOOLS) {
    const { argv, env, report, files = {} } = command(id);
    const [name = ""] = Object.keys(files);
    assert(argv.some((word) => word.endsWith(`{reports}/${name}`)), id);
    assertEquals(env, { QA_GATE_REPORTER_REPORT: "{report}" });
    assertEquals(report, { from: "file", path: "{report}", format: "reporter" });
  }
});

Deno.test("the reporters are JavaScript that Node can load", () => {
  for (const { id, files } of NODE_TOOLS) {
    for (const text of Object.values(files)) {
      assert(typeof new Function("module", "require", "process", text) === "function", id);
    }
  }
});
