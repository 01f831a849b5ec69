import type { Host } from "../host/host.ts";
import type { Plan } from "../model/plan.ts";
import { formatJsonLine } from "../report/format_json_line.ts";
import { formatPlan } from "../report/format_plan.ts";
import { makePlanJson } from "../report/make_plan_json.ts";
import type { Voice } from "./voice.ts";

/** Answers `--dry-run`: the plan in words, and with `--json` as one JSON object. */
export function showPlan(host: Host, plan: Plan, voice: Voice): number {
  voice.write(formatPlan(plan));
  if (voice.json) host.terminal.out(formatJsonLine(makePlanJson(plan)));
  return 0;
}
