import type { Host } from "../host/host.ts";
import type { ParsedFlags } from "../model/flag.ts";
import { readSetting } from "../model/flag_value.ts";
import type { ModelAddress } from "../model/model_address.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";

/** Where a language model is asked; null, and nothing loaded, where nobody wants one asked. */
export async function chooseModel(
  host: Host,
  flags: ParsedFlags,
): Promise<Result<ModelAddress | null, Problem>> {
  const environment = host.environment();
  const names = ["llm", "llm-model", "llm-timeout"];
  if (names.every((name) => readSetting(flags, environment, name) === null)) return ok(null);
  const { readModelAddress } = await import("../config/read_model_address.ts");
  return readModelAddress(flags, environment);
}
