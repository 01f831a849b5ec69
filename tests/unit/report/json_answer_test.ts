import { assertEquals, assertMatch } from "@std/assert";
import { JsonAnswer } from "../../../lib/model/summary_json.ts";
import { formatJsonAnswer } from "../../../lib/report/json_answer.ts";
import { makeSummaryJson } from "../../../lib/report/make_summary_json.ts";
import { redRecord } from "../../support/sample_record.ts";
import { sampleTest } from "../../support/sample_suite.ts";

Deno.test("formatJsonAnswer() is the summary and the folder, on one line", () => {
  const record = redRecord([sampleTest({ message: "line\nbreak \u001b[2J \u009b \u202e" })]);
  const text = formatJsonAnswer(record, "/out/logs/x");
  assertEquals(text.split("\n").length, 2);
  assertMatch(text, /^[^\p{Cc}\u202e]*\n$/u);
  assertEquals(JSON.parse(text), { ...makeSummaryJson(record), run_folder: "/out/logs/x" });
});

Deno.test("formatJsonAnswer() agrees with its schema", () => {
  const answer = JSON.parse(formatJsonAnswer(redRecord(), "/out/logs/x"));
  assertEquals(JsonAnswer.parse(answer), answer);
});
