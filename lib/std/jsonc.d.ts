// Signatures of @std/jsonc 1.

/** Anything that JSON can say. */
export type JsonValue =
  | { [key: string]: JsonValue | undefined }
  | JsonValue[]
  | string
  | number
  | boolean
  | null;

/** The value of a JSON text with comments and trailing commas; throws a SyntaxError with the position. */
export function parse(text: string): JsonValue;
