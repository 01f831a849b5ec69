import type { XmlAttributes } from "./xml_attributes.ts";
import type { XmlInput } from "./xml_input.ts";

/** Who is told of a document, in its order. */
export interface XmlListener {
  /** The attributes are only valid during the call. */
  open(name: string, attributes: XmlAttributes): void;
  /** Decoded text, in any number of pieces; only told while it is wanted. */
  text(text: string): void;
  close(name: string): void;
  /** True while text is wanted; asked once for every run of text and tag. */
  wantsText(): boolean;
  /** What is not as it should be; the first hundred with their place. */
  problem(text: string): void;
}

/** What a scanner accepts; all in UTF-16 units or pieces. */
export interface XmlLimits {
  readonly depth: number;
  readonly attributes: number;
  /** Characters of a value that are kept. */
  readonly value: number;
  /** Appended to a value that was cut. */
  readonly cutMark: string;
}

/** Longest name, and most that is ever held back until the next piece. */
export const XML_NAME_MAX = 1024;

/** True when there was something to do; false when the next piece is needed. */
export type XmlStep = () => boolean;

/** What a reader of tags reads from and tells. */
export interface XmlTagParts {
  readonly input: XmlInput;
  readonly limits: XmlLimits;
  /** At the next character unless an index is given. */
  readonly problem: (what: string, at?: number) => void;
  readonly refuse: (what: string) => void;
  readonly open: (name: string, attributes: XmlAttributes, isEmpty: boolean) => void;
}
