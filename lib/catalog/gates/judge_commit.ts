/** Codes of everything that must be of this commit. */
export const COMMIT_CODES = {
  other_commit: "Make the evidence anew from the commit that is judged",
  unknown_commit: "Judge in a work tree with git, and let the evidence say which commit it is of",
} as const;

/** Shortest abbreviation of a commit that is taken for it. */
const SHORTEST = 7;

/** Null when both name the same commit, else the code and one phrase of what was found. */
export function judgeCommit(
  told: unknown,
  wanted: string | null,
): { readonly code: keyof typeof COMMIT_CODES; readonly found: string } | null {
  if (wanted === null) {
    return { code: "unknown_commit", found: "the commit of the work tree is not known" };
  }
  if (typeof told !== "string" || !/^[0-9a-f]{7,64}$/i.test(told)) {
    return { code: "unknown_commit", found: "its commit is not told" };
  }
  const isSame = told.length >= SHORTEST && wanted.startsWith(told.toLowerCase());
  return isSame
    ? null
    : { code: "other_commit", found: `it is of ${short(told)}, not of ${short(wanted)}` };
}

function short(commit: string): string {
  return commit.slice(0, 12);
}
