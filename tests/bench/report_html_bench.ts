// What the page of a large run costs: to write it, in memory, in bytes, and to open it in Chromium.
//
//   deno run -A tests/bench/report_html_bench.ts [tests] [rounds]
//
// Without an argument: 50,000 tests, and 500,000 for memory. The yardstick is reading the same
// `tests.jsonl` line by line as anybody would: `JSON.parse` of each line. Exits 1 when a page is 15 MB or
// more, when a process grows beyond 200 MB, or when a page of 50,000 tests is not usable within two seconds.
import { createRedactor } from "../../lib/formats/redactor.ts";
import { openMachine } from "../../lib/host/machine.ts";
import { renderHtml } from "../../lib/pipeline/render_html.ts";
import { openChromium } from "../support/chromium.ts";
import { greenRecord } from "../support/sample_record.ts";
import { sampleCounts } from "../support/sample_suite.ts";

const MOST_BYTES = 15 * 1024 ** 2;
const MOST_RSS = 200 * 1024 ** 2;
const MOST_OPEN_MS = 2000;
const [tests = 50_000, rounds = 5] = Deno.args.filter((word) => /^\d+$/.test(word)).map(Number);

/** As pytest tells an ordinary suite: each 500th test fails with a traceback. */
function lineOf(index: number): string {
  const place = Math.floor(index / 40);
  const module = `package_${place % 7}/test_module_${place}`;
  const group = `tests.unit.${module.replace("/", ".")}`;
  const failed = index % 500 === 17;
  const name = `test_behaves_as_described_${index}[value-${index % 17}]`;
  return `${
    JSON.stringify({
      id: `unit::tests/unit/${module}.py::${group}::${name}`,
      ...{ suite: "unit", place: "container", attempt: 1, file: `tests/unit/${module}.py` },
      ...{ class: group, name, parameters: `value-${index % 17}`, occurrence: 1 },
      outcome: failed ? "failed" : "passed",
      duration_ms: (index % 977) / 8,
      message: failed ? "AssertionError: assert 1 == 2" : "",
      details: failed ? "Traceback\n  line\n".repeat(20) : "",
      line: failed ? 12 : null,
      ...{ earlier: [], route: null, quarantine: null },
      fingerprint: failed ? "0123456789abcdef" : null,
    })
  }\n`;
}

async function writeTests(path: string, count: number): Promise<void> {
  using file = await Deno.open(path, { write: true, create: true, truncate: true });
  const encoder = new TextEncoder();
  for (let from = 0; from < count; from += 1000) {
    const bytes = encoder.encode(
      Array.from({ length: 1000 }, (_, at) => lineOf(from + at)).join(""),
    );
    for (let done = 0; done < bytes.length;) done += await file.write(bytes.subarray(done));
  }
}

/** Anybody's own way: an object for each line. */
async function parseEach(path: string): Promise<number> {
  using file = await Deno.open(path);
  let [rest, found] = ["", 0];
  for await (const text of file.readable.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) found += JSON.parse(line).outcome === "failed" ? 1 : 0;
  }
  return found;
}

async function render(folder: string, count: number): Promise<void> {
  const failed = Math.ceil(count / 500);
  const record = greenRecord({ counts: sampleCounts(count - failed, failed, 0) });
  const options = { runFolder: folder, target: `${folder}/report.html`, historyPath: null };
  const redactor = createRedactor(new Map());
  const done = await renderHtml(openMachine(), record, {
    ...options,
    redactor,
    warn: console.warn,
    isOwn: true,
  });
  if (!done.ok) throw new Error(JSON.stringify(done.error));
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

async function speed(folder: string): Promise<boolean> {
  await writeTests(`${folder}/tests.jsonl`, tests);
  const [page, parse]: number[][] = [[], []];
  for (let round = 0; round < rounds; round++) {
    page!.push(await timed(() => render(folder, tests)));
    parse!.push(await timed(() => parseEach(`${folder}/tests.jsonl`)));
  }
  const { size } = await Deno.stat(`${folder}/report.html`);
  const ratio = median(page!) / median(parse!);
  console.log(`${tests} tests: page of ${(size / 1024 ** 2).toFixed(1)} MiB`);
  console.log(`  ${ratio.toFixed(2)} of parsing each line (${median(page!).toFixed(0)} ms)`);
  return size < MOST_BYTES;
}

async function opening(folder: string): Promise<boolean> {
  await using chromium = await openChromium();
  const taken: number[] = [];
  const found: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const startMs = performance.now();
    const page = await chromium.open(`file://${folder}/report.html`);
    await page.until('document.querySelectorAll("#t-body tr").length > 0');
    taken.push(performance.now() - startMs);
    found.push(
      await page.look<number>(`(() => {
      const startMs = performance.now();
      const search = document.getElementById("t-search");
      search.value = "described_4711";
      search.dispatchEvent(new Event("input", { bubbles: true }));
      document.getElementById("t-body").offsetHeight;
      return performance.now() - startMs;
    })()`),
    );
  }
  const ms = [taken, found].map((values) => median(values).toFixed(0));
  console.log(`  usable in Chromium after ${ms[0]} ms; its first search takes ${ms[1]} ms`);
  return median(taken) < MOST_OPEN_MS;
}

/** A process of its own: what it grows to is of the page alone. */
async function memory(folder: string, count: number): Promise<boolean> {
  await writeTests(`${folder}/tests.jsonl`, count);
  const args = ["run", "-A", "--v8-flags=--max-semi-space-size=1", import.meta.filename!];
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args, "--render", folder, `${count}`],
  });
  const rss = Number(new TextDecoder().decode((await child.output()).stdout));
  const { size } = await Deno.stat(`${folder}/report.html`);
  const mib = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
  console.log(`${count} tests: page of ${mib(size)}, resident memory at most ${mib(rss)}`);
  return rss < MOST_RSS && size < MOST_BYTES;
}

/** The highest resident memory of this process, as the kernel counts it. */
async function peak(): Promise<number> {
  const status = await Deno.readTextFile("/proc/self/status");
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) * 1024;
}

if (Deno.args[0] === "--render") {
  await render(Deno.args[1]!, Number(Deno.args[2]));
  console.log(await peak());
} else {
  const folder = await Deno.makeTempDir({ prefix: "qa-bench-" });
  try {
    const good = [await speed(folder), await opening(folder)];
    for (const count of [1000, 500_000]) good.push(await memory(folder, count));
    Deno.exitCode = good.every((one) => one) ? 0 : 1;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
