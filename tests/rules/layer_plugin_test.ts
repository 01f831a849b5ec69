import { assertEquals } from "@std/assert";
import plugin from "../../scripts/dev/layer_plugin.ts";
import { LAYERS } from "../../scripts/dev/layers.ts";

/** Ids of the rules that fire on such a file. */
function lint(file: string, source: string): string[] {
  return Deno.lint.runPlugin(plugin, file, source).map((found) => found.id);
}

interface Case {
  readonly name: string;
  readonly file: string;
  readonly source: string;
  readonly found: readonly string[];
}

const IMPORTS = ["qa/layer-imports"];
const DOOR = ["qa/one-door"];
const ASYNC = ["qa/pure-no-async"];
const NAMES = ["qa/names"];
const DOC = ["qa/docstring"];
const BARREL = ["qa/no-barrel"];

const CASES: readonly Case[] = [
  {
    name: "layer-imports lets model import std and zod",
    file: "lib/model/a.ts",
    source: 'import { join } from "@std/path";\nimport * as z from "zod";\njoin(z);',
    found: [],
  },
  {
    name: "layer-imports refuses zod outside model",
    file: "lib/report/a.ts",
    source: 'import * as z from "zod";\nz;',
    found: IMPORTS,
  },
  {
    name: "layer-imports refuses a stage that imports another",
    file: "lib/execute/a.ts",
    source: 'import { x } from "../plan/x.ts";\nx;',
    found: IMPORTS,
  },
  {
    name: "layer-imports refuses a type import as well",
    file: "lib/plan/a.ts",
    source: 'import type { X } from "../formats/x.ts";\nlet x: X;',
    found: IMPORTS,
  },
  {
    name: "layer-imports refuses an imported type expression",
    file: "lib/plan/a.ts",
    source: 'let x: import("../host/host.ts").Host;',
    found: IMPORTS,
  },
  {
    name: "layer-imports refuses a dynamic import",
    file: "lib/catalog/a.ts",
    source: 'import("../execute/x.ts");',
    found: IMPORTS,
  },
  {
    name: "layer-imports refuses a re-export",
    file: "lib/docker/a.ts",
    source: 'export { x } from "../report/x.ts";\nlet y = 1;',
    found: IMPORTS,
  },
  {
    name: "layer-imports lets execute see host as an interface",
    file: "lib/execute/a.ts",
    source: 'import type { Host } from "../host/host.ts";\nlet x: Host;',
    found: [],
  },
  {
    name: "layer-imports refuses the machine to execute",
    file: "lib/execute/a.ts",
    source: 'import { machine } from "../host/machine.ts";\nmachine;',
    found: IMPORTS,
  },
  {
    name: "layer-imports refuses node and npm names",
    file: "lib/write/a.ts",
    source: 'import fs from "node:fs";\nimport x from "npm:x";\nfs;x;',
    found: [...IMPORTS, ...IMPORTS],
  },
  {
    name: "layer-imports lets host reach the system by node: as well",
    file: "lib/host/a.ts",
    source: 'import("node:fs");\nlet x: typeof import("node:fs");',
    found: [],
  },
  {
    name: "layer-imports lets pipeline wire all stages",
    file: "lib/pipeline/a.ts",
    source: 'import "../plan/x.ts";\nimport "../execute/y.ts";\nimport "../host/host.ts";',
    found: [],
  },
  {
    name: "layer-imports lets no stage import the pipeline",
    file: "lib/write/a.ts",
    source: 'import "../pipeline/x.ts";',
    found: IMPORTS,
  },
  {
    name: "layer-imports lets scripts import all of lib and nothing of dev",
    file: "scripts/qa/a.ts",
    source: 'import "../../lib/host/x.ts";\nimport "../../lib/plan/x.ts";\nimport "../dev/x.ts";',
    found: IMPORTS,
  },
  {
    name: "layer-imports lets catalog import report",
    file: "lib/catalog/artifacts/a.ts",
    source: 'import { x } from "../../report/x.ts";\nx;',
    found: [],
  },
  {
    name: "pure-no-async refuses the three kinds of function",
    file: "lib/plan/a.ts",
    source: "async function a() {}\nconst b = async () => {};\nconst c = async function () {};",
    found: [...ASYNC, ...ASYNC, ...ASYNC],
  },
  {
    name: "pure-no-async lets formats have async generators only",
    file: "lib/formats/a.ts",
    source: "async function* a() { for await (const x of y) yield x; }\nasync function b() {}",
    found: ASYNC,
  },
  {
    name: "pure-no-async lets host be async",
    file: "lib/host/a.ts",
    source: "async function a() {}",
    found: [],
  },
  {
    name: "one-door refuses Deno outside host",
    file: "lib/execute/a.ts",
    source: "Deno.readTextFileSync(x);",
    found: DOOR,
  },
  {
    name: "one-door refuses Deno as a type and through globalThis",
    file: "lib/write/a.ts",
    source: "let x: Deno.FsFile;\nglobalThis.Deno.exit();",
    found: [...DOOR, ...DOOR],
  },
  {
    name: "one-door lets host and std have Deno",
    file: "lib/host/a.ts",
    source: "Deno.exit(); Date.now();",
    found: [],
  },
  {
    name: "one-door lets scripts have arguments and nothing more",
    file: "scripts/qa/a.ts",
    source: "if (import.meta.main) main(Deno.args);\nDeno.exit(1);",
    found: DOOR,
  },
  {
    name: "one-door refuses clock, chance and the world",
    file: "lib/classify/a.ts",
    source: "Date.now(); new Date(); Math.random(); crypto.randomUUID(); performance.now(); " +
      "fetch(x); setTimeout(f); AbortSignal.timeout(1); console.log(1);",
    found: Array(9).fill("qa/one-door"),
  },
  {
    name: "one-door lets a date be computed from text",
    file: "lib/classify/a.ts",
    source: "Date.parse(x); new Date(x); Math.max(1); a.performance; let b = { crypto: 1 };",
    found: [],
  },
  { name: "names refuses a folder of helpers", file: "lib/helpers/a.ts", source: "", found: NAMES },
  { name: "names refuses utils", file: "tests/support/path_utils.ts", source: "", found: NAMES },
  { name: "names refuses a manager", file: "lib/host/file_manager.ts", source: "", found: NAMES },
  { name: "names refuses mod.ts", file: "lib/model/mod.ts", source: "", found: NAMES },
  { name: "names refuses camelCase", file: "lib/model/fooBar.ts", source: "", found: NAMES },
  { name: "names refuses a deeper folder", file: "lib/plan/x/a.ts", source: "", found: NAMES },
  { name: "names lets a test be", file: "tests/unit/plan/a_test.ts", source: "", found: [] },
  {
    name: "no-barrel refuses a file of re-exports",
    file: "lib/model/a.ts",
    source: 'export { b } from "./b.ts";\nexport { c } from "./c.ts";',
    found: BARREL,
  },
  {
    name: "no-barrel refuses export *",
    file: "lib/model/a.ts",
    source: 'export * from "./b.ts";\nlet x = 1;',
    found: BARREL,
  },
  {
    name: "no-barrel lets the adapters re-export",
    file: "lib/std/a.ts",
    source: 'export { join } from "deno-std/path/join.js";',
    found: [],
  },
  {
    name: "docstring refuses an exported function without one",
    file: "lib/plan/a.ts",
    source: "// a comment is none\nexport function a() {}",
    found: DOC,
  },
  {
    name: "docstring refuses constants, types and interfaces without one",
    file: "scripts/dev/a.ts",
    source: "export const A = 1;\nexport type B = 1;\nexport interface C { d: 1 }",
    found: [...DOC, ...DOC, ...DOC],
  },
  {
    name: "docstring lets a schema and its type share one",
    file: "lib/model/a.ts",
    source: "/** One. */\nexport const A = 1;\nexport type A = 1;",
    found: [],
  },
  {
    name: "docstring refuses an empty one",
    file: "lib/model/a.ts",
    source: "/** */\nexport const A = 1;",
    found: DOC,
  },
];

for (const { name, file, source, found } of CASES) {
  Deno.test(name, () => assertEquals(lint(file, source), found));
}

Deno.test("layer table names each folder once and no stage imports a stage", () => {
  const folders = LAYERS.map((layer) => layer.folder);
  assertEquals(new Set(folders).size, folders.length);
  const stages = ["config", "plan", "execute", "observe", "classify", "write", "report"]
    .map((name) => `lib/${name}`);
  const crossing = LAYERS.filter((layer) => stages.includes(layer.folder))
    .flatMap((layer) => layer.imports.filter((path) => stages.includes(path)));
  assertEquals(crossing, []);
});

Deno.test("layer table has a row for every folder of lib", async () => {
  const found: string[] = [];
  for await (const entry of Deno.readDir(new URL("../../lib", import.meta.url))) {
    if (entry.isDirectory) found.push(`lib/${entry.name}`);
  }
  const known = new Set(LAYERS.map((layer) => layer.folder));
  assertEquals(found.filter((folder) => !known.has(folder)), []);
});
