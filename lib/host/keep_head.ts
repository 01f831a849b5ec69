/** Keeps the first bytes of a stream and counts nothing of the rest. */
export interface Head {
  /** Copies what still fits; the chunk may be reused afterwards. */
  add(chunk: Uint8Array): void;
  /** The kept bytes as UTF-8, replacement characters for what is none. */
  text(): string;
}

/** A head of at most `maxBytes`; memory grows with what came, never beyond that. */
export function keepHead(maxBytes: number): Head {
  const kept: Uint8Array[] = [];
  let size = 0;
  return {
    add(chunk) {
      if (size >= maxBytes) return;
      const part = chunk.slice(0, maxBytes - size);
      kept.push(part);
      size += part.length;
    },
    text: () => decode(kept),
  };
}

function decode(parts: readonly Uint8Array[]): string {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const texts = parts.map((part) => decoder.decode(part, { stream: true }));
  return texts.join("") + decoder.decode();
}
