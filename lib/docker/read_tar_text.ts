const BLOCK = 512;

/**
 * Text of the first regular file of a tar archive that was decoded as UTF-8, or null when its first
 * entry is something else. Extended headers are skipped; a torn archive yields what there is.
 */
export function readTarText(decoded: string): string | null {
  const bytes = new TextEncoder().encode(decoded);
  let at = 0;
  while (at + BLOCK <= bytes.length) {
    const size = readOctal(bytes.subarray(at + 124, at + 136));
    const type = String.fromCharCode(bytes[at + 156] ?? 0);
    const body = at + BLOCK;
    if (type === "0" || type === "\0") {
      return size === null ? null : new TextDecoder().decode(bytes.subarray(body, body + size));
    }
    if (size === null || !"xgLK".includes(type)) return null;
    at = body + Math.ceil(size / BLOCK) * BLOCK;
  }
  return null;
}

function readOctal(field: Uint8Array): number | null {
  const text = new TextDecoder().decode(field).replace(/[\0 ]+$/, "").trim();
  return /^[0-7]+$/.test(text) ? parseInt(text, 8) : null;
}
