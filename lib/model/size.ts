import { err, ok, type Result } from "./result.ts";

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  k: 2 ** 10,
  m: 2 ** 20,
  g: 2 ** 30,
  t: 2 ** 40,
};
const SPELLING = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])(?:i?b)?|(b))?$/i;

/** Bytes of `512m`, `2g`, `1.5GiB` or a plain number; units are powers of 1024, as docker reads them. */
export function parseSize(value: string | number): Result<number, string> {
  const match = SPELLING.exec(String(value).trim());
  if (match === null) {
    return err(`"${value}" is not a size; write bytes, or a text such as 512m, 2g, 1.5GiB`);
  }
  const unit = UNITS[(match[2] ?? "").toLowerCase()] ?? 1;
  const bytes = Math.round(Number(match[1]) * unit);
  if (bytes < 1) return err(`"${value}" is no size at all; it must be at least one byte`);
  if (!Number.isSafeInteger(bytes)) return err(`"${value}" is larger than any machine`);
  return ok(bytes);
}

/** The shortest text that reads back to exactly these bytes: `2g`, `1536m`, `1000`. */
export function spellSize(bytes: number): string {
  for (const unit of ["t", "g", "m", "k"]) {
    const factor = UNITS[unit] ?? 1;
    if (bytes >= factor && bytes % factor === 0) return `${bytes / factor}${unit}`;
  }
  return String(bytes);
}
