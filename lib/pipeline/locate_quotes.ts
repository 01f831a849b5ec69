import { lineBlocks } from "../formats/line_blocks.ts";
import type { Host } from "../host/host.ts";
import type { Classification, Quote } from "../model/signature.ts";

/** Bytes of a file that are looked through: what failed first stands near its beginning, mostly. */
const LOOKED_THROUGH = 64 * 1024 ** 2;
const LINE_MAX = 1024 ** 2;

/**
 * The same answer with the line of each quotation that was taken out of lines of JSON (a test's own
 * words in `tests.jsonl`), and each quotation once. What is not found again has no line.
 */
export async function locateQuotes(
  host: Host,
  folder: string,
  answer: Classification,
): Promise<Classification> {
  const sources = new Set(answer.evidence.map(({ source }) => source).filter(isOfLines));
  const found = new Map<string, number>();
  for (const source of sources) {
    const quotes = answer.evidence.filter((one) => one.source === source);
    await findLines(host, `${folder}/${source}`, { quotes, found });
  }
  const evidence = answer.evidence.map((quote) =>
    isOfLines(quote.source) ? { ...quote, line: found.get(keyOf(quote)) ?? null } : quote
  );
  const distinct = new Map(evidence.map((quote) => [`${quote.line}\0${keyOf(quote)}`, quote]));
  return { ...answer, evidence: [...distinct.values()] };
}

function isOfLines(source: string): boolean {
  // A record may be a stranger's: its files stand below its folder.
  return source.endsWith(".jsonl") && !source.startsWith("/") && !source.split("/").includes("..");
}

function keyOf({ source, quote }: Quote): string {
  return `${source}\0${quote}`;
}

async function findLines(
  host: Host,
  path: string,
  { quotes, found }: { readonly quotes: readonly Quote[]; readonly found: Map<string, number> },
): Promise<void> {
  // As it stands within a text of JSON.
  const wanted = new Map(quotes.map((one) => [keyOf(one), JSON.stringify(one.quote).slice(1, -1)]));
  const opened = await host.files.openOwn(path);
  if (!opened.ok) return;
  let number = 0;
  let seen = 0;
  try {
    for await (const lines of lineBlocks(opened.value.chunks, LINE_MAX)) {
      for (const line of lines) {
        number++;
        seen += line.length;
        // A plain pass has no words that prove a failure, and most lines are one.
        if (line.includes('"outcome":"passed"')) continue;
        for (const [key, text] of wanted) {
          if (!line.includes(text)) continue;
          found.set(key, number);
          wanted.delete(key);
        }
      }
      if (wanted.size === 0 || seen > LOOKED_THROUGH) return;
    }
  } finally {
    opened.value.close();
  }
}
