// Signatures of @std/fmt/colors 1; only names that the real package has.

/** Switches colours on or off for the whole program. */
export function setColorEnabled(value: boolean): void;
/** True when colours are on; off from the start with `NO_COLOR`. */
export function getColorEnabled(): boolean;
/** The text in bold. */
export function bold(str: string): string;
/** The text dimmed. */
export function dim(str: string): string;
/** The text in cyan. */
export function cyan(str: string): string;
/** The text in gray. */
export function gray(str: string): string;
/** The text in green. */
export function green(str: string): string;
/** The text in red. */
export function red(str: string): string;
/** The text in yellow. */
export function yellow(str: string): string;
/** The text without terminal control sequences. */
export function stripAnsiCode(string: string): string;
