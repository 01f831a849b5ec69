import { assert, assertEquals, assertMatch } from "@std/assert";
import * as z from "zod";
import {
  ARTIFACTS,
  kindOfArtifact,
  listArtifacts,
  TEXT_ARTIFACTS,
} from "../../../lib/catalog/artifacts.ts";
import { greenRecord, infraRecord, SAMPLE_RECORDS } from "../../support/sample_record.ts";

for (const row of ARTIFACTS) {
  for (const [name, record] of Object.entries(SAMPLE_RECORDS)) {
    Deno.test(`ARTIFACTS makes a ${row.name} that its shape knows whole, of a run that is ${name}`, () => {
      const made = row.make(record());
      if (made !== null) assertEquals(row.shape.parse(made), made);
    });
  }

  Deno.test(`ARTIFACTS says of ${row.name} which question it answers, under its own schema id`, () => {
    assertMatch(row.schema, /^qa\.[a-z_]+\.v[1-9]\d*$/);
    assertEquals(row.schema.split(".")[1], row.name.replace(".json", ""));
    assert(row.answers.endsWith("?"));
  });

  Deno.test(`ARTIFACTS has a shape of ${row.name} that becomes a JSON schema with its id in it`, () => {
    const schema = JSON.stringify(z.toJSONSchema(row.shape));
    assert(schema.includes(`"const":"${row.schema}"`));
  });
}

Deno.test("ARTIFACTS and TEXT_ARTIFACTS name no file twice", () => {
  const names = [...ARTIFACTS, ...TEXT_ARTIFACTS].map((row) => row.name);
  assertEquals(new Set(names).size, names.length);
});

Deno.test("ARTIFACTS writes the summary last, so that its presence says that all is there", () => {
  assertEquals(ARTIFACTS.at(-1)?.name, "summary.json");
});

Deno.test("TEXT_ARTIFACTS answers a question in every row", () => {
  for (const row of TEXT_ARTIFACTS) assert(row.answers.endsWith("?"), row.name);
});

Deno.test("listArtifacts() leaves out what such a run does not have", () => {
  const names = (record: Parameters<typeof listArtifacts>[0]) =>
    listArtifacts(record).map((row) => row.name);
  const always = ["run.json", "results.json", "environment.json", "redactions.json"];
  const texts = [
    "stdout.log",
    "stderr.log",
    "events.jsonl",
    "tests.jsonl",
    "junit.xml",
    "ctrf.json",
  ];
  assertEquals(names(greenRecord()), [
    ...always,
    "summary.json",
    ...texts,
    "RUN_INSTRUCTIONS.md",
    "container_events.jsonl",
    "journal.jsonl",
    "evidence/index.json",
  ]);
  assertEquals(
    names(infraRecord()).toSorted(),
    [
      ...always,
      "error.json",
      "summary.json",
      ...texts,
      "RUN_INSTRUCTIONS.md",
      "journal.jsonl",
      "evidence/index.json",
    ].toSorted(),
  );
});

Deno.test("kindOfArtifact() finds the row of every file a run has", () => {
  for (const { name } of [...ARTIFACTS, ...TEXT_ARTIFACTS]) {
    const path = name.replace("<suite>", "unit").replace("<place>-<attempt>", "container-1");
    assertEquals(kindOfArtifact(path), name);
  }
  assertEquals(kindOfArtifact("suites/unit/container-1/planted.txt"), "other");
  assertEquals(kindOfArtifact("suites/unit/deep/container-1/stdout.log"), "other");
  assertEquals(kindOfArtifact("summary_json"), "other");
});
