import type { RunnableReplay } from "../../lib/model/replay_plan.ts";
import type { ReplayRequest } from "../../lib/model/replay.ts";
import { planReplay } from "../../lib/plan/plan_replay.ts";
import { RUNNERS } from "./all_runners.ts";
import {
  samplePlanned,
  sampleRecordedTest,
  sampleReplayPlan,
  sampleRequest,
  sampleSource,
  sampleSuiteState,
} from "./sample_replay.ts";

/** The planned replay of one red suite, whose failing tests have these names; any part of the request can be replaced. */
export function sampleReplayed(
  names: readonly string[],
  request: Partial<ReplayRequest> = {},
): RunnableReplay {
  const tests = names.map((name) => sampleRecordedTest("unit", name));
  const record = sampleSource([sampleSuiteState("unit", tests), sampleSuiteState("e2e")]);
  const failsafe = samplePlanned("unit").full;
  const current = sampleReplayPlan([samplePlanned("unit", { failsafe }), samplePlanned("e2e")]);
  const planned = planReplay([record], current, sampleRequest(request), { runners: RUNNERS });
  if (!planned.ok || planned.value.kind === "nothing") throw new Error("nothing to replay");
  return planned.value;
}
