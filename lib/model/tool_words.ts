/** What a test tool can be told beyond its row of runners, for a diagnosis alone. */
export interface ToolWords {
  /** Arguments with which it says less while it collects; null where it has none. */
  readonly quiet: readonly string[] | null;
  /** How it is run without plugins that nobody named on its command line; null where it has none. */
  readonly withoutPlugins: {
    readonly args: readonly string[];
    readonly env: Readonly<Record<string, string>>;
  } | null;
  /** Variables with which nothing is held back and a fatal signal leaves a stack. */
  readonly watched: Readonly<Record<string, string>>;
  /** Names of files that hold tests; null where they cannot be told by their names. */
  readonly testFile: RegExp | null;
}
