/** Beyond this, a message is data. */
const MESSAGE_CHARS = 1_000;

/** A path in a temporary folder; a plain name of a file in it tells which file is meant. */
const TEMPORARY =
  /(?<![\w.-])(?:\/private)?\/(?:tmp|var\/tmp|var\/folders|dev\/shm)\/[^\s'"`:,;)\]}>]*/g;
/** Lines of source files drift with every change above them; `db.local:5432` is no source file. */
const SOURCE_LINE =
  /\.(pyi?|[cm]?[jt]sx?|vue|svelte|rs|go|java|kts?|scala|rb|php|c|cc|cpp|h|hpp|cs|swift|exs?|sh|bash|bats|feature|sql|html|jsonc?|ya?ml|toml):\d+(?::\d+)?/g;
/** What differs from run to run although the failure is the same, and what stands for it. */
const VOLATILE: readonly (readonly [pattern: RegExp, steady: string])[] = [
  // A run's id, then times of day with or without their date.
  [/\b\d{8}T\d{6}Z-[0-9a-f]{6}\b/g, "<run>"],
  [
    /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z| ?[+-]\d\d:?\d\d)?/g,
    "<time>",
  ],
  [/\b\d\d:\d\d:\d\d(?:[.,]\d{1,9})?\b/g, "<time>"],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, "<uuid>"],
  [/\b0x[0-9a-f]{5,16}\b/gi, "<address>"],
  // Digests, commits and ids of containers: hexadecimal, long, with digits and letters in them.
  [/\b(?=[0-9a-f]{0,64}\d)(?=[0-9a-f]{0,64}[a-f])[0-9a-f]{12,128}\b/g, "<hex>"],
  [/(?<![\d.])\d{10,}(?![\d.])/g, "<number>"],
  [/\b(pid|process|thread|goroutine|worker|seed|fd)([ =:#-]{1,3})\d+/gi, "$1$2<number>"],
  [SOURCE_LINE, ".$1:<line>"],
  // Ports that a system gives away; a service has a low one, which is part of what failed.
  [/(?<=[\w\])]):[1-6]\d{4}\b/g, ":<port>"],
  [/\b(port[ =:]{1,3})[1-6]\d{4}\b/gi, "$1<port>"],
  [/\b\d+(?:\.\d+)? ?(?:ns|µs|us|ms|s|secs?|seconds?|m|mins?|minutes?)\b/g, "<duration>"],
  [/\b(line|lineno|col|column)([ =:]{1,3})\d+/gi, "$1$2<line>"],
];
/** Text in single, flat braces: a set, or a dictionary; the order of a set is chance. */
const BRACES = /\{([^{}[\]()]*)\}/g;

/**
 * A message without what changes although the failure is the same: times, durations, addresses, ids,
 * temporary paths, ports given by chance, lines, the order of a set. The values of an assertion stay:
 * `3 == 4` and `3 == 5` are two failures, because a wrong value is what such a test is about, and a
 * regression that changes it is another one.
 */
export function steadyMessage(message: string, bases: readonly string[] = []): string {
  const rooted = bases.reduce(
    (text, base) => base === "" ? text : text.replaceAll(`${base}/`, ""),
    message.slice(0, MESSAGE_CHARS),
  );
  const named = rooted.replace(TEMPORARY, steadyTemporary);
  const steady = VOLATILE.reduce((text, [pattern, stand]) => text.replace(pattern, stand), named);
  return steady.replace(BRACES, sortParts).replace(/\s+/g, " ").trim();
}

function steadyTemporary(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return /^[A-Za-z][A-Za-z_-]*\.[A-Za-z]{1,10}$/.test(name) ? `<tmp>/${name}` : "<tmp>";
}

function sortParts(_: string, inside: string): string {
  return `{${inside.split(/, ?/).toSorted().join(", ")}}`;
}
