// Signatures of @std/yaml 1.

/** Every document of a YAML text; throws a SyntaxError for a text that is none. */
export function parseAll(content: string): unknown;
