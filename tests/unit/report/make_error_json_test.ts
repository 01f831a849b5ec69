import { assertEquals } from "@std/assert";
import { makeErrorJson } from "../../../lib/report/make_error_json.ts";
import {
  degradedRecord,
  greenRecord,
  infraRecord,
  NO_DOCKER,
  redRecord,
} from "../../support/sample_record.ts";
import { sampleExecution, sampleLint, sampleSuite } from "../../support/sample_suite.ts";

Deno.test("makeErrorJson() explains a fallback", () => {
  assertEquals(makeErrorJson(degradedRecord()), {
    "schema": "qa.error.v1",
    "run_id": "20261120T100000Z-a1b2c3",
    "what": "fell-back",
    "problem": 'Cannot start "docker": not found in PATH',
    "reason": "docker-missing",
    "detail": '"docker": not found in PATH',
    "hint": "Install Docker, or run with --mode failsafe",
    "at": "preflight",
    "proved_outside": false,
    "suites": [
      "unit",
      "lint",
    ],
  });
});

Deno.test("makeErrorJson() explains a run that nothing could do", () => {
  assertEquals(makeErrorJson(infraRecord()), {
    "schema": "qa.error.v1",
    "run_id": "20261120T100000Z-a1b2c3",
    "what": "failed",
    "problem": 'Cannot start "docker": not found in PATH',
    "reason": "docker-missing",
    "detail": '"docker": not found in PATH',
    "hint": "Install Docker, or run with --mode failsafe",
    "at": "preflight",
    "proved_outside": false,
    "suites": [
      "unit",
    ],
  });
});

Deno.test("makeErrorJson() is null for a run that its tests decided", () => {
  assertEquals(makeErrorJson(redRecord()), null);
});

Deno.test("makeErrorJson() explains an environment that failed without an engine being to blame", () => {
  const record = { ...infraRecord(), fallback: null };
  const made = makeErrorJson(record);
  assertEquals([made?.what, made?.reason, made?.problem], ["failed", null, record.why]);
});

Deno.test("makeErrorJson() names the suite whose container was lost in the middle", () => {
  const lost = { ...NO_DOCKER, reason: "container-lost", detail: "removed", at: "midway" } as const;
  const execution = sampleExecution({ outcome: "lost", fallback: lost });
  const record = greenRecord({ suites: [sampleSuite(execution), sampleLint()] });
  const made = makeErrorJson(record);
  assertEquals([made?.what, made?.at, made?.suites], ["fell-back", "midway", ["unit"]]);
});
