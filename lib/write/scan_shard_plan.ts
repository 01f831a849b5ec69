import {
  emptyPartLine,
  type PlainPartLine,
  readPlainPartLine,
} from "../formats/plain_part_line.ts";
import { parseStranger } from "../formats/read_stranger_json.ts";
import { wholeLines } from "../formats/whole_lines.ts";
import type { Host } from "../host/host.ts";
import { checkSchema } from "../model/check_schema.ts";
import { ShardPartJson } from "../model/shard.ts";

/** Takes the parts of a plan one by one. */
export interface PartTaker {
  /** A line in our own layout, valid during the call; `read` makes a whole part of it. */
  plain(bytes: Uint8Array, part: PlainPartLine, read: () => ShardPartJson): void;
  /** Any other line; null for one that is no part. */
  odd(part: ShardPartJson | null): void;
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const decoder = new TextDecoder();

/** Reads a `shard_plan.jsonl` from its bytes, streamed; no part when it is not there. */
export async function scanShardPlan(host: Host, path: string, taker: PartTaker): Promise<void> {
  const source = await host.files.open(path);
  if (!source.ok) return;
  const reader = wholeLines(partLines(taker));
  try {
    for await (const chunk of source.value.chunks) reader.push(chunk);
    reader.end();
  } finally {
    source.value.close();
  }
}

function partLines({ plain, odd }: PartTaker) {
  const part = emptyPartLine();
  const broken = (line: Uint8Array): void => {
    if (line.length > (line[0] === RETURN ? 1 : 0)) odd(readPart(line));
  };
  return {
    broken,
    lines(bytes: Uint8Array, from: number, end: number): void {
      for (let at = from; at < end;) {
        const next = readPlainPartLine(bytes, at, part);
        if (next > 0) {
          plain(bytes, part, () => JSON.parse(decoder.decode(bytes.subarray(at, next))));
        }
        const stop = next > 0 ? next - 1 : bytes.indexOf(NEWLINE, at);
        if (next < 0) broken(bytes.subarray(at, stop));
        at = stop + 1;
      }
    },
  };
}

function readPart(line: Uint8Array): ShardPartJson | null {
  const value = parseStranger(decoder.decode(line));
  const part = value.ok ? checkSchema(ShardPartJson, value.value) : value;
  return part.ok ? part.value : null;
}
