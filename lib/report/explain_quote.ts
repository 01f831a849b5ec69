import type { Quote } from "../model/signature.ts";
import { cleanLine } from "./clean_terminal.ts";

/** A quotation with its place, one clean line: `stderr.log:12: the line`. */
export function explainQuote({ source, line, quote }: Quote): string {
  return `${cleanLine(source)}${line === null ? "" : `:${line}`}: ${cleanLine(quote)}`;
}
