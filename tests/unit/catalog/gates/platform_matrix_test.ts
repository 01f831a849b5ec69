import { assertEquals } from "@std/assert";
import { PLATFORM_MATRIX_GATE } from "../../../../lib/catalog/gates/platform_matrix.ts";
import { assertNothingElsePasses } from "../../../support/hostile_gate.ts";
import { codesOf, judgeGate } from "../../../support/judge_gate.ts";

const SETTINGS = { path: "r/{platform}.json", required: ["linux"] };

Deno.test("PLATFORM_MATRIX_GATE lets no report pass but the platform's own that passed", () => {
  assertNothingElsePasses({
    row: PLATFORM_MATRIX_GATE,
    settings: { ...SETTINGS, schema: "acme.report.v1", platform_at: "/platform", checks: {} },
    world: {
      files: {
        "r/linux.json":
          '{"schema":"acme.report.v1","platform":"linux","status":"pass","checks":[{"status":"pass"}]}',
      },
    },
    path: "r/linux.json",
    words: ["schema", "platform", "linux", "status", "pass", "checks"],
  });
});

Deno.test("PLATFORM_MATRIX_GATE takes a platform that is required and optional for required", () => {
  const settings = { ...SETTINGS, optional: ["linux"] };
  assertEquals(codesOf(judgeGate(PLATFORM_MATRIX_GATE, settings, {})), ["missing_platform"]);
});

Deno.test("PLATFORM_MATRIX_GATE asks for no path that a name could lead to", () => {
  const isRead = (settings: unknown) => PLATFORM_MATRIX_GATE.shape.safeParse(settings).success;
  assertEquals(isRead({ ...SETTINGS, required: ["../x"] }), false);
  assertEquals(isRead({ ...SETTINGS, required: [] }), false);
  assertEquals(isRead({ ...SETTINGS, path: "r/linux.json" }), false);
  assertEquals(isRead({ ...SETTINGS, required: ["$&"] }), false);
});
