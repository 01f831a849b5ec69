// What is generated does not drift from the tables and schemas it is made from.

import { assert, assertEquals } from "@std/assert";
import { parse } from "@std/jsonc";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { EXIT_CODES } from "../../lib/model/exit_code.ts";
import { QaConfig } from "../../lib/model/config.ts";
import { VERDICTS } from "../../lib/model/verdict.ts";
import { CONFIG_EXAMPLE } from "../../scripts/dev/make_documents.ts";
import { makeSchema, makeSchemaFiles, NAMED_SHAPES } from "../../scripts/dev/make_schemas.ts";
import { makeDocumentFiles } from "../../scripts/dev/write_docs.ts";
import { findDrift, ROOT } from "../../scripts/dev/write_generated.ts";

Deno.test("docs/schemas does not drift from the zod schemas (deno task schemas)", async () => {
  assertEquals(await findDrift(makeSchemaFiles()), []);
});

Deno.test("docs/schemas holds no schema that nothing makes", async () => {
  const made = makeSchemaFiles();
  const found = await Array.fromAsync(Deno.readDir(`${ROOT}docs/schemas`));
  assertEquals(found.map(({ name }) => `docs/schemas/${name}`).filter((path) => !made[path]), []);
});

Deno.test("generated documents do not drift from the tables (deno task docs)", async () => {
  assertEquals(await findDrift(await makeDocumentFiles()), []);
});

Deno.test("every named shape has an id of its own, as the shape itself says it", () => {
  const ids = NAMED_SHAPES.map(({ id }) => id);
  assertEquals(new Set(ids).size, ids.length);
  for (const id of ids) assert(/^qa\.[a-z_]+\.v\d+$/.test(id), id);
});

for (const named of NAMED_SHAPES) {
  Deno.test(`schema ${named.id} passes ajv in strict mode`, () => {
    const ajv = addFormats.default(new Ajv.default({ strict: true, allowUnionTypes: true }));
    ajv.compile(makeSchema(named));
  });
}

Deno.test("schema of events accepts an event and refuses one of an unknown type", () => {
  const named = NAMED_SHAPES.find(({ id }) => id === "qa.event.v1");
  assert(named);
  const ajv = addFormats.default(new Ajv.default({ strict: true, allowUnionTypes: true }));
  const accepts = ajv.compile(makeSchema(named));
  const event = { schema: "qa.event.v1", at: "2026-01-02T03:04:05.678Z", ms: 1 };
  assert(accepts({ ...event, type: "warning", message: "m" }), JSON.stringify(accepts.errors));
  assert(!accepts({ ...event, type: "no-such-event" }));
  assert(!accepts({ ...event, at: "yesterday", type: "warning", message: "m" }));
});

Deno.test("the example of docs/configuration.md is a valid configuration", () => {
  QaConfig.parse(parse(CONFIG_EXAMPLE));
});

Deno.test("exit codes are those of the contract, and every verdict has one", () => {
  const codes = EXIT_CODES.map(({ exit, name }) => `${exit} ${name}`);
  assertEquals(codes, [
    "0 passed",
    "0 flaky",
    "0 degraded",
    "1 failed",
    "2 usage",
    "3 infra",
    "4 unproven",
    "5 incomplete",
    "6 degraded",
    "7 flaky",
    "70 bug",
    "130 cancelled",
    "143 cancelled",
  ]);
  const named = new Set<string>(EXIT_CODES.map(({ name }) => name));
  assertEquals(VERDICTS.filter((verdict) => !named.has(verdict)), []);
});
