import { assertEquals } from "@std/assert";
import type { PreflightJson } from "../../../lib/model/preflight_json.ts";
import { formatDoctor } from "../../../lib/report/format_doctor.ts";

const ANSWER: PreflightJson = {
  schema: "qa.preflight.v1",
  project: "shop",
  root: "/p",
  can_run_in: ["failsafe"],
  exit_code: 0,
  says: "only the failsafe can run: a gate would end degraded",
  checks: [
    { id: "config", status: "ok", says: "2 suites from qa.jsonc", remedy: "" },
    {
      id: "engine",
      status: "fail",
      says: "docker-missing: not\u001b[2J found",
      remedy: "Install it",
    },
    { id: "leftovers", status: "warning", says: "2 containers", remedy: "Nothing to do" },
  ],
  duration_ms: 420,
  took_ms: {},
};

Deno.test("formatDoctor() shows each check with its remedy, and the answer last", () => {
  assertEquals(
    formatDoctor(ANSWER, { color: false, columns: 80 }),
    `ok       config     2 suites from qa.jsonc
fail     engine     docker-missing: not found
                    -> Install it
warning  leftovers  2 containers
                    -> Nothing to do
READY  only the failsafe can run: a gate would end degraded; 0.4s
`,
  );
});

Deno.test("formatDoctor() names an exit code that is not 0, paints one word, and keeps to its columns", () => {
  const bad = formatDoctor({ ...ANSWER, exit_code: 3 }, { color: true, columns: 24 });
  const lines = bad.split("\n");
  assertEquals(lines[0], "\u001b[32mok\u001b[0m       config     2 s…");
  assertEquals(lines[2], "                    -> …");
  assertEquals(lines.at(-2)?.startsWith("\u001b[31mNOT READY\u001b[0m  only"), true);
  assertEquals(lines.at(-2)?.endsWith("; exit 3"), true);
});
