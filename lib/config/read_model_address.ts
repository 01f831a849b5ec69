import { parseDuration } from "../model/duration.ts";
import type { ParsedFlags } from "../model/flag.ts";
import { readSetting } from "../model/flag_value.ts";
import { MODEL_KEY, type ModelAddress } from "../model/model_address.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";

const TIMEOUT_MS = 60_000;
const NAME_CHARS = 200;
const HINT = "Write http:// or https://, the host, the port and the path, such as " +
  "http://localhost:11434/v1";

/** Where a language model is asked, as flags and variables say; null where nobody wants one asked. */
export function readModelAddress(
  flags: ParsedFlags,
  environment: Readonly<Record<string, string>>,
): Result<ModelAddress | null, Problem> {
  const given = readSetting(flags, environment, "llm");
  const model = readSetting(flags, environment, "llm-model");
  const timeout = readSetting(flags, environment, "llm-timeout");
  if (given === null) {
    const lone = [model, timeout].find((one) => one?.from === "flag");
    if (lone === undefined || lone === null) return ok(null);
    return usage(`${lone.where} needs the address of a language model`, "Add --llm <address>");
  }
  const fault = faultOfAddress(given.text);
  if (fault !== null) return usage(`${given.where}: ${fault.message}`, fault.hint);
  const name = model?.text ?? null;
  if (name !== null && (name.length > NAME_CHARS || /\p{Cc}/u.test(name))) {
    return usage(`${model?.where} is no name of a model`, "Give the name as the server lists it");
  }
  const parsed = timeout === null ? ok(TIMEOUT_MS) : parseDuration(timeout.text);
  if (!parsed.ok) return usage(`${timeout?.where}: ${parsed.error}`, "Write --llm-timeout 60s");
  return ok({ url: given.text, model: name, timeoutMs: parsed.value });
}

/** Why this cannot be asked; the address itself is not repeated where a secret may stand in it. */
function faultOfAddress(
  text: string,
): { readonly message: string; readonly hint: string } | null {
  if (/[\s\p{Cc}]/u.test(text)) {
    return { message: "a space or a control character is in the address", hint: HINT };
  }
  const url = URL.parse(text);
  if (url === null || !/^https?:\/\/[^/]/i.test(text)) {
    return { message: "that is no http or https address", hint: HINT };
  }
  if (url.username !== "" || url.password !== "" || text.includes("@")) {
    return {
      message: "a name or a password stands in the address, where others can read it",
      hint: `Give the address alone, and the key in the variable ${MODEL_KEY}`,
    };
  }
  if (url.search !== "" || url.hash !== "" || /[?#]/.test(text)) {
    return {
      message: "the address goes on after its path",
      hint: `Leave away what follows ? or #; a key belongs into the variable ${MODEL_KEY}`,
    };
  }
  return null;
}

function usage(message: string, hint: string): Result<never, Problem> {
  return err({ kind: "usage", message, hint });
}
