import type { Redactor } from "./redactor.ts";

/** JSON text of a value whose strings were redacted one by one: a pattern can never break the JSON. */
export function redactJson(
  value: unknown,
  file: string,
  redactor: Redactor,
  indent?: number,
): string {
  const clean = (_key: string, part: unknown): unknown =>
    typeof part === "string" ? redactor.text(file, part) : part;
  return JSON.stringify(value, clean, indent);
}
