import { cleanText, oneLine } from "./clean_text.ts";

/**
 * What code hosts make links of in plain words, and whom they then notify: `@user`, `#12`, `!12`,
 * `GH-12`; and `:name:`, which they show as a picture. An invisible space keeps them words.
 */
const MENTION =
  /@(?=[\p{L}\p{N}_])|[#!](?=\d)|\bGH-(?=\d)|:(?=[\d_-]{0,20}[a-z+][a-z0-9_+-]{0,40}:)/giu;

/** Foreign text as plain Markdown words on one line: nothing in it is markup, HTML, a link or a mention. */
export function quoteMarkdown(text: string): string {
  return oneLine(text)
    .replace(/[\\`*[\]~|$]/gu, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/^[-+#=:]/u, "\\$&")
    .replace(/^(\d+)([.)])/u, "$1\\$2")
    .replace(/:(?=\/\/)/gu, "\\:")
    .replace(/(www)\./giu, "$1\\.")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(MENTION, "$&&#8203;");
}

/** Foreign text as a code span on one line; its fence is longer than any run of backticks inside. */
export function quoteCodeSpan(text: string): string {
  const line = oneLine(text);
  if (line === "") return "` `";
  const fence = "`".repeat(longestBacktickRun(line) + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Foreign text as a fenced block from the first column; nothing inside can end it. */
export function quoteCodeBlock(text: string, language = ""): string {
  const body = cleanText(text).replace(/\n+$/u, "");
  const fence = "`".repeat(Math.max(3, longestBacktickRun(body) + 1));
  return `${fence}${language}\n${body}\n${fence}`;
}

function longestBacktickRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/gu) ?? []).map((run) => run.length));
}
