/** Milliseconds for a sentence: `0.4s`, `12.3s`, `1m 04s`, `2h 05m`; tenths only below a minute. */
export function formatDuration(ms: number): string {
  const tenths = Math.max(0, Math.round(ms / 100));
  if (tenths < 600) return `${(tenths / 10).toFixed(1)}s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${pad(seconds % 60)}s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)}h ${pad(minutes % 60)}m`;
}

/** Milliseconds since the start for the beginning of a line: `00:03.2`, `75:00.0`; cut, not rounded. */
export function formatClock(ms: number): string {
  const tenths = Math.max(0, Math.floor(ms / 100));
  const minutes = Math.floor(tenths / 600);
  return `${pad(minutes)}:${pad(Math.floor(tenths / 10) % 60)}.${tenths % 10}`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
