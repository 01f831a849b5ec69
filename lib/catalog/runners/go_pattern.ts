import { escapePattern } from "./escape_pattern.ts";

/** `^TestTable$/^(one|two)$`, for names that share all levels but the last. */
export function goPattern(names: readonly string[]): string {
  const [first = ""] = names;
  const parents = first.split("/").slice(0, -1).map((part) => `^${escapePattern(part)}$`);
  const last = names.map((name) => escapePattern(name.slice(name.lastIndexOf("/") + 1)));
  const alternatives = last.length === 1 ? last[0] : `(${last.join("|")})`;
  return [...parents, `^${alternatives}$`].join("/");
}
