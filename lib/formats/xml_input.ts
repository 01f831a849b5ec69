/** The text an XML scanner looks at: what it held back of the last piece, and the newest piece. */
export interface XmlInput {
  text: string;
  /** Index of the next character to be read; what stands before it is gone with the next piece. */
  at: number;
  push(piece: string): void;
  /** `line 3:14` for an index of the text; both count from 1, columns in UTF-16 units. */
  place(index: number): string;
}

/** Makes an empty input. */
export function createXmlInput(): XmlInput {
  let line = 1;
  let column = 1;
  const input: XmlInput = {
    text: "",
    at: 0,
    push(piece) {
      const { text, at } = input;
      ({ line, column } = advance({ line, column }, text, at));
      input.text = at === text.length ? piece : text.slice(at) + piece;
      input.at = 0;
    },
    place(index) {
      const there = advance({ line, column }, input.text, index);
      return `line ${there.line}:${there.column}`;
    },
  };
  return input;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

function advance(from: Place, text: string, to: number): Place {
  let { line } = from;
  let start = -from.column + 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) {
    line++;
    start = at + 1;
  }
  return { line, column: to - start + 1 };
}
