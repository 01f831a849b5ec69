import type * as z from "zod";
import type { EvidenceCheck } from "./evidence_check.ts";
import type { FileErrorCode } from "./problem.ts";
import type { RecordedRun } from "./recorded_run.ts";

/** What every gate of `qa.jsonc` says, whatever its kind. */
export interface GateHead {
  /** Unique; what waivers, reports and commands call it. */
  readonly id: string;
  readonly kind: string;
  /** False: its failure is shown and does not decide; true unless said. */
  readonly blocking: boolean;
  /** Who answers for it; null where nobody is named. */
  readonly owner: string | null;
  /** How its evidence is made anew, for a person to paste; null: what its kind says. */
  readonly reproduce: string | null;
  /** What to do when it fails, in order; null: what its kind says. */
  readonly remediation: readonly string[] | null;
}

/** One reason why a gate fails. */
export interface GateFault {
  /** Kind of fault in snake_case, such as `missing_artifact`; stable for programs. */
  readonly code: string;
  /** What it is about (a path, a test id, a module, a tier); what the `scope` of a waiver is matched with. */
  readonly subject: string;
  /** One sentence with what was found and what was wanted. */
  readonly message: string;
  /** Where in which file: a JSON pointer or a line; null for a file as a whole or none. */
  readonly place: { readonly path: string; readonly at: string | null } | null;
}

/** What the judge of a gate found; no fault means that it passes. */
export interface GateJudgement {
  readonly faults: readonly GateFault[];
  /** One sentence: what was proved, or, with faults, the sum of them. */
  readonly detail: string;
  /** Paths that were looked at, relative to the root where they are below it. */
  readonly artifacts: readonly string[];
  /** Numbers of the judgement for programs, by snake_case names. */
  readonly measures?: Readonly<Record<string, number>>;
  /** Facts that a reader of the verdict is shown and that decide nothing. */
  readonly notes?: readonly string[];
  /** What its kind alone tells, as fields of the gate's entry in the verdict; decides nothing. */
  readonly report?: Readonly<Record<string, unknown>>;
}

/** What a judge may ask for. Every path is relative to the root, confined to it, and bounded in size. */
export type GateRequest =
  | { readonly as: "json"; readonly path: string; readonly maxBytes?: number }
  | { readonly as: "text"; readonly path: string; readonly maxBytes?: number }
  /** Size, digest and age of a file without its content. */
  | { readonly as: "digest"; readonly path: string }
  /** Files below the root that match one of the globs, sorted; links are not followed. */
  | { readonly as: "files"; readonly globs: readonly string[]; readonly except: readonly string[] }
  /** A run: `latest`, an id, a folder or a file of one. */
  | { readonly as: "record"; readonly given: string }
  /** A run's folder (or `latest`) held against its `evidence/index.json`. */
  | { readonly as: "evidence"; readonly given: string }
  /** A bounded local program; only kinds that are declared to start one may ask. */
  | {
    readonly as: "program";
    readonly argv: readonly string[];
    readonly cwd: string;
    readonly timeoutMs: number;
    /** Variables beside those of the caller, name to value. */
    readonly env?: Readonly<Record<string, string>>;
  };

/** Why something that was asked for is not there to be judged. */
export interface Unread {
  readonly is: "unread";
  readonly code: FileErrorCode | "outside" | "malformed" | "refused";
  /** One sentence that names the file. */
  readonly why: string;
}

/** A file that was read, and what is known of it. */
export interface ReadFacts {
  readonly path: string;
  readonly sizeBytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** ISO 8601; null where the file system does not tell. */
  readonly modifiedAt: string | null;
}

/** The answer to a request, of the same kind; or why there is none. */
export type GateAnswer =
  | { readonly is: "json"; readonly value: unknown; readonly facts: ReadFacts }
  | { readonly is: "text"; readonly text: string; readonly facts: ReadFacts }
  | { readonly is: "digest"; readonly facts: ReadFacts }
  | { readonly is: "files"; readonly paths: readonly string[]; readonly isWhole: boolean }
  | { readonly is: "record"; readonly record: RecordedRun }
  | { readonly is: "evidence"; readonly check: EvidenceCheck; readonly folder: string }
  | {
    readonly is: "program";
    /** Null when it was ended at its deadline or by a signal. */
    readonly exitCode: number | null;
    readonly timedOut: boolean;
    /** The first 64 KiB of each stream. */
    readonly stdout: string;
    readonly stderr: string;
    /** Absolute path that was started, links resolved; null where unknown. */
    readonly path: string | null;
  }
  | Unread;

/** What a judge knows of the day and place; the same for all gates of one verdict. */
export interface GateContext {
  /** ISO 8601 UTC; the only clock a judge has. */
  readonly now: string;
  /** Of the work tree; null where there is none. */
  readonly commit: string | null;
  readonly isDirty: boolean | null;
  /** `linux`, `darwin`, `windows`. */
  readonly platform: string;
  /** Outputs folder relative to the root. */
  readonly outputs: string;
  /** The sections of `qa.jsonc` as written, unchecked: `waivers`, `quarantine`. */
  readonly config: {
    readonly waivers: readonly unknown[];
    readonly quarantine: readonly unknown[];
  };
  /** Ids of all declared gates in order. */
  readonly gateIds: readonly string[];
}

/**
 * A judge as a conversation: it yields what it wants to see, in batches that are read at once, gets the
 * answers in the same order, and returns what it found. So it stays pure, and asks for the second file
 * because of what the first one says.
 */
export type Asking<T> = Generator<readonly GateRequest[], T, readonly GateAnswer[]>;

/** A file that a `--fix` writes; `text` is the whole of it. */
export interface GateMend {
  readonly path: string;
  readonly text: string;
  /** One sentence: what was changed. */
  readonly change: string;
}

/** One kind of gate: what its entry in `qa.jsonc` may say, and how it is judged. Adding a kind is adding a row. */
export interface GateRow<Settings = unknown> {
  readonly kind: string;
  /** Which question of an operator it answers. */
  readonly answers: string;
  /** Strict shape of everything in its entry beside the head. */
  readonly shape: z.ZodType<Settings>;
  readonly judge: (settings: Settings, context: GateContext) => Asking<GateJudgement>;
  /** What can be mended by us; absent where nothing can. */
  readonly fix?: (settings: Settings, context: GateContext) => Asking<readonly GateMend[]>;
  /** Every code that its faults may have, with what to do about it. */
  readonly codes: Readonly<Record<string, string>>;
  /** True for the kinds that may start a program. */
  readonly startsPrograms?: true;
  /** An entry for the documents, as it stands in a `qa.jsonc`, with its head. */
  readonly example: Readonly<Record<string, unknown>>;
}
