/** One text of a list, and where it stands. */
export interface TextListItem {
  readonly value: string;
  /** Offsets of its whole spelling, quotes included. */
  readonly start: number;
  readonly end: number;
  /** 1-based. */
  readonly line: number;
}

/** A list of texts in a file that people write, with all that is needed to change it in its place. */
export interface TextList {
  /** Keys that lead to it from the top. */
  readonly path: readonly string[];
  /** Where each of these keys begins. */
  readonly keyStarts: readonly number[];
  readonly items: readonly TextListItem[];
  /** Offset of the opening bracket. */
  readonly open: number;
  /** Offset of the closing bracket. */
  readonly close: number;
}

/** The lists of texts of one file. */
export interface TextLists {
  readonly text: string;
  /** The same text with every comment blanked: equal offsets. */
  readonly bare: string;
  readonly lists: readonly TextList[];
  readonly syntax: "jsonc" | "toml";
}
