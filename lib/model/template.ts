/** What a template may name; each stands for something of the record that is explained. */
export const TEMPLATE_FIELDS = ["suite", "test", "file", "record"] as const;
export type TemplateField = typeof TEMPLATE_FIELDS[number];

/** What the fields stand for; null where the record does not tell. */
export type TemplateValues = Readonly<Record<TemplateField, string | null>>;

/** A field, or what looks like one, with its name. */
export const PLACEHOLDER = /\{([A-Za-z_][\w-]*)\}/g;

/**
 * Null for a template of one line whose fields are known and stand where a shell takes one plain word,
 * else what is wrong with it: within quotes, backticks or a comment no quoting of a value is safe.
 */
export function faultOfTemplate(template: string): string | null {
  if (/[\p{Cc}]/u.test(template)) return "it holds a line break or a control character";
  if (/^\s*\{/.test(template)) return "the command itself cannot come from a record";
  for (const { 0: field, 1: name, index } of template.matchAll(PLACEHOLDER)) {
    if (!TEMPLATE_FIELDS.some((known) => known === name)) return `${field} stands for nothing`;
    const before = template.slice(0, index);
    if (isInside(before)) return `${field} stands in quotes, a comment or behind \\ or $`;
  }
  return null;
}

/** True where a shell would not take what follows for the plain text of a word. */
function isInside(before: string): boolean {
  let quote = "";
  for (let at = 0; at < before.length; at++) {
    const sign = before[at]!;
    if (quote !== "'" && sign === "\\") at++;
    else if (quote === "" && `'"\``.includes(sign)) quote = sign;
    else if (sign === quote) quote = "";
  }
  return quote !== "" || /[\\$]$/.test(before) || /(?:^|[\s;&|(])#/.test(before) ||
    before.includes("<<");
}
