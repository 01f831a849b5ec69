const UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB"] as const;

/** Bytes for a sentence: `512 MiB`, `1.5 GiB`; one decimal where it is not whole. */
export function formatSize(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(4, Math.floor(Math.log2(bytes) / 10));
  const value = Math.round(bytes / 1024 ** power * 10) / 10;
  return `${value} ${UNITS[power]}`;
}
