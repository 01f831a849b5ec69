/** What is known of a test beside its id. */
export interface KnownOfTest {
  readonly suite: string;
  readonly file: string;
}

/** Class and name of a test. */
export interface NameOfTest {
  readonly class: string;
  readonly name: string;
}

/**
 * Class and name from an id (`suite::file::class::name` without empty parts) for a record that tells
 * no more. Null where that is a guess: the rest holds more than one `::`, or a number of occurrence.
 */
export function readTestId(id: string, { suite, file }: KnownOfTest): NameOfTest | null {
  const start = file === "" ? `${suite}::` : `${suite}::${file}::`;
  if (!id.startsWith(start)) return null;
  const rest = id.slice(start.length);
  if (/#\d+$/.test(rest)) return null;
  const parts = rest.split("::");
  const [first = "", second] = parts;
  if (parts.length > 2 || rest === "") return null;
  return second === undefined ? { class: "", name: first } : { class: first, name: second };
}
