/** What failed, again, the single test first: for causes that a mended place shows at once. */
export const AGAIN = [
  "deno task qa:replay {record} --suite {suite} --test {test}",
  "deno task qa:replay {record} --suite {suite}",
] as const;

/** The same with the tool's own words about what it does. */
export const AGAIN_LOUDLY = [
  "deno task qa:replay {record} --suite {suite} --test {test} --debug",
  "deno task qa:replay {record} --suite {suite} --debug",
] as const;

/** One test after the other: for causes that lie between tests. */
export const AGAIN_ALONE = [
  "deno task qa:replay {record} --suite {suite} --serial",
  "deno task qa:replay {record} --suite {suite} --test {test} --repeat 5",
] as const;

/** The whole suite: for causes that lie before or around the tests. */
export const AGAIN_WHOLE = ["deno task qa:replay {record} --suite {suite} --debug"] as const;
