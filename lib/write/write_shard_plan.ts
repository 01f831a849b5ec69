import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { ShardPartJson } from "../model/shard.ts";
import { SHARD_PLAN } from "./load_shard_plan.ts";
import { openTextBlocks } from "./text_blocks.ts";

/** Where the plan is written. */
export interface ShardPlanTarget {
  /** Absolute folder of the run. */
  readonly folder: string;
  readonly redactor: Redactor;
  readonly warn: (message: string) => void;
}

/**
 * Writes all parts of all shards, one on a line, and gives the SHA-256 of that text: equal in every
 * shard of one plan, also where the file itself could not be written.
 */
export async function writeShardPlan(
  host: Host,
  parts: Iterable<ShardPartJson>,
  { folder, redactor, warn }: ShardPlanTarget,
): Promise<string> {
  const [opened, hasher] = await Promise.all([
    host.files.append(`${folder}/${SHARD_PLAN}`),
    host.openHasher(),
  ]);
  const blocks = opened.ok ? openTextBlocks(opened.value) : null;
  const encoder = new TextEncoder();
  const clean = openCleaning(redactor);
  for (const part of parts) {
    const line = `${JSON.stringify(clean(part))}\n`;
    hasher.update(encoder.encode(line));
    await blocks?.add(line);
  }
  const written = await blocks?.end();
  if (written?.ok !== true) warn(`${SHARD_PLAN} was not written whole`);
  return hasher.digest();
}

/** A part without secrets. Parts of one file follow each other, so its words are looked through once. */
function openCleaning(redactor: Redactor): (part: ShardPartJson) => ShardPartJson {
  const known = new Map<string, string>();
  const once = (text: string): string => {
    const clean = known.get(text) ?? redactor.text(SHARD_PLAN, text);
    known.set(text, clean);
    return clean;
  };
  return (part) => ({
    ...part,
    suite: once(part.suite),
    file: once(part.file),
    class: once(part.class),
    name: part.name === "" ? "" : redactor.text(SHARD_PLAN, part.name),
  });
}
