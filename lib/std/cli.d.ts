// Signature of `parseArgs` of @std/cli 1, without dotted names and aliases in the result's type:
// what type-checks here type-checks with the real package.

/** Options of `parseArgs`: which names are text, switches, lists, negatable. */
export interface ParseOptions<
  B extends string = string,
  S extends string = string,
  C extends string = string,
  N extends string = string,
  D extends Record<string, unknown> | undefined = Record<string, unknown> | undefined,
  DD extends boolean | undefined = boolean | undefined,
> {
  /** True: what follows `--` is in `"--"` of the result, else in `_`. */
  "--"?: DD;
  /** Further names of an option. */
  alias?: Record<string, string | readonly string[]>;
  /** Names of switches; false unless given. */
  boolean?: B | readonly B[];
  /** Values of options that are not given. */
  default?: D;
  /** True: everything after the first non-option goes to `_`. */
  stopEarly?: boolean;
  /** Names of options with a text value; "" when the value is missing. */
  string?: S | readonly S[];
  /** Names of options that may be repeated and give a list. */
  collect?: C | readonly C[];
  /** Names of options that `--no-<name>` sets to false. */
  negatable?: N | readonly N[];
  /** Called for what no option knows; return false to leave it out of the result. */
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

type Value<K, T, C, N> = K extends C ? T[] : K extends N ? T | false : T;

/** The result of `parseArgs`. */
export type Args<
  B extends string = string,
  S extends string = string,
  C extends string = string,
  N extends string = string,
  D extends Record<string, unknown> | undefined = undefined,
  DD extends boolean | undefined = undefined,
> =
  & { [K in B]: Value<K, boolean, C, never> }
  & { [K in Extract<S, C | keyof D>]: Value<K, string, C, N> }
  & { [K in Exclude<S, C | keyof D>]?: Value<K, string, C, N> }
  & { [K in Exclude<keyof D, B | S>]: NonNullable<D>[K] }
  & { _: (string | number)[] }
  & (DD extends true ? { "--": string[] } : unknown)
  & { [name: string]: unknown };

/** Splits a command line into options and the rest; numbers are converted unless named in `string`. */
export function parseArgs<
  const B extends string = never,
  const S extends string = never,
  const C extends string = never,
  const N extends string = never,
  D extends Record<string, unknown> | undefined = undefined,
  const DD extends boolean | undefined = undefined,
>(args: string[], options?: ParseOptions<B, S, C, N, D, DD>): Args<B, S, C, N, D, DD>;
