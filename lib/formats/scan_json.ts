/** What a look over a JSON text shows before it is parsed. */
export interface JsonScan {
  /** Depth of the deepest object or list; 0 for none. */
  readonly depth: number;
  /** Commas outside of texts: about as many values as it has. */
  readonly commas: number;
  /** True when a string, an object or a list has no end: the text is cut. */
  readonly isOpen: boolean;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/**
 * Measures how deep a JSON text nests and how much it holds, in one pass and without recursion, so that a hostile one is
 * refused before anything recurses over it. The text need not be valid; stops beyond `enough`.
 */
export function scanJson(text: string, enough: number): JsonScan {
  let [deepest, depth] = [0, 0];
  let commas = 0;
  let isInString = false;
  for (let at = 0; at < text.length && deepest <= enough; at++) {
    const code = text.charCodeAt(at);
    if (isInString) {
      if (code === BACKSLASH) at++;
      else if (code === QUOTE) isInString = false;
    } else if (code === QUOTE) isInString = true;
    else if (code === COMMA) commas++;
    else if (isOpening(code)) deepest = Math.max(deepest, ++depth);
    else if (isClosing(code)) depth--;
  }
  return { depth: deepest, commas, isOpen: isInString || depth > 0 };
}

/** `{` or `[`. */
function isOpening(code: number): boolean {
  return code === 0x7b || code === 0x5b;
}

/** `}` or `]`. */
function isClosing(code: number): boolean {
  return code === 0x7d || code === 0x5d;
}
