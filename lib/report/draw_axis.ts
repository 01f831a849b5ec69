/** A place on a drawing, rounded: more digits are only bytes. */
export function place(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Round values from zero up to the first that is not below the most, a few of them; `base` is 10 or 1024. */
export function niceTicks(most: number, count: number, base: 10 | 1024 = 10): readonly number[] {
  if (!(most > 0) || !Number.isFinite(most)) return [0, 1];
  const step = niceStep(most / count, base);
  const steps = Math.ceil(most / step - 1e-9);
  return Array.from({ length: steps + 1 }, (_, at) => at * step);
}

const TENS = [1, 2, 5, 10];
const TWOS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

function niceStep(least: number, base: 10 | 1024): number {
  const power = base ** Math.floor(Math.log(least) / Math.log(base));
  const steps = base === 10 ? TENS : TWOS;
  return (steps.find((step) => step * power >= least - 1e-9) ?? base) * power;
}

const SECONDS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];

/** The same for milliseconds, in steps that people tell time by; ends at or before the most. */
export function timeTicks(mostMs: number, count: number): readonly number[] {
  const least = Math.max(mostMs, 1) / 1000 / count;
  const seconds = SECONDS.find((one) => one >= least) ?? Math.ceil(least / 3600) * 3600;
  const steps = Math.floor(mostMs / 1000 / seconds + 1e-9);
  return Array.from({ length: steps + 1 }, (_, at) => at * seconds * 1000);
}

/** Milliseconds below an axis: `0`, `1.5s`, `30s`, `2m`, `1h 30m`. */
export function formatTick(ms: number): string {
  const seconds = Math.round(ms / 100) / 10;
  if (seconds < 60) return seconds === 0 ? "0" : `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  const rest = Math.round(seconds % 60);
  if (minutes < 60) return rest === 0 ? `${minutes}m` : `${minutes}m ${rest}s`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${Math.floor(minutes / 60)}h ${minutes % 60}m`;
}
