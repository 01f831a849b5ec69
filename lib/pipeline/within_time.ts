import type { Host } from "../host/host.ts";

/** How long a piece of work may wait for others. */
export interface TimeBound {
  /** On the monotonic clock. */
  readonly untilMs: number;
  /** Ends all waiting. */
  readonly signal?: AbortSignal;
}

/** The same host whose requests and pauses all end at one moment, however many there are. */
export function withinTime(host: Host, { untilMs, signal }: TimeBound): Host {
  const left = (): number => Math.max(1, Math.ceil(untilMs - host.monotonicMs()));
  return {
    ...host,
    sendRequest: (call) =>
      host.sendRequest({
        ...call,
        timeoutMs: Math.min(call.timeoutMs, left()),
        ...(signal !== undefined && { signal }),
      }),
    sleep: (ms, own) => host.sleep(Math.min(ms, left()), own ?? signal),
  };
}
