/** How the text of a flag is read; `none` is a switch without a value. */
export type FlagValue =
  | "none"
  | "text"
  /** Any words, also with line ends in them. */
  | "words"
  | "number"
  | "integer"
  | "duration"
  | "size"
  | "choice"
  | "identifier"
  | "image"
  | "container-path"
  | "mount"
  | "variable";

/** Headings under which `--help` lists flags. */
export type FlagGroup = "selection" | "container" | "common";

/** One flag of a script: parsing, `--help` and documentation are made from this row alone. */
export interface FlagRow {
  /** Without dashes, kebab-case. */
  readonly name: string;
  readonly group: FlagGroup;
  readonly value: FlagValue;
  /** What stands for the value in help texts; "" for switches. */
  readonly placeholder: string;
  /** Accepted words of a `choice`. */
  readonly choices?: readonly string[];
  /** True when it may be given several times. */
  readonly repeat?: boolean;
  /** True when `--no-<name>` is accepted too. */
  readonly negatable?: boolean;
  /** What it means where no value follows it; absent: a value must. */
  readonly bare?: string;
  /** One letter. */
  readonly short?: string;
  /** Variable that stands in for it; always `QA_` and the name in capitals. */
  readonly env?: `QA_${string}`;
  /** Smallest and largest number accepted, for `number` and `integer`. */
  readonly min?: number;
  readonly max?: number;
  /** True where the value may itself begin with a dash: arguments of another tool. */
  readonly takesDashes?: true;
  /** Half a sentence for help texts. */
  readonly summary: string;
}

/** Flags of one command line, checked; `true` or `false` for switches, a list for repeatable ones. */
export interface ParsedFlags {
  /** By name without dashes; flags that were not given are absent. */
  readonly values: ReadonlyMap<string, string | boolean | readonly string[]>;
  /** Words that are no flags, in their order; none for a script that takes none. */
  readonly words: readonly string[];
  /** What follows a lone `--`. */
  readonly rest: readonly string[];
  /** The table they were read by. */
  readonly rows: readonly FlagRow[];
}
