/** Decodes the bytes of an XML document across chunk borders. */
export interface XmlDecoder {
  /** Text of the chunk; incomplete characters wait for the next one. */
  decode(chunk: Uint8Array): string;
  end(): string;
  /** True once some bytes were no valid text; replacement characters stand for them. */
  invalid(): boolean;
}

const SNIFFED_BYTES = 256;

/** Makes a decoder that knows UTF-8 and UTF-16 by mark, other encodings by the XML declaration. */
export function createXmlDecoder(): XmlDecoder {
  let decoder: XmlDecoder | null = null;
  return {
    decode: (chunk) => (decoder ??= decoderFor(chunk)).decode(chunk),
    end: () => decoder?.end() ?? "",
    invalid: () => decoder?.invalid() ?? false,
  };
}

function decoderFor(chunk: Uint8Array): XmlDecoder {
  const label = sniff(chunk);
  return label === "utf-8" ? utf8Decoder() : strictDecoder(label);
}

function sniff(chunk: Uint8Array): string {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return "utf-16le";
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return "utf-16be";
  const head = String.fromCharCode(...chunk.subarray(0, SNIFFED_BYTES));
  const declared = /^<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(head)?.[1];
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

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function strictDecoder(label: string): XmlDecoder {
  let decoder: TextDecoder | null = createDecoder(label);
  let invalid = decoder === null;
  const decode = (chunk: Uint8Array, stream: boolean): string => {
    try {
      return decoder?.decode(chunk, { stream }) ?? "";
    } catch {
      invalid = true;
      decoder = null;
      return "";
    }
  };
  return {
    decode: (chunk) => decode(chunk, true),
    end: () => decode(new Uint8Array(0), false),
    invalid: () => invalid,
  };
}

function createDecoder(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    return null;
  }
}
