/** A text as a pattern for exactly that text, in the regular expressions of Python, Go and bash alike. */
export function escapePattern(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&");
}
