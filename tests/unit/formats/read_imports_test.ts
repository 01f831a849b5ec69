import { assertEquals } from "@std/assert";
import { IMPORT_LANGUAGES, languageOf, readImports } from "../../../lib/formats/read_imports.ts";

const found = (language: typeof IMPORT_LANGUAGES[number], text: string) =>
  readImports(language, text).map(({ specifier, line }) => `${line} ${specifier}`);

Deno.test("readImports() finds the imports of JavaScript and TypeScript in every form", () => {
  const text = `import a from "./a.ts";
import type { B } from './b.ts';
import "./c.ts";
export * from "./d.ts";
import {
  e,
} from "./e.ts";
const f = await import("./f.ts");
const g = require("./g.js");
type H = import("./h.ts").H;
// import "./no.ts";
 * import "./no.ts"
`;
  assertEquals(found("js", text), [
    "1 ./a.ts",
    "2 ./b.ts",
    "3 ./c.ts",
    "4 ./d.ts",
    "7 ./e.ts",
    "8 ./f.ts",
    "9 ./g.js",
    "10 ./h.ts",
  ]);
});

Deno.test("readImports() finds the imports of Python in every form", () => {
  const text = `import os, app.core as core
from . import a
from ..host import files as f, \\
    other
from app.x import (
    one,  # first
    two,
)
    from lazily import here
# import no
from star import *
`;
  assertEquals(found("python", text), [
    "1 os",
    "1 app.core",
    "2 .a",
    "3 ..host.files",
    "3 ..host.other",
    "5 app.x.one",
    "5 app.x.two",
    "9 lazily.here",
    "11 star",
  ]);
});

Deno.test("readImports() finds the paths of Rust, in groups too", () => {
  const text = `use std::fs;
use crate::{a::{b, c::D}, e};
use super::f::*;
// use crate::no;
let x = crate::g::h();
`;
  assertEquals(found("rust", text), [
    "2 crate::a::b",
    "2 crate::a::c::D",
    "2 crate::e",
    "3 super::f",
    "5 crate::g::h",
  ]);
});

Deno.test("readImports() finds the imports of Go", () => {
  const text = `package a
import "os"
import c "example.org/app/core"
import (
	"fmt"
	_ "example.org/app/host" // quietly
	// "example.org/no"
)
`;
  assertEquals(found("go", text), [
    "2 os",
    "3 example.org/app/core",
    "4 fmt",
    "4 example.org/app/host",
  ]);
});

Deno.test("readImports() reads lists of hundreds of imports to their end", () => {
  const names = Array.from({ length: 900 }, (_, index) => `module_number_${index}`);
  const go = names.map((name) => `\t"example.org/${name}"`).join("\n");
  assertEquals(found("go", `import (\n${go}\n)\n`).length, 900);
  const python = names.map((name) => `    ${name},`).join("\n");
  assertEquals(found("python", `from app import (\n${python}\n)\n`).length, 900);
  const rust = names.slice(0, 400).map((name) => `    ${name},`).join("\n");
  assertEquals(found("rust", `use crate::{\n${rust}\n};\n`).length, 400);
});

Deno.test("languageOf() goes by the ending", () => {
  const paths = ["a.ts", "a.mjs", "a.d.cts", "a.tsx", "a.py", "a.rs", "a.go", "a.sh", "ts"];
  assertEquals(paths.map(languageOf), [
    ...["js", "js", "js", "js", "python", "rust", "go", null, null],
  ]);
});

Deno.test("readImports() takes no time over what never ends", () => {
  const hostile = {
    js: ["import(", 'from "', "import ", "require(   "],
    python: ["from a import (", "import a,", "from . import \\\n"],
    rust: ["crate::{", "use crate::a::", "crate::{{"],
    go: ["import (", 'import "'],
  };
  for (const language of IMPORT_LANGUAGES) {
    for (const part of hostile[language]) readImports(language, part.repeat(20_000));
  }
});
