import type { Files } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";

/** One part of a joined file; the heading stands before it when there are several. */
export interface JoinPart {
  /** Absolute path; a missing file is an empty part. */
  readonly path: string;
  /** One line without its end, or "" for none. */
  readonly heading: string;
}

/**
 * Joins files into one, streamed. A single part is linked and not copied, so that a gigabyte of
 * log costs nothing.
 */
export async function joinFiles(
  files: Files,
  parts: readonly JoinPart[],
  target: string,
): Promise<Result<void, Problem>> {
  const [only] = parts;
  if (parts.length === 1 && only && await files.stat(only.path)) {
    return await files.linkOrCopy(only.path, target);
  }
  const opened = await files.append(target);
  if (!opened.ok) return opened;
  const sink = opened.value;
  const encoder = new TextEncoder();
  for (const part of parts) {
    const heading = part.heading === "" ? "" : `${part.heading}\n`;
    const headed = await sink.write(encoder.encode(heading));
    if (!headed.ok) return headed;
    const source = await files.openOwn(part.path);
    if (!source.ok) continue;
    for await (const chunk of source.value.chunks) {
      const written = await sink.write(chunk);
      if (!written.ok) return written;
    }
    source.value.close();
  }
  return await sink.close();
}
