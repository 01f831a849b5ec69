import { PLACEHOLDER, type TemplateField, type TemplateValues } from "../model/template.ts";
import { faultOfTemplate } from "../model/template.ts";
import { quoteShell } from "./quote_shell.ts";

/**
 * The command of a template, every value quoted as one word of a POSIX shell; null where the record
 * does not tell a value, where one would be taken for an option, or where the template is not sound.
 */
export function fillTemplate(template: string, values: TemplateValues): string | null {
  if (faultOfTemplate(template) !== null) return null;
  let complete = true;
  const filled = template.replaceAll(PLACEHOLDER, (_, name: TemplateField, at: number) => {
    const value = values[name];
    const beginsWord = at === 0 || /\s/.test(template[at - 1]!);
    complete &&= value !== null && !(beginsWord && value.startsWith("-")) && !value.includes("\0");
    // Never first: a name such as `if` is a plain word where it stands.
    return value === null ? "" : quoteShell(["-", value]).slice(2);
  });
  return complete ? filled : null;
}
