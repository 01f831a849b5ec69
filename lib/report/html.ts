import { cleanText } from "./clean_text.ts";

/** Markup that was put together here: whatever is foreign in it is escaped. */
export interface Html {
  readonly text: string;
}

/** What may stand in a template: text and numbers are escaped, markup is kept, nothing is left out. */
export type HtmlPart = Html | string | number | null | undefined | false | readonly HtmlPart[];

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

/**
 * Markup from a template. Every text put into it is cleaned of control characters and of those that turn
 * the direction of writing, and escaped for elements and quoted attributes alike.
 */
export function markup(parts: TemplateStringsArray, ...values: readonly HtmlPart[]): Html {
  return { text: parts.reduce((sum, part, at) => sum + markupOf(values[at - 1]) + part) };
}

/** Markup of ours that stands as it is: constants, never a text from elsewhere. */
export function trusted(text: string): Html {
  return { text };
}

/** Foreign text for an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return cleanText(text).replace(/[&<>"'`]/g, (character) => ESCAPES[character] ?? "");
}

function markupOf(part: HtmlPart): string {
  if (part === null || part === undefined || part === false) return "";
  if (typeof part === "string") return escapeHtml(part);
  if (typeof part === "number") return String(part);
  return "text" in part ? part.text : part.map(markupOf).join("");
}
