import { assertEquals } from "@std/assert";
import { keepSettings } from "../../../lib/report/keep_settings.ts";
import { SAMPLE_SETTINGS } from "../../support/sample_attempt.ts";

const SUITE = { name: "unit", args: [], hasNewArgs: false, env: {} };

Deno.test("keepSettings() has nothing to keep where nothing was turned", () => {
  assertEquals(keepSettings(SAMPLE_SETTINGS, SAMPLE_SETTINGS, SUITE), { fragment: {}, flags: [] });
});

Deno.test("keepSettings() tells what was turned as a fragment and as flags", () => {
  const after = {
    ...SAMPLE_SETTINGS,
    ...{ memoryBytes: 128 * 1024 ** 2, timeoutMs: 120_000, pidsLimit: 256 },
    targets: [{ file: "tests/test_a.py", class: "", name: "" }],
  };
  const told = { ...SUITE, args: ["-x", "-n0"], hasNewArgs: true };
  assertEquals(keepSettings(SAMPLE_SETTINGS, after, told), {
    fragment: {
      container: { memory: "128m", pids_limit: 256 },
      suites: [{
        ...{ name: "unit", timeout: "2m", paths: ["tests/test_a.py"], args: ["-x", "-n0"] },
      }],
    },
    flags: ["--timeout", "2m", "--memory", "128m", "--pids-limit", "256"],
  });
});
