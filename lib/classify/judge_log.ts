import type { LogFacts, LogIntegrity, ReadStream, StreamSeal } from "../model/observation.ts";

/**
 * Says how complete a log is, with the bytes of every channel that was counted. The spool was read to
 * its end, so it is complete unless somebody cut it; an attached client ends silently when its connection
 * is cut, so it is believed only where the engine kept no more; the engine's own log proves nothing.
 */
export function judgeLog(facts: LogFacts): LogIntegrity {
  const { channel, stdout, stderr, trailer, engineLog } = facts;
  const read = stdout.bytes + stderr.bytes;
  const inside = trailer?.stdout && trailer.stderr
    ? trailer.stdout.bytes + trailer.stderr.bytes
    : undefined;
  const bytes = {
    [channel]: read,
    ...(inside === undefined ? {} : { inside }),
    ...(engineLog === null ? {} : { "engine-log": engineLog.bytes }),
  };
  const losses = [
    ...stdout.losses.map((loss) => `stdout: ${loss}`),
    ...stderr.losses.map((loss) => `stderr: ${loss}`),
    ...compareSeal("stdout", stdout, trailer?.stdout ?? null),
    ...compareSeal("stderr", stderr, trailer?.stderr ?? null),
    ...compareEngine(facts),
  ];
  if (losses.length > 0) return { status: "truncated", channel, bytes, problems: losses };
  const doubts = doubtLog(facts);
  return { status: doubts.length > 0 ? "unknown" : "complete", channel, bytes, problems: doubts };
}

function compareSeal(name: string, read: ReadStream, seal: StreamSeal | null): string[] {
  if (seal === null || read.losses.length > 0) return [];
  // What outlives the tests' command prints on until the container ends: more is no loss.
  if (seal.bytes < read.bytes) return [];
  if (seal.bytes > read.bytes) {
    return [`${name}: ${seal.bytes} bytes were there at the end, ${read.bytes} were read`];
  }
  const isOther = seal.sha256 !== null && read.sha256 !== null && seal.sha256 !== read.sha256;
  return isOther ? [`${name}: what was read is not what was there at the end`] : [];
}

function compareEngine({ channel, stdout, stderr, engineLog }: LogFacts): string[] {
  if (channel !== "attached" || engineLog === null) return [];
  const lines = stdout.lines + stderr.lines;
  if (engineLog.lines <= lines) return [];
  return [`the engine kept ${engineLog.lines} lines, and ${lines} came through its client`];
}

function doubtLog(
  { channel, stdout, stderr, engineLog, endSeen, doubts: own }: LogFacts,
): string[] {
  const doubts = [...own, ...(endSeen ? [] : ["the end of the container was not seen"])];
  if (channel === "engine-log") doubts.push("engines lose lines of their logs and say nothing");
  if (channel !== "attached") return doubts;
  if (engineLog === null) return [...doubts, "the engine's own log could not be compared"];
  const bytes = stdout.bytes + stderr.bytes;
  if (engineLog.bytes === bytes) return doubts;
  return [
    ...doubts,
    `the engine kept ${engineLog.bytes} bytes, and ${bytes} came through its client`,
  ];
}
