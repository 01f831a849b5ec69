// The runbook says nothing that is not so: its commands, fields, files and links are held against the tables.

import { assert, assertEquals } from "@std/assert";
import { dirname, join, normalize } from "@std/path";
import { FLAKE_GUIDES } from "../../lib/catalog/flake_guides.ts";
import { ROOT_CAUSES } from "../../lib/catalog/root_causes.ts";
import { VERDICT_GUIDES } from "../../lib/catalog/verdict_guides.ts";
import { HISTORY_FLAGS } from "../../lib/config/history_flags.ts";
import { MERGE_FLAGS } from "../../lib/config/merge_flags.ts";
import { parseFlags } from "../../lib/config/parse_flags.ts";
import { QA_GATE_FLAGS } from "../../lib/config/qa_gate_flags.ts";
import { REPLAY_FLAGS } from "../../lib/config/replay_flags.ts";
import { EXIT_CODES } from "../../lib/model/exit_code.ts";
import { ROOT_CAUSE_CLASSES } from "../../lib/model/finding.ts";
import { FLAKE_CLASSES } from "../../lib/model/quarantine.ts";
import { TELLING_FIELDS } from "../../scripts/dev/make_runbook_index.ts";
import { makeSchema, NAMED_SHAPES } from "../../scripts/dev/make_schemas.ts";
import { makeDocumentFiles } from "../../scripts/dev/write_docs.ts";
import { ROOT } from "../../scripts/dev/write_generated.ts";

const FILES = await makeDocumentFiles();
const PAGES = Object.entries(FILES).filter(([path]) => path.startsWith("docs/runbook/"));
const FLAGS = {
  "qa:gate": QA_GATE_FLAGS,
  "qa:replay": REPLAY_FLAGS,
  "qa:merge": MERGE_FLAGS,
  "qa:history": HISTORY_FLAGS,
};

Deno.test("docs/runbook holds no page that nothing makes", async () => {
  const found: string[] = [];
  for (const folder of ["docs/runbook", "docs/runbook/causes"]) {
    for await (const { name, isFile } of Deno.readDir(join(ROOT, folder))) {
      if (isFile) found.push(`${folder}/${name}`);
    }
  }
  assertEquals(found.filter((path) => FILES[path] === undefined), []);
});

Deno.test("every class of cause, kind of flake and answer but a pass has its page or section", () => {
  assertEquals(ROOT_CAUSES.map((row) => row.class), [...ROOT_CAUSE_CLASSES]);
  assertEquals(FLAKE_GUIDES.map((guide) => guide.class), [...FLAKE_CLASSES]);
  const told = VERDICT_GUIDES.flatMap(({ name, exits }) => exits.map((exit) => `${exit} ${name}`));
  const all = EXIT_CODES.map(({ exit, name }) => `${exit} ${name}`);
  assertEquals(told.toSorted(), all.filter((one) => one !== "0 passed").toSorted());
});

Deno.test("every command of the runbook is one that our scripts take", () => {
  let count = 0;
  for (const [path, text] of PAGES) {
    for (const [, task = "", line = ""] of text.matchAll(/deno task (qa:[a-z]+)([^`\n]*)/g)) {
      const rows = FLAGS[task as keyof typeof FLAGS];
      assert(rows !== undefined, `${path}: ${task}`);
      const words = line.replace(/ < .*/, "").replace(/<its [^>]*>/, "x").replace(/<n>/g, "1")
        .replace(/<(\w+)>/g, "$1").trim().split(/\s+/).filter((word) => word !== "");
      const parsed = parseFlags(rows, words, { takesWords: true });
      assert(parsed.ok, `${path}: ${task}${line}: ${JSON.stringify(parsed)}`);
      count++;
    }
  }
  assert(count > 50, `${count} commands`);
});

Deno.test("every field that the runbook names is in the schema of its file", () => {
  let file = "";
  for (const [name, fields] of TELLING_FIELDS) {
    file = name === "" ? file : name;
    const base = /`([^`]+)`/.exec(file)?.[1] ?? "";
    const shape = NAMED_SHAPES.find((one) => one.file === base);
    assert(shape !== undefined, base);
    const schema = makeSchema(shape);
    for (const [, field = ""] of fields.matchAll(/`([^`]+)`/g)) {
      assert(hasField(schema, field.split(".")), `${base}: ${field}`);
    }
  }
});

/** True where a JSON Schema has this path; `[]` behind a name is a list. */
function hasField(schema: unknown, [first = "", ...rest]: readonly string[]): boolean {
  const key = first.replace(/\[\]$/, "");
  const found = variantsOf(schema).map((one) => one["properties"])
    .filter((one) => typeof one === "object" && one !== null)
    .map((one) => (one as Record<string, unknown>)[key]).find((one) => one !== undefined);
  if (found === undefined) return false;
  return rest.length === 0 || hasField(found, rest);
}

function variantsOf(schema: unknown): readonly Record<string, unknown>[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own = schema as Record<string, unknown>;
  const any = Array.isArray(own["anyOf"]) ? own["anyOf"].flatMap(variantsOf) : [];
  return [own, ...any, ...variantsOf(own["items"])];
}

Deno.test("every link of the runbook leads somewhere", async () => {
  const lost: string[] = [];
  for (const [path, text] of PAGES) {
    for (const [, link = ""] of text.matchAll(/\]\(([^)]+)\)/g)) {
      const [file = "", anchor = ""] = link.split("#");
      const target = file === "" ? path : normalize(join(dirname(path), file));
      const found = FILES[target] ?? await readPage(target);
      const isThere = found !== null && (anchor === "" || anchorsOf(found).includes(anchor));
      if (!isThere) lost.push(`${path}: ${link}`);
    }
  }
  assertEquals(lost, []);
});

async function readPage(path: string): Promise<string | null> {
  const facts = await Deno.stat(join(ROOT, path)).catch(() => null);
  if (facts === null) return null;
  return facts.isFile ? await Deno.readTextFile(join(ROOT, path)) : "";
}

/** As they are made of headings on every forge. */
function anchorsOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => /^#+ /.test(line)).map((line) =>
    line.replace(/^#+ /, "").toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(" ", "-")
  );
}
