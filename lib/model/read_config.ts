import type { QaConfig } from "./config.ts";

/** Name of the configuration in a project's root. */
export const CONFIG_NAME = "qa.jsonc";

/** Way from the whole document to one value of it: keys and indices. */
export type Pointer = readonly (string | number)[];

/** A place in a text, both 1-based. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** A configuration that was read and checked, and where each of its values stands in the file. */
export interface ReadConfig {
  readonly config: QaConfig;
  /** Line of a value, or of the nearest value around it that exists. */
  readonly lineOf: (pointer: Pointer) => number;
  /** Line and column of a value, or of the nearest value around it that exists. */
  readonly placeOf: (pointer: Pointer) => TextPlace;
  /** Line and column of the last key of a pointer, or of the nearest value around it. */
  readonly keyPlaceOf: (pointer: Pointer) => TextPlace;
}
