import type { ReportEnd, ReportReader } from "../../../lib/model/report_reading.ts";
import type { ReportedTest } from "../../../lib/model/test_result.ts";

/** What a reader makes of a text that comes in pieces of this many bytes. */
export async function readWhole(
  reader: ReportReader,
  text: string,
  size = 1 << 16,
): Promise<{ readonly tests: readonly ReportedTest[]; readonly end: ReportEnd | null }> {
  const bytes = new TextEncoder().encode(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) {
      yield await Promise.resolve(bytes.slice(at, at + size));
    }
  }
  const tests: ReportedTest[] = [];
  let end: ReportEnd | null = null;
  for await (const item of reader(chunks())) {
    if (item.kind === "test") tests.push(item.test);
    else end = item.end;
  }
  return { tests, end };
}

/** `outcome class::name` of each test. */
export function brief(tests: readonly ReportedTest[]): readonly string[] {
  return tests.map(({ outcome, className, name }) =>
    `${outcome} ${className === "" ? "" : `${className}::`}${name}`
  );
}
