import type { FailureText } from "../../lib/model/failure_account.ts";
import { isFailing } from "../../lib/model/outcome.ts";
import type { ReportReader } from "../../lib/model/report_reading.ts";

/** The failing tests of a captured report by their names, as the gate describes failures from them. */
export async function readFailing(
  reader: ReportReader,
  text: string,
  runner: string,
): Promise<Readonly<Record<string, FailureText>>> {
  const failing: Record<string, FailureText> = {};
  const bytes = new TextEncoder().encode(text);
  async function* chunks() {
    yield await Promise.resolve(bytes);
  }
  for await (const item of reader(chunks())) {
    if (item.kind !== "test" || !isFailing(item.test.outcome)) continue;
    const { file, className, name, line, message, details } = item.test;
    failing[name] = { runner, file, class: className, name, line, message, details };
  }
  return failing;
}
