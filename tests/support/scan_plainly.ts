import type { SignatureIndex } from "../../lib/classify/index_signatures.ts";
import { isAssertionLine, mayStandInAssertion } from "../../lib/classify/is_assertion_line.ts";
import { LINE_MAX, unwrapLine } from "../../lib/classify/plain_line.ts";
import { stripEscapes } from "../../lib/classify/strip_escapes.ts";
import type { SignalText } from "../../lib/model/signature.ts";

/**
 * What `scanText()` must find, found without any short cut: every pattern is tried on every line. Yields
 * `<pattern> <line>` of the first match of each pattern. For texts without lines longer than `LINE_MAX`.
 */
export function scanPlainly(
  { patterns }: SignatureIndex,
  { text, kind, firstLine }: SignalText,
): readonly string[] {
  const plain = stripEscapes(text);
  const isMarked = /(?:^|[\n\r])E {3}/.test(plain);
  const lines = plain.split("\n").flatMap((one, nth) =>
    one.split("\r").map((part) => ({ part, line: firstLine + nth, bare: unwrapLine(part) }))
  );
  if (lines.some(({ part }) => part.length > LINE_MAX)) throw new Error("a line is too long");
  return patterns.flatMap(({ row, pattern, kinds, source }, number) => {
    if (kinds !== null && !kinds.includes(kind)) return [];
    const first = lines.find(({ part, bare }) =>
      pattern.test(bare) && (mayStandInAssertion(row.class) || !isAssertionLine(bare)) &&
      (source || !isMarked || !/^[ \t>]/.test(part))
    );
    return first === undefined ? [] : [`${number} ${first.line}`];
  });
}
