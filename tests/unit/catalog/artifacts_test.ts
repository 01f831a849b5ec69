import { assert, assertEquals, assertMatch } from "@std/assert";
import * as z from "zod";
import {
  ARTIFACTS,
  FAMILIES,
  kindOfArtifact,
  listArtifacts,
  loadArtifacts,
  STABLE_FOLDERS,
} from "../../../lib/catalog/artifacts.ts";
import { TEXT_ARTIFACTS } from "../../../lib/catalog/text_artifacts.ts";
import { greenRecord, infraRecord, SAMPLE_RECORDS } from "../../support/sample_record.ts";

/** Files whose name is longer than that of their schema. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  "failure_diagnostics_index.json": "failure_index",
};

const { rows, families } = await loadArtifacts(null);

for (const row of rows) {
  for (const [name, record] of Object.entries(SAMPLE_RECORDS)) {
    Deno.test(`ARTIFACTS makes a ${row.name} that its shape knows whole, of a run that is ${name}`, () => {
      const made = row.make(record());
      if (made !== null) assertEquals(row.shape.parse(made), made);
    });
  }

  Deno.test(`ARTIFACTS says of ${row.name} which question it answers, under its own schema id`, () => {
    assertMatch(row.schema, /^qa\.[a-z_]+\.v[1-9]\d*$/);
    const named = row.name.replace(".json", "");
    assertEquals(row.schema.split(".")[1], OTHER_NAMES[row.name] ?? named);
    assert(row.answers.endsWith("?"));
  });

  Deno.test(`ARTIFACTS has a shape of ${row.name} that becomes a JSON schema with its id in it`, () => {
    const schema = JSON.stringify(z.toJSONSchema(row.shape));
    assert(schema.includes(`"const":"${row.schema}"`));
  });
}

for (const family of families) {
  for (const [name, record] of Object.entries(SAMPLE_RECORDS)) {
    Deno.test(`FAMILIES makes each ${family.name} as its shape knows it, of a run that is ${name}`, () => {
      for (const { name: path, value } of family.makeAll(record())) {
        assertEquals(family.shape.parse(value), value);
        assertEquals(kindOfArtifact(path), family.name);
      }
    });
  }

  Deno.test(`FAMILIES says of ${family.name} which question it answers, under its own schema id`, () => {
    assert(family.answers.endsWith("?"));
    assert(JSON.stringify(z.toJSONSchema(family.shape)).includes(`"const":"${family.schema}"`));
    assertEquals(STABLE_FOLDERS.includes(family.name.split("/")[0] ?? ""), true);
  });
}

Deno.test("ARTIFACTS, FAMILIES and TEXT_ARTIFACTS name no file twice", () => {
  const names = [...ARTIFACTS, ...FAMILIES, ...TEXT_ARTIFACTS].map((row) => row.name);
  assertEquals(new Set(names).size, names.length);
});

Deno.test("ARTIFACTS writes the summary last, so that its presence says that all is there", () => {
  assertEquals(ARTIFACTS.at(-1)?.name, "summary.json");
  assertEquals(rows.at(-1)?.name, "summary.json");
});

for (const [name, record] of Object.entries(SAMPLE_RECORDS)) {
  Deno.test(`loadArtifacts() loads what is made of a run that is ${name}, and nothing else`, async () => {
    const own = await loadArtifacts(record());
    const made = rows.filter((row) => row.make(record()) !== null).map((row) => row.name);
    assertEquals(own.rows.map((row) => row.name).toSorted(), made.toSorted());
    const files = families.flatMap((family) => family.makeAll(record()).map((file) => file.name));
    const listed = listArtifacts(record()).map((row) => row.name);
    assertEquals([...made, ...files].filter((file) => !listed.includes(file)), []);
    assertEquals(own.families.length > 0, files.length > 0);
  });
}

Deno.test("TEXT_ARTIFACTS answers a question in every row", () => {
  for (const row of TEXT_ARTIFACTS) assert(row.answers.endsWith("?"), row.name);
});

Deno.test("listArtifacts() leaves out what such a run does not have", () => {
  const names = (record: Parameters<typeof listArtifacts>[0]) =>
    listArtifacts(record).map((row) => row.name);
  const always = [
    "run.json",
    "results.json",
    "plan.json",
    "environment.json",
    "replay_bundle.json",
    "redactions.json",
  ];
  const texts = [
    "stdout.log",
    "stderr.log",
    "events.jsonl",
    "tests.jsonl",
    "junit.xml",
    "ctrf.json",
    "report.md",
    "report.html",
  ];
  assertEquals(names(greenRecord()), [
    ...always,
    "summary.json",
    ...texts,
    "RUN_INSTRUCTIONS.md",
    "container_events.jsonl",
    "journal.jsonl",
    "index.txt",
    "evidence/index.json",
  ]);
  assertEquals(
    names(infraRecord()).toSorted(),
    [
      ...always,
      "error.json",
      "failure_diagnostics_index.json",
      "failures/unit.json",
      "summary.json",
      ...texts,
      "RUN_INSTRUCTIONS.md",
      "journal.jsonl",
      "index.txt",
      "evidence/index.json",
    ].toSorted(),
  );
});

Deno.test("kindOfArtifact() finds the row of every file a run has", () => {
  for (const { name } of [...ARTIFACTS, ...FAMILIES, ...TEXT_ARTIFACTS]) {
    const path = name.replace("<suite>", "unit").replace("<place>-<attempt>", "container-1");
    assertEquals(kindOfArtifact(path), name);
  }
  assertEquals(kindOfArtifact("suites/unit/container-1/planted.txt"), "other");
  assertEquals(kindOfArtifact("suites/unit/deep/container-1/stdout.log"), "other");
  assertEquals(kindOfArtifact("summary_json"), "other");
});
