import type { RecordedRun } from "./recorded_run.ts";
import type { SignalText } from "./signature.ts";

/** A text to be explained, or one end of it, of which nobody says who wrote it. */
export type KeptText = Omit<SignalText, "kind">;

/** What `--explain` was given, found and read. */
export type Explained =
  | { readonly kind: "record"; readonly name: string; readonly record: RecordedRun }
  | {
    readonly kind: "text" | "file" | "input";
    /** As it was given, or a word for what has no name. */
    readonly name: string;
    readonly texts: readonly KeptText[];
    /** True when the middle of it was left out. */
    readonly isCut: boolean;
  };
