import type { Finding } from "./finding.ts";
import type { Fallback } from "./verdict.ts";

/** What is known of one image that a plan needs. */
export interface DoctorImage {
  readonly reference: string;
  /** `pull`, `build`: not there, and a run would obtain it; `missing`: nobody would. */
  readonly state: "present" | "pull" | "build" | "missing";
  readonly why: string;
  readonly hint: string;
}

/** A program of a suite in one place; null where nobody could look. */
export interface DoctorProgram {
  readonly suite: string;
  readonly required: boolean;
  readonly place: "container" | "failsafe";
  readonly program: string;
  readonly isThere: boolean | null;
}

/** Room on the disk of a folder. */
export interface DoctorDisk {
  readonly what: string;
  readonly path: string;
  readonly freeBytes: number;
  readonly inodesFree: number | null;
}

/** An entry of quarantine or waivers, with its last day. */
export interface DoctorExpiry {
  readonly what: "quarantine" | "waiver";
  readonly name: string;
  /** `YYYY-MM-DD`. */
  readonly expires: string;
}

/** Everything that a preflight has looked at; nothing of it was decided. */
export interface DoctorFacts {
  readonly mode: "auto" | "container" | "failsafe";
  /** True where a green failsafe is not enough. */
  readonly isStrict: boolean;
  readonly config: { readonly from: string; readonly suites: number };
  /** Null where no container is wanted. */
  readonly engine:
    | {
      readonly client: string;
      readonly server: string;
      readonly platform: string;
    }
    | Fallback
    | null;
  readonly images: readonly DoctorImage[];
  /** Seen from inside a container; null where none was started. */
  readonly inside: {
    readonly isNonceRead: boolean | null;
    readonly why: string;
    readonly image: string;
    readonly workdir: string;
  } | null;
  /** What is wrong with how the project is mounted. */
  readonly mounts: readonly Finding[];
  readonly programs: readonly DoctorProgram[];
  readonly disks: readonly DoctorDisk[];
  readonly outputs: { readonly path: string; readonly fault: string | null };
  readonly root: { readonly path: string; readonly fault: string | null };
  readonly expiries: readonly DoctorExpiry[];
  /** `YYYY-MM-DD`, in UTC. */
  readonly today: string;
  /** Milliseconds by which other clocks differ from ours; null where nobody says. */
  readonly clocks: { readonly files: number | null; readonly engine: number | null };
  /** Containers of dead runs; null where nobody could look. */
  readonly leftovers: { readonly containers: number | null; readonly spools: number };
  /** How long each question took. */
  readonly tookMs: Readonly<Record<string, number>>;
}
