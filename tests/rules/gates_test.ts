// Every kind of gate is whole: its example is a configuration, its faults are documented with what to do.

import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import Ajv from "ajv";
import { loadGateRows } from "../../lib/catalog/gates.ts";
import { CERTIFICATION_CODES } from "../../lib/classify/judge_certification.ts";
import { PROMOTION_CODES } from "../../lib/classify/judge_promotion.ts";
import { readConfig } from "../../lib/config/read_config.ts";
import { readGates } from "../../lib/config/read_gates.ts";
import { configSchema } from "../../lib/model/config_schema.ts";
import { jsonSchemaOf } from "../../lib/model/json_schema.ts";
import { ROOT } from "../../scripts/dev/write_generated.ts";

const ROWS = await loadGateRows();

Deno.test("every kind of gate has a name of its own and a file of that name", async () => {
  const kinds = ROWS.map(({ kind }) => kind);
  assertEquals(new Set(kinds).size, kinds.length);
  for (const kind of kinds) {
    await Deno.stat(join(ROOT, `lib/catalog/gates/${kind.replaceAll("-", "_")}.ts`));
  }
});

Deno.test("the example of every kind is a configuration, for us and for an editor", () => {
  const accepts = new Ajv.default({ strict: false }).compile(configSchema(ROWS));
  for (const { kind, example } of ROWS) {
    assertEquals(example["kind"], kind);
    const text = JSON.stringify({ gates: [example] });
    const read = readConfig(text, "qa.jsonc");
    assert(read.ok, `${kind}: ${JSON.stringify(read)}`);
    const gates = readGates(read.value, ROWS, "qa.jsonc");
    assert(gates.ok, `${kind}: ${gates.ok || JSON.stringify(gates.error)}`);
    assert(accepts(JSON.parse(text)), `${kind}: ${JSON.stringify(accepts.errors)}`);
  }
  assert(!accepts({ gates: [{ id: "a", kind: "no-such-kind" }] }));
  assert(!accepts({ gates: [{ ...ROWS[0]!.example, no_such_key: 1 }] }));
});

Deno.test("every setting of every kind says what it means", () => {
  const silent = ROWS.flatMap(({ kind, shape }) => listSilent(jsonSchemaOf(shape), kind));
  assertEquals(silent, []);
});

/** Paths of all fields in a JSON Schema that have no description, at any depth. */
function listSilent(schema: unknown, path: string): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, part]) => {
    if (key !== "properties") return listSilent(part, path);
    return Object.entries(part as Readonly<Record<string, { readonly description?: string }>>)
      .flatMap(([name, field]) => [
        ...(field.description ?? "") === "" ? [`${path}.${name}`] : [],
        ...listSilent(field, `${path}.${name}`),
      ]);
  });
}

Deno.test("every fault of every kind stands in docs/gates.md with what to do about it", async () => {
  const text = await Deno.readTextFile(join(ROOT, "docs/gates.md"));
  const tables = [...ROWS.map(({ codes }) => codes), PROMOTION_CODES, CERTIFICATION_CODES];
  const missing = tables.flatMap((codes) => Object.entries(codes)).filter(([code, advice]) =>
    !/^[a-z][a-z0-9_]*$/.test(code) || advice.length < 10 || !text.includes(`| \`${code}\``)
  );
  assertEquals(missing, []);
});

Deno.test("our own gates are read, and no kind of ours is unknown to docs/gates.md", async () => {
  const read = readConfig(await Deno.readTextFile(join(ROOT, "qa.jsonc")), "qa.jsonc");
  assert(read.ok, JSON.stringify(read));
  const gates = readGates(read.value, ROWS, "qa.jsonc");
  assert(gates.ok, gates.ok ? "" : JSON.stringify(gates.error));
  const kinds = new Set(gates.value.map(({ head }) => head.kind));
  assert(kinds.size >= 7, [...kinds].join());
});

Deno.test("the example of docs/verdict.md is a configuration", async () => {
  const text = await Deno.readTextFile(join(ROOT, "docs/verdict.md"));
  const examples = [...text.matchAll(/^```jsonc\n([^]*?)^```$/gm)].map(([, example = ""]) =>
    example
  );
  assertEquals(examples.length, 2);
  for (const example of examples) {
    const read = readConfig(example, "qa.jsonc");
    assert(read.ok, JSON.stringify(read));
    assert(readGates(read.value, ROWS, "qa.jsonc").ok);
  }
});
