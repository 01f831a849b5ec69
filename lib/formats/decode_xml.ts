/** Decodes the bytes of an XML document across chunk borders. */
export interface XmlDecoder {
  /** Text of the chunk; incomplete characters wait for the next one. */
  decode(chunk: Uint8Array): string;
  end(): string;
  /** True once some bytes were no valid text; replacement characters stand for them. */
  invalid(): boolean;
}

/** So many bytes are looked at before the encoding is decided. */
const SNIFFED_BYTES = 256;

/**
 * Makes a decoder that knows UTF-8 and UTF-16 by mark or by their first bytes, other encodings by the
 * XML declaration. An encoding unknown to it is read as Latin 1 and told as invalid.
 */
export function createXmlDecoder(): XmlDecoder {
  let decoder: XmlDecoder | null = null;
  let head: Uint8Array = new Uint8Array(0);
  const begin = (): string => {
    decoder = decoderFor(head);
    return decoder.decode(head);
  };
  return {
    decode(chunk) {
      if (decoder !== null) return decoder.decode(chunk);
      head = joined(head, chunk);
      return head.length < SNIFFED_BYTES ? "" : begin();
    },
    end: () => (decoder === null ? begin() : "") + decoder!.end(),
    invalid: () => decoder?.invalid() ?? false,
  };
}

function decoderFor(head: Uint8Array): XmlDecoder {
  const label = sniff(head);
  return label === "utf-8" ? utf8Decoder() : otherDecoder(label);
}

function sniff(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  // Without a mark: the zero is half of the first `<`.
  if (first === 0x3c && second === 0) return "utf-16le";
  if (first === 0 && second === 0x3c) return "utf-16be";
  const head = String.fromCharCode(...bytes.subarray(0, SNIFFED_BYTES));
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(head)?.[1];
  return declared === undefined || /utf-?(?:8|16)/i.test(declared) ? "utf-8" : declared;
}

/**
 * Keeps the incomplete end of a chunk itself: a strict decoder cannot be used again after an error,
 * and a lenient one does not tell that there was one.
 */
function utf8Decoder(): XmlDecoder {
  const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
  let waiting = new Uint8Array(0);
  let invalid = false;
  let first = true;
  const whole = (bytes: Uint8Array): string => {
    let text: string;
    try {
      text = strict.decode(bytes);
    } catch {
      invalid = true;
      text = lenient.decode(bytes);
    }
    if (bytes.length > 0 && first) text = text.replace(/^\ufeff/, "");
    if (bytes.length > 0) first = false;
    return text;
  };
  return {
    decode(chunk) {
      const bytes = waiting.length === 0 ? chunk : joined(waiting, chunk);
      const cut = bytes.length - incompleteLength(bytes);
      waiting = bytes.slice(cut);
      return whole(bytes.subarray(0, cut));
    },
    end: () => whole(waiting),
    invalid: () => invalid,
  };
}

/** Length of a UTF-8 sequence at the end that lacks some of its bytes. */
function incompleteLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/**
 * Other encodings: what they cannot read becomes a replacement character, which none of them but
 * UTF-16 can say itself; there a half of a pair is no worse than any other forbidden character.
 */
function otherDecoder(label: string): XmlDecoder {
  const known = createDecoder(label);
  const decoder = known ?? new TextDecoder("latin1");
  const isWide = decoder.encoding.startsWith("utf-16");
  let invalid = known === null;
  return {
    decode(chunk) {
      const text = decoder.decode(chunk, { stream: true });
      invalid ||= !isWide && text.includes("\ufffd");
      return text;
    },
    end() {
      const rest = decoder.decode();
      invalid ||= rest !== "";
      return rest;
    },
    invalid: () => invalid,
  };
}

function createDecoder(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}
