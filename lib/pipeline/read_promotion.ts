import type { QaConfig } from "../model/config.ts";
import type { ParsedFlags } from "../model/flag.ts";
import { faultOfFlag, readSetting } from "../model/flag_value.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { Promotion } from "../model/verdict_input.ts";

/** The promotion mode and what belongs to it: flag, then variable, then configuration, then strict. */
export function readPromotion(
  flags: ParsedFlags,
  environment: Readonly<Record<string, string>>,
  config: QaConfig["promotion"],
): Result<Promotion, Problem> {
  const setting = (name: string): string | null =>
    readSetting(flags, environment, name)?.text ?? null;
  const told = readSetting(flags, environment, "promotion-mode");
  const row = flags.rows.find(({ name }) => name === "promotion-mode");
  const fault = told === null || row === undefined ? null : faultOfFlag(row, told.text);
  if (fault !== null) {
    const hint = "Write strict or rollback";
    return err({ kind: "usage", message: `${told?.where}: ${fault}`, hint });
  }
  const own = { rationale: setting("rationale"), expires: setting("expires") };
  const mode = told?.text ?? config?.mode ?? "strict";
  const idle = ["rationale", "expires"].find((name) => flags.values.has(name));
  if (mode === "strict" && idle !== undefined) {
    const message = `--${idle} belongs to a rollback, and the promotion mode is strict`;
    return err({ kind: "usage", message, hint: "Add --promotion-mode rollback, or leave it out" });
  }
  return ok({
    mode: mode === "rollback" ? "rollback" : "strict",
    rationale: own.rationale ?? config?.rationale ?? null,
    expires: own.expires ?? config?.expires ?? null,
    from: told?.where ?? (config?.mode === undefined ? "default" : "qa.jsonc"),
  });
}
