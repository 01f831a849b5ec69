import type { Redactor } from "./redactor.ts";

/** JSON text of a value whose strings were redacted one by one: a pattern can never break the JSON. */
export function redactJson(
  value: unknown,
  file: string,
  redactor: Redactor,
  indent?: number,
): string {
  // Most values hold nothing secret, and one look at all their texts costs a fraction of one at each.
  const texts: string[] = [];
  const plain = JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === "string") texts.push(part);
    return part;
  }, indent);
  if (redactor.areClean(texts)) return plain;
  const clean = (_key: string, part: unknown): unknown =>
    typeof part === "string" ? redactor.text(file, part) : part;
  return JSON.stringify(value, clean, indent);
}
