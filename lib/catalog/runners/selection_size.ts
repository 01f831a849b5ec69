import type { Selection } from "../../model/runner.ts";

/**
 * Bytes of arguments that a selection may add. Linux refuses a command beyond some 2 MB with its
 * environment, macOS beyond 1 MB, and docker's own command line holds the same words once more.
 */
export const SELECTION_BYTES_MAX = 128 * 1024;

/** The first of these selections that a command line can hold; the last one where none fits. */
export function fittingSelection(
  first: Selection,
  ...wider: readonly Selection[]
): Selection {
  return [first, ...wider].find(fits) ?? wider.at(-1) ?? first;
}

/** True for words that a command line can hold beside its own. */
export function fits({ paths, args }: Pick<Selection, "paths" | "args">): boolean {
  const words = [...paths, ...args];
  // Each word has an end and a pointer of its own.
  const bytes = words.reduce((sum, word) => sum + new TextEncoder().encode(word).length + 9, 0);
  return bytes <= SELECTION_BYTES_MAX;
}
