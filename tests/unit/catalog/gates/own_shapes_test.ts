import { assert, assertEquals } from "@std/assert";
import * as z from "zod";
import { ARTIFACTS, FAMILIES } from "../../../../lib/catalog/artifacts.ts";
import { VERDICT_ARTIFACTS } from "../../../../lib/catalog/verdict_artifacts.ts";
import { OWN_LINES, OWN_SHAPES } from "../../../../lib/catalog/gates/own_shapes.ts";

Deno.test("OWN_SHAPES knows every JSON artifact that a run, a verdict or an incident writes", () => {
  const lacking = [
    ...[...ARTIFACTS, ...FAMILIES].map(({ schema }) => schema),
    ...VERDICT_ARTIFACTS.map(({ name }) => `qa.${name.replace(/\.json$/, "")}.v1`),
    "qa.incident.v1",
  ]
    .filter((schema) => !Object.hasOwn(OWN_SHAPES, schema));
  assertEquals(lacking, []);
});

Deno.test("OWN_SHAPES has each shape under the id that the shape itself wants", () => {
  for (const [id, shape] of Object.entries(OWN_SHAPES)) {
    assert(JSON.stringify(z.toJSONSchema(shape)).includes(`"const":"${id}"`), id);
  }
});

Deno.test("OWN_LINES has shapes of lines that become JSON schemas", () => {
  for (const shape of Object.values(OWN_LINES)) assert(z.toJSONSchema(shape));
});
