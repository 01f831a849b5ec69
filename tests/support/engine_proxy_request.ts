/** The head of a request, and what was read of its body with it. */
export interface RequestHead {
  readonly method: string;
  readonly target: string;
  /** Lines as they came, the first included, without the empty one. */
  readonly lines: readonly string[];
  /** The connection becomes a raw stream in both directions (attach). */
  readonly upgrades: boolean;
  /** Length of the body as declared; 0 for none, and null for one in chunks. */
  readonly bodyBytes: number | null;
  /** Bytes that came after the head in the same read. */
  readonly rest: Uint8Array;
}

const MAX_HEAD_BYTES = 256 * 1024;

/** Reads the head of a request; null when the client leaves first, or sends no such thing. */
export async function readRequest(from: Deno.Conn): Promise<RequestHead | null> {
  let bytes = new Uint8Array();
  const chunk = new Uint8Array(32 * 1024);
  while (bytes.length < MAX_HEAD_BYTES) {
    const count = await from.read(chunk);
    if (count === null) return null;
    bytes = join(bytes, chunk.subarray(0, count));
    const end = findEnd(bytes);
    if (end >= 0) return parseHead(bytes, end);
  }
  return null;
}

/** The head as it goes to the engine: one request per connection, so that its end is the reply's end. */
export function headForEngine({ lines, upgrades }: RequestHead): Uint8Array {
  const kept = upgrades ? lines : [...lines.filter((line) => !/^connection:/i.test(line)), CLOSE];
  return new TextEncoder().encode(`${kept.join("\r\n")}\r\n\r\n`);
}

const CLOSE = "Connection: close";

/** Reads the rest of a body of declared length, so that the client can hear a reply to it. */
export async function readBody(from: Deno.Conn, head: RequestHead): Promise<Uint8Array> {
  let body = head.rest;
  const chunk = new Uint8Array(32 * 1024);
  while (body.length < (head.bodyBytes ?? 0)) {
    const count = await from.read(chunk);
    if (count === null) break;
    body = join(body, chunk.subarray(0, count));
  }
  return body;
}

function parseHead(bytes: Uint8Array<ArrayBuffer>, end: number): RequestHead | null {
  const lines = new TextDecoder().decode(bytes.subarray(0, end)).split("\r\n");
  const [method, target, version] = (lines[0] ?? "").split(" ");
  if (!method || !target || !version?.startsWith("HTTP/1.")) return null;
  const field = (name: string): string =>
    lines.find((line) => line.toLowerCase().startsWith(`${name}:`))?.slice(name.length + 1)
      .trim() ?? "";
  return {
    method,
    target,
    lines,
    upgrades: /upgrade/i.test(field("connection")),
    bodyBytes: /chunked/i.test(field("transfer-encoding"))
      ? null
      : Number(field("content-length") || 0),
    rest: bytes.slice(end + 4),
  };
}

/** Where the empty line begins; -1 when it has not come yet. */
function findEnd(bytes: Uint8Array): number {
  for (let at = 0; at + 3 < bytes.length; at++) {
    if (bytes[at] === 13 && bytes[at + 1] === 10 && bytes[at + 2] === 13 && bytes[at + 3] === 10) {
      return at;
    }
  }
  return -1;
}

function join(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(head.length + tail.length);
  joined.set(head);
  joined.set(tail, head.length);
  return joined;
}
