import { assert, assertEquals } from "@std/assert";
import { preflight } from "../../../lib/execute/preflight.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { SAMPLE_CONTAINER } from "../../support/sample_plan.ts";

Deno.test("preflight() gives an engine that never answers the bound of one call, not of two", async () => {
  const host = fakeHost({ programs: [{ match: () => true, hangs: true }] });
  const startMs = host.monotonicMs();
  const ready = await preflight(host, SAMPLE_CONTAINER, {
    signal: new AbortController().signal,
    buildTag: "built:1",
    onSlow: () => {},
  });
  assert(!ready.ok && ready.error.kind === "engine");
  assertEquals(ready.error.reason, "daemon-too-slow");
  const tookMs = host.monotonicMs() - startMs;
  assert(tookMs <= 5_000, `${tookMs} ms`);
});
