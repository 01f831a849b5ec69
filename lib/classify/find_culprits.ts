import type { Execution } from "../model/run_record.ts";

/** Lines in which pytest names a file that it could not collect. */
const COLLECTING = /^(?:_+ )?ERROR (?:collecting )?(\S+?\.py)(?:::\S+)?(?: _+| - .*)?$/gm;

/**
 * Files of tests that an attempt blames for its end, relative to the root: those that were not collected,
 * and those whose tests had begun when it crashed or hung. Only files that are known are named.
 */
export function findCulprits(
  { failures }: Pick<Execution, "failures">,
  { text, files }: { readonly text: string; readonly files: readonly string[] },
): readonly string[] {
  const named = [...text.matchAll(COLLECTING)].map(([, file = ""]) => file);
  const begun = failures
    .filter(({ outcome }) =>
      outcome === "crashed" || outcome === "timed-out" || outcome === "error"
    )
    .map(({ file }) => file);
  const blamed = [...named, ...begun].flatMap((file) =>
    files.filter((known) => known === file || known.endsWith(`/${file}`))
  );
  // Where all are to blame, none is.
  const distinct = [...new Set(blamed)];
  return distinct.length < files.length ? distinct : [];
}
