import { assertEquals } from "@std/assert";
import { makeRedactionsJson } from "../../../lib/report/make_redactions_json.ts";
import { greenRecord } from "../../support/sample_record.ts";

Deno.test("makeRedactionsJson() adds up what each rule replaced in each file", () => {
  const redactions = [
    { rule: "secret-variable", file: "stdout.log", count: 3 },
    { rule: "bearer-token", file: "run.json", count: 1 },
  ];
  assertEquals(makeRedactionsJson(greenRecord({ redactions })), {
    schema: "qa.redactions.v1",
    run_id: "20261120T100000Z-a1b2c3",
    total: 4,
    redactions,
  });
});

Deno.test("makeRedactionsJson() is an empty list when nothing was replaced", () => {
  const { total, redactions } = makeRedactionsJson(greenRecord());
  assertEquals({ total, redactions }, { total: 0, redactions: [] });
});
