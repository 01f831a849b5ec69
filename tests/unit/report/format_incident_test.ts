import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  formatIncident,
  formatIncidentLines,
  sayResponse,
} from "../../../lib/report/format_incident.ts";
import { sampleIncident } from "../../support/sample_incident.ts";

const NOW = "2026-11-20T12:10:00.000Z";
const CLOSE = "verdict --incident-close i1";
const WORDS = { what: "is open", folder: "outputs/qa", now: NOW };

Deno.test("formatIncidentLines() tells severity, triggers, replay, what is missing and what is open", () => {
  const incident = sampleIncident({
    artifacts: [
      {
        ...{ name: "summary.json", path: "artifacts/run/summary.json", source: "s" },
        ...{ size_bytes: null, sha256: null, missing: "summary.json does not exist" },
        required: true,
      },
      {
        ...{ name: "triage_diff.json", path: "artifacts/run/triage_diff.json", source: "t" },
        ...{ size_bytes: null, sha256: null, missing: "compared with nothing", required: false },
      },
    ],
    checklist: [
      { id: "claims_certified", text: "t", status: "done", why: "no claims are declared" },
      { id: "detection_recorded", text: "t", status: "open", why: "not recorded" },
    ],
  });
  assertEquals(formatIncidentLines(incident, WORDS), [
    "SEV-1 inc-20261120T120000Z-abcdef is open: " +
    "a regression on a release branch: the branch is main (git)",
    "  regression: 1 failure is new",
    "  respond by 2026-11-20T12:30:00.000Z (30 minutes): name an owner and post the context",
    "  replay: deno task qa:gate --rerun-from r1",
    "  missing: summary.json (summary.json does not exist)",
    "  [x] claims_certified: no claims are declared",
    "  [ ] detection_recorded: not recorded",
    "  folder: outputs/qa/incidents/inc-20261120T120000Z-abcdef",
  ]);
});

Deno.test("sayResponse() says what is overdue, and what came too late", () => {
  const later = "2026-11-20T12:31:00.000Z";
  const said = (changes: Parameters<typeof sampleIncident>[0], now: string) =>
    sayResponse(sampleIncident(changes), now);
  assertStringIncludes(said({}, later), "response OVERDUE since 2026-11-20T12:30:00.000Z");
  assertEquals(said({ responded_at: NOW }, later), `answered ${NOW}`);
  assertStringIncludes(said({ responded_at: later }, later), "LATE: due 2026-11-20T12:30:00.000Z");
  assertStringIncludes(said({ status: "closed" }, later), "never answered");
});

Deno.test("formatIncident() is Markdown in which nothing foreign is markup", () => {
  const evil = "<img src=x> | `a` **b** [c](http://d)\n# e";
  const text = formatIncident(
    sampleIncident({
      triggers: [{ code: "blocking_gate", what: evil }],
      notes: { ...sampleIncident().notes, detection: evil },
      failing_gates: [{
        id: evil,
        kind: "suite",
        detail: evil,
        artifacts: [],
        reproduce_command: evil,
      }],
      branch: evil,
    }),
    CLOSE,
  );
  assert(!text.includes("<img src=x> |  "), text);
  assert(!/^# e/m.test(text), text);
  const row = text.split("\n").find((line) => line.startsWith("| `"))!;
  assertEquals(row.replace(/\\\|/g, "").split("|").length, 6, row);
});

Deno.test("formatIncident() says how it is closed, and by what it was", () => {
  assertStringIncludes(
    formatIncident(sampleIncident(), CLOSE),
    "Close it with\n\n```sh\nverdict --incident-close i1 \\\n  --note detection='…' \\\n",
  );
  const closed_by = { run_id: "r2", verdict_id: "v2", commit: null };
  const text = formatIncident(
    sampleIncident({ status: "closed", closed_at: NOW, closed_by }),
    CLOSE,
  );
  assertEquals(text.includes(CLOSE), false);
  assertStringIncludes(text, `Closed: ${NOW}, by run \`r2\` and verdict \`v2\``);
});
