import { assertEquals } from "@std/assert";
import { readExportRequest } from "../../../scripts/dev/export_script.ts";

const WHERE = { scripts: ["qa_gate", "replay"], cwd: "/here" };

for (const script of ["qa_gate", "qa_gate.ts", "qa-gate", "scripts/qa/qa_gate.ts"]) {
  Deno.test(`readExportRequest() takes ${script}`, () => {
    const request = readExportRequest([script, "--to", "out/a.js"], WHERE);
    assertEquals(request, { name: "qa_gate", to: "/here/out/a.js" });
  });
}

const WRONG: readonly (readonly [string, readonly string[], string])[] = [
  ["nothing is named", [], "no script named; scripts: qa_gate, replay"],
  ["there is no such script", ["x", "--to", "a.js"], 'no script "x"; scripts: qa_gate, replay'],
  ["two are named", ["replay", "x", "--to", "a.js"], 'one script at a time, not also "x"'],
  ["--to is missing", ["replay"], "--to <file.js> is missing"],
  ["--to has no value", ["replay", "--to"], "--to <file.js> is missing"],
  ["--to is no JavaScript", ["replay", "--to", "a.ts"], '"a.ts" must end in .js or .mjs'],
  ["a flag is unknown", ["replay", "--too=a.js"], 'unknown flag "--too=a.js"; known: --to, --help'],
];
for (const [when, args, wrong] of WRONG) {
  Deno.test(`readExportRequest() says what is wrong when ${when}`, () => {
    assertEquals(readExportRequest(args, WHERE), { wrong });
  });
}

Deno.test("readExportRequest() gives help when asked, whatever else is wrong", () => {
  assertEquals(readExportRequest(["x", "--help"], WHERE), { help: true });
});
