import * as z from "zod";
import { checkSchema } from "../../model/check_schema.ts";
import type { Asking, GateContext, GateFault, GateJudgement, GateRow } from "../../model/gate.ts";
import { dayNumber, isDay, judgeWaiver } from "../../model/judge_waiver.ts";
import { QuarantineEntry } from "../../model/quarantine.ts";
import { WAIVER_DAYS } from "../../model/waiver.ts";

const Settings = z.strictObject({});
type Settings = z.infer<typeof Settings>;

/** Waivers and entries of the quarantine live for a bounded time, each with an owner and a reason. */
export const WAIVERS_GATE: GateRow<Settings> = {
  kind: "waivers",
  answers: "Is every waiver and every entry of the quarantine whole, in time, and not too long?",
  shape: Settings,
  judge,
  codes: {
    invalid_waiver:
      "Give the waiver all seven fields (gate, owner, reason, issue, scope, created, expires) with " +
      "values that are accepted, or remove it",
    waiver_expired:
      "Mend what it excuses and remove it; or renew it once, with `renewed` (a day within the first " +
      `${WAIVER_DAYS} days) and an \`expires\` at most ${WAIVER_DAYS} days after that`,
    waiver_too_long: `Bring \`expires\` nearer: at most ${WAIVER_DAYS} days are allowed`,
    waiver_not_begun: "Correct `created` or `renewed`: a waiver excuses nothing before its day",
    renewal_too_late:
      `A waiver is renewed once, within ${WAIVER_DAYS} days from \`created\`; after that, mend what ` +
      "it excuses and remove it",
    invalid_quarantine: "Correct the entry of the quarantine; `deno task qa:gate` says where",
    quarantine_expired: "Mend the tests and remove the entry, or give it a new last day",
    quarantine_too_long:
      `Bring \`expires\` nearer: an entry of the quarantine lasts at most ${WAIVER_DAYS} days from ` +
      "today",
  },
  example: { id: "waivers", kind: "waivers", owner: "qa" },
};

function* judge(_: Settings, { config, now }: GateContext): Asking<GateJudgement> {
  // Nothing is asked for: what there is to judge stands in the configuration.
  yield [];
  const faults = [
    ...config.waivers.flatMap((value, index) => faultsOfWaiver(value, { index, now })),
    ...config.quarantine.flatMap((value, index) => faultsOfQuarantine(value, { index, now })),
  ];
  const [waivers, entries] = [config.waivers.length, config.quarantine.length];
  const what = `${count(waivers, "waiver")} and ${count(entries, "entry")} of the quarantine`;
  const detail = faults.length === 0
    ? `${what}: all whole and in time`
    : `${count(new Set(faults.map(({ subject }) => subject)).size, "fault")} among ${what}`;
  return { faults, detail, artifacts: [], measures: { waivers, quarantine: entries } };
}

interface Numbered {
  readonly index: number;
  readonly now: string;
}

function faultsOfWaiver(value: unknown, { index, now }: Numbered): readonly GateFault[] {
  const { entry, faults } = judgeWaiver(value, now);
  const name = entry === null ? `waivers[${index}]` : `waivers[${index}] for ${entry.gate}`;
  return faults.map(({ code, message }) => ({
    code,
    subject: `waivers[${index}]`,
    message: `${name}: ${message}`,
    place: { path: "qa.jsonc", at: `/waivers/${index}` },
  }));
}

function faultsOfQuarantine(value: unknown, { index, now }: Numbered): readonly GateFault[] {
  const fault = (code: string, message: string): readonly GateFault[] => [{
    code,
    subject: `quarantine[${index}]`,
    message: `quarantine[${index}]: ${message}`,
    place: { path: "qa.jsonc", at: `/quarantine/${index}` },
  }];
  const checked = checkSchema(QuarantineEntry, value);
  if (!checked.ok) return fault("invalid_quarantine", checked.error);
  const { expires, id } = checked.value;
  if (!isDay(expires)) return fault("invalid_quarantine", `${expires} is not a day`);
  const left = dayNumber(expires) - dayNumber(now);
  if (left < 0) return fault("quarantine_expired", `the last day of ${id} was ${expires}`);
  const message = `${id} is to last ${left} more days; at most ${WAIVER_DAYS} are allowed`;
  return left > WAIVER_DAYS ? fault("quarantine_too_long", message) : [];
}

function count(many: number, word: string): string {
  const plural = word.endsWith("y") ? `${word.slice(0, -1)}ies` : `${word}s`;
  return `${many} ${many === 1 ? word : plural}`;
}
