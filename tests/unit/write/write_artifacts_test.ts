import { assertEquals, assertRejects } from "@std/assert";
import * as z from "zod";
import { loadArtifacts } from "../../../lib/catalog/artifacts.ts";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import type { ArtifactRow } from "../../../lib/model/artifact.ts";
import { RedactionsJson } from "../../../lib/model/redactions_json.ts";
import { writeArtifacts, writeText } from "../../../lib/write/write_artifacts.ts";
import { fakeHost, type FakeScript } from "../../support/fake_host.ts";
import { degradedRecord, greenRecord } from "../../support/sample_record.ts";

const { rows: ARTIFACTS } = await loadArtifacts(null);

const FOLDER = "/p/outputs/qa/logs/r1";
const SECRET = 'correct"horse\\battery';

function setUp(script: FakeScript = {}) {
  const host = fakeHost({ ...script, files: { [FOLDER]: { kind: "folder" } } });
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  const redactor = createRedactor(new Map([["DB_PASS", SECRET]]));
  return { host, warnings, options: { folder: FOLDER, rows: ARTIFACTS, redactor, warn } };
}

function row(name: string, make: ArtifactRow["make"]): ArtifactRow {
  const shape = z.object({ text: z.string() });
  return { name, schema: "qa.sample.v1", answers: "What?", shape, make };
}

Deno.test("writeArtifacts() writes each artifact of the table, indented, as its own shape has it", async () => {
  const { host, warnings, options } = setUp();
  await writeArtifacts(host, degradedRecord(), options);
  const made = ARTIFACTS.filter(({ make }) => make(degradedRecord()) !== null);
  assertEquals(host.files.paths(), made.map(({ name }) => `${FOLDER}/${name}`).sort());
  for (const { name, shape } of made) {
    const text = host.files.text(`${FOLDER}/${name}`);
    assertEquals(`${JSON.stringify(shape.parse(JSON.parse(text)), null, 2)}\n`, text);
  }
  assertEquals(warnings, []);
});

Deno.test("writeArtifacts() writes no file for a row that makes null", async () => {
  const { host, options } = setUp();
  await writeArtifacts(host, greenRecord(), options);
  assertEquals(await host.files.stat(`${FOLDER}/error.json`), null);
  const made = ARTIFACTS.filter(({ make }) => make(greenRecord()) !== null);
  assertEquals(host.files.paths().length, made.length);
});

Deno.test("writeArtifacts() writes every file of a family into its folder", async () => {
  const { host, warnings, options } = setUp();
  const { make: _, ...about } = row("parts/<suite>.json", () => null);
  const makeAll = () =>
    ["a", "b"].map((name) => ({ name: `parts/${name}.json`, value: { text: SECRET } }));
  await writeArtifacts(host, greenRecord(), {
    ...options,
    rows: [],
    families: [{ ...about, makeAll }],
  });
  assertEquals(host.files.paths(), [`${FOLDER}/parts/a.json`, `${FOLDER}/parts/b.json`]);
  const { text } = JSON.parse(host.files.text(`${FOLDER}/parts/b.json`));
  assertEquals(text, "[redacted:env:DB_PASS]");
  assertEquals(warnings, []);
});

Deno.test("writeArtifacts() throws before it writes anything when a row breaks its shape", async () => {
  const { host, options } = setUp();
  const rows = [row("good.json", () => ({ text: "x" })), row("bad.json", () => ({ text: 1 }))];
  await assertRejects(
    () => writeArtifacts(host, greenRecord(), { ...options, rows }),
    z.core.$ZodError,
  );
  assertEquals(host.files.paths(), []);
});

Deno.test("writeArtifacts() leaves out what the shape does not know", async () => {
  const { host, options } = setUp();
  const rows = [row("a.json", () => ({ text: "x", stray: "y" }))];
  await writeArtifacts(host, greenRecord(), { ...options, rows });
  assertEquals(JSON.parse(host.files.text(`${FOLDER}/a.json`)), { text: "x" });
});

Deno.test("writeArtifacts() replaces secrets inside strings, and every file still parses", async () => {
  const { host, options } = setUp();
  const why = `the database refused "${SECRET}"`;
  await writeArtifacts(host, greenRecord({ why, warnings: [why], modeWhy: why }), options);
  const clean = 'the database refused "[redacted:env:DB_PASS]"';
  assertEquals(JSON.parse(host.files.text(`${FOLDER}/run.json`)).why_this_mode, clean);
  for (const path of host.files.paths()) {
    JSON.parse(host.files.text(path));
    assertEquals(host.files.text(path).includes("horse"), false, path);
  }
});

Deno.test("writeArtifacts() never takes an escape of JSON for a part of a secret", async () => {
  const { host, options } = setUp();
  const redactor = createRedactor(new Map([["TOKEN", "nine-lives"]]));
  const rows = [row("a.json", () => ({ text: "one\nine-lives" }))];
  await writeArtifacts(host, greenRecord(), { ...options, rows, redactor });
  assertEquals(JSON.parse(host.files.text(`${FOLDER}/a.json`)), { text: "one\nine-lives" });
});

Deno.test("writeArtifacts() makes redactions.json last, so that it counts all others", async () => {
  const { host, options } = setUp();
  const redactions = ARTIFACTS.filter(({ name }) => name === "redactions.json");
  const twice = row("b.json", () => ({ text: `${SECRET} ${SECRET}` }));
  const rows = [...redactions, row("a.json", () => ({ text: SECRET })), twice];
  options.redactor.text("stdout.log", SECRET);
  await writeArtifacts(host, greenRecord(), { ...options, rows });
  const json = RedactionsJson.parse(JSON.parse(host.files.text(`${FOLDER}/redactions.json`)));
  assertEquals(json.total, 4);
  assertEquals(json.redactions, [
    { rule: "env:DB_PASS", file: "a.json", count: 1 },
    { rule: "env:DB_PASS", file: "b.json", count: 2 },
    { rule: "env:DB_PASS", file: "stdout.log", count: 1 },
  ]);
});

Deno.test("writeArtifacts() warns of a file that cannot be written, and writes the rest", async () => {
  const { host, warnings, options } = setUp({
    failures: [{ path: `${FOLDER}/run.json`, code: "disk-full" }],
  });
  await writeArtifacts(host, degradedRecord(), options);
  assertEquals(warnings, ["run.json was not written: fake: disk-full"]);
  const rest = ARTIFACTS.filter(({ name, make }) =>
    name !== "run.json" && make(degradedRecord()) !== null
  );
  assertEquals(host.files.paths(), rest.map(({ name }) => `${FOLDER}/${name}`).sort());
});

Deno.test("writeText() writes a text without its secrets, and warns when it cannot", async () => {
  const { host, warnings, options } = setUp({
    failures: [{ path: `${FOLDER}/b.md`, code: "read-only" }],
  });
  await writeText(host, "a.md", `run it with ${SECRET}\n`, options);
  await writeText(host, "b.md", "text\n", options);
  assertEquals(host.files.text(`${FOLDER}/a.md`), "run it with [redacted:env:DB_PASS]\n");
  assertEquals(options.redactor.counts().map(({ file }) => file), ["a.md"]);
  assertEquals(warnings, ["b.md was not written: fake: read-only"]);
});
