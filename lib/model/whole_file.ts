/** A file that was read whole. */
export interface WholeFile {
  readonly bytes: Uint8Array;
  /** Lower-case hexadecimal SHA-256 of the bytes, made when it is asked for. */
  readonly sha256: () => string;
  /** Milliseconds since the epoch, or null where unknown. */
  readonly modifiedMs: number | null;
}
