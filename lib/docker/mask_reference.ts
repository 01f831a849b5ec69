/** Characters of the private use area: no engine prints them, no pattern matches them. */
const MASKS = ["\uE000", "\uE001", "\uE002", "\uE003"] as const;

/**
 * A text in which the reference of an image, its repository and its registry are one strange
 * character each, so that patterns see only what a program said about them.
 */
export function maskReference(reference: string, text: string): string {
  return partsOf(reference).reduce((masked, { part, mask }) => {
    return part === "" ? masked : replaceWhole(masked, part, mask);
  }, text);
}

/** The text of `maskReference` as it was. */
export function unmaskReference(reference: string, text: string): string {
  return partsOf(reference).reduce((open, { part, mask }) => open.replaceAll(mask, part), text);
}

/** The longer ones first: each holds the next. */
function partsOf(reference: string): readonly { readonly part: string; readonly mask: string }[] {
  const name = reference.replace(/@sha256:[0-9a-f]*$/, "").replace(/:[^:/]*$/, "");
  const [first = "", ...rest] = name.split("/");
  const hasRegistry = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const path = hasRegistry ? rest.join("/") : name;
  const parts = [reference, name, path, hasRegistry ? first : ""];
  return MASKS.map((mask, at) => ({ part: parts[at] ?? "", mask }));
}

/** Only where it is not a piece of a longer word: an image may be called `a`. */
function replaceWhole(text: string, part: string, mask: string): string {
  const isWordy = (char: string | undefined): boolean => /[\w.-]/.test(char ?? "");
  return text.replaceAll(part, (found, at: number) => {
    const end = at + found.length;
    // A full stop may also end the sentence.
    const next = text[end] === "." ? text[end + 1] : text[end];
    return isWordy(text[at - 1]) || isWordy(next) ? found : mask;
  });
}
