import { assertEquals } from "@std/assert";
import { judgeEnd } from "../../../lib/classify/judge_end.ts";
import type { ContainerAccount } from "../../../lib/model/run_record.ts";
import { SAMPLE_ACCOUNT } from "../../support/sample_account.ts";

const ended = (
  container: Partial<ContainerAccount>,
  given: { readonly timedOut?: boolean; readonly exitCode?: number } = {},
) =>
  judgeEnd({
    ...{ timedOut: false, exitCode: 143, outcome: "crashed", folder: "attempts/1", ...given },
    container: { ...SAMPLE_ACCOUNT, ...container },
  }).map(({ class: of }) => of);

Deno.test("judgeEnd() knows an engine that was away by the end that it did not tell of", () => {
  assertEquals(ended({ events: ["create", "start"] }), ["daemon"]);
  assertEquals(ended({ events: ["create", "start"] }, { exitCode: 1 }), []);
  assertEquals(ended({ events: [] }), []);
});

Deno.test("judgeEnd() leaves a signal alone of which the engine knows: it is the tests' own", () => {
  assertEquals(ended({ events: ["create", "start", "die"] }), []);
});

Deno.test("judgeEnd() names a pause that lasted until our deadline", () => {
  const events = ["create", "start", "pause", "unpause", "die"];
  assertEquals(ended({ events }, { timedOut: true }), ["daemon"]);
  assertEquals(ended({ events: ["create", "start", "die"] }, { timedOut: true }), []);
});
