import { assertEquals } from "@std/assert";
import { placeEvidence } from "../../../lib/classify/place_evidence.ts";

Deno.test("placeEvidence() names the files of an execution from the run's folder, and no others", () => {
  const quote = (source: string) => ({ source, line: null, quote: "oom" });
  const sources = ["exit.json", "container_events.jsonl", "suites/unit/container-1/stderr.log"];
  const cause = {
    classification: {
      ...{ class: "oom" as const, signature: null, confidence: 1, runnerUp: null },
      evidence: sources.map(quote),
    },
    ...{ disproof: "", remedy: [], read: ["trailer.txt", "error.json"] },
  };
  const placed = placeEvidence(cause, "suites/unit/container-1");
  assertEquals(placed.classification.evidence.map(({ source }) => source), [
    "suites/unit/container-1/exit.json",
    "container_events.jsonl",
    "suites/unit/container-1/stderr.log",
  ]);
  assertEquals(placed.read, ["suites/unit/container-1/trailer.txt", "error.json"]);
});
