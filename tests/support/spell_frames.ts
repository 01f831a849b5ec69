import { posixChecksum } from "../../lib/formats/posix_checksum.ts";
import type { SentName } from "../../lib/model/remote_life.ts";

/** One suite as a task tells it. */
export interface SpelledSuite {
  readonly code: number;
  readonly why?: "exited" | "deadline" | "signalled" | "workdir";
  readonly files: Readonly<Partial<Record<SentName, string>>>;
  readonly seconds?: number;
}

/** A life as its script tells it. */
export interface SpelledLife {
  readonly nonce: string;
  readonly life: string;
  readonly task: number;
  readonly suites: readonly SpelledSuite[];
  /** Bytes of a frame; those of the script unless said. */
  readonly frameBytes?: number;
}

const ENCODER = new TextEncoder();

/** The lines of a life, one frame each, as the task script writes them. */
export function spellFrames(
  { nonce, life, task, suites, frameBytes = 9_000 }: SpelledLife,
): string[] {
  const lines: string[] = [];
  const put = (news: string): void => {
    const text = `${nonce} ${life} ${task} ${lines.length} ${news}`;
    lines.push(`qa1:${posixChecksum(ENCODER.encode(text))} ${text}`);
  };
  put("begin 1");
  for (const [at, { files, code, why = "exited", seconds = 1 }] of suites.entries()) {
    put(`suite ${at}`);
    for (const [name, text] of Object.entries(files)) {
      const bytes = ENCODER.encode(text);
      for (let from = 0; from < bytes.length; from += frameBytes) {
        put(`data ${at} ${name} b ${bytes.subarray(from, from + frameBytes).toBase64()}`);
      }
      put(`file ${at} ${name} whole ${bytes.length} -`);
    }
    put(`done ${at} ${code} ${why} 100.00 ${(100 + seconds).toFixed(2)}`);
  }
  put(`end ${suites.every(({ code }) => code === 0) ? 0 : 1}`);
  return lines;
}
