import { type ByteClass, skipClass } from "./byte_class.ts";

/** How far behind its first byte a secret's shape is looked at; bounds what a stream must hold back. */
export const LOOKAHEAD_BYTES = 4096;

const NEWLINE = 10;
const BACKSLASH = 92;

/** How a recognised secret goes on after the part that made it certain. */
export type SecretTail =
  /** All bytes of a class; with `escapes`, a backslash also takes the byte behind it. */
  | { readonly kind: "run"; readonly members: ByteClass; readonly escapes: boolean }
  /** The lines of a PEM block. */
  | { readonly kind: "pem" };

/** A recognised secret: it begins at `start`, is certain up to `end`, and goes on with `tail`. */
export interface SecretMatch {
  readonly start: number;
  readonly end: number;
  readonly tail: SecretTail;
}

/** Looks at the bytes behind a keyword that stands at `at`; must not look at or beyond `end`. */
export type SecretVerifier = (bytes: Uint8Array, at: number, end: number) => SecretMatch | null;

/** One kind of secret that is known by its shape. */
export interface SecretPattern {
  readonly id: string;
  /** Keywords of four bytes or more, lower case; found without regard to case. */
  readonly keywords: readonly string[];
  readonly verify: SecretVerifier;
}

/** Progress of a tail over the bytes of one stream. */
export interface TailStep {
  /** Everything before it belongs to the secret. */
  readonly position: number;
  readonly state: "ended" | "open" | "needs-more";
}

/** Follows one tail across chunks. */
export type TailFollower = (
  bytes: Uint8Array,
  from: number,
  end: number,
  final: boolean,
) => TailStep;

/** Follows a run of bytes of a class. */
export function followRun(members: ByteClass, escapes: boolean): TailFollower {
  let escaped = false;
  return (bytes, from, end) => {
    let at = from;
    while (at < end) {
      if (escaped && bytes[at] !== NEWLINE) at++;
      escaped = false;
      at = skipClass(bytes, at, end, members);
      if (!escapes || at >= end || bytes[at] !== BACKSLASH) break;
      escaped = true;
      at++;
    }
    return { position: at, state: at < end ? "ended" : "open" };
  };
}
