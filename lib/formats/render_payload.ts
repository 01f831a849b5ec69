/** Room for the words around a quoted piece of text. */
const AROUND_BYTES = 512;

/**
 * Shell scripts of at most `maxBytes` each that write texts as files into the folder `$QA_PAYLOAD`, when
 * they are read one after the other with `.`; no program is needed for it. Names must be plain, texts
 * must not hold a NUL.
 */
export function renderPayload(
  payload: Readonly<Record<string, string>>,
  maxBytes: number,
): readonly string[] {
  const scripts: string[] = [];
  let open = "";
  let openBytes = 0;
  for (const [name, text] of Object.entries(payload)) {
    if (!isPlain(name)) throw new Error(`"${name}" cannot be a file of a payload`);
    if (text.includes("\0")) throw new Error(`the payload "${name}" holds a NUL`);
    for (const line of linesFor(name, text, maxBytes - AROUND_BYTES)) {
      const bytes = byteLength(line);
      if (openBytes > 0 && openBytes + bytes > maxBytes) {
        scripts.push(open);
        open = "";
        openBytes = 0;
      }
      open += line;
      openBytes += bytes;
    }
  }
  return openBytes > 0 ? [...scripts, open] : scripts;
}

function isPlain(name: string): boolean {
  return /^\w[\w.-]{0,99}$/.test(name);
}

function* linesFor(name: string, text: string, maxBytes: number): Generator<string> {
  let mark = ">";
  for (const piece of splitText(text, maxBytes)) {
    yield `printf %s ${quoteForShell(piece)} ${mark}"$QA_PAYLOAD/${name}"\n`;
    mark = ">>";
  }
}

/** A quote takes four bytes, any other character of a string at most three. */
function* splitText(text: string, maxBytes: number): Generator<string> {
  const longest = Math.floor(maxBytes / 4);
  let at = 0;
  do {
    // Between the halves of a pair no text may be cut.
    const isHigh = /[\ud800-\udbff]/.test(text[at + longest - 1] ?? "");
    const end = at + longest - (isHigh ? 1 : 0);
    yield text.slice(at, end);
    at = end;
  } while (at < text.length);
}

/** One word of a POSIX shell that is exactly this text. */
export function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
