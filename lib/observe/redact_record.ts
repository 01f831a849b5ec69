import type { Redactor } from "../formats/redactor.ts";
import type { TestRecord } from "../model/test_result.ts";

/**
 * Stands between the texts of a record while they are looked at together: no word goes over it, and
 * an escape sequence without an end, which would hide the beginning of the next text, ends at it.
 */
const SEPARATOR = "\n\0\n";

/**
 * A record of a test without secrets, counted under the name of this file. Its texts are looked at
 * together: a redactor that is opened for each of them costs more than all the rest of a test.
 */
export function redactRecord(record: TestRecord, redactor: Redactor, file: string): TestRecord {
  const texts = textsOf(record);
  const joined = texts.join(SEPARATOR);
  const clean = redactor.text(file, joined);
  if (clean === joined) return record;
  const split = clean.split(SEPARATOR);
  const isEach = split.length === texts.length;
  return withTexts(record, isEach ? split : texts.map((text) => redactor.text(file, text)));
}

function textsOf(record: TestRecord): readonly string[] {
  const { id, file, class: className, name, parameters, message, details, route } = record;
  const own = [id, file, className, name, parameters, message, details, route ?? ""];
  return record.earlier.length === 0
    ? own
    : [...own, ...record.earlier.flatMap((one) => [one.message, one.details])];
}

function withTexts(record: TestRecord, texts: readonly string[]): TestRecord {
  const [id = "", file = "", className = "", name = "", parameters = ""] = texts;
  const [message = "", details = "", route = "", ...earlier] = texts.slice(5);
  return {
    ...record,
    ...{ id, file, class: className, name, parameters, message, details },
    route: record.route === null ? null : route,
    earlier: record.earlier.map((one, at) => ({
      ...one,
      message: earlier[2 * at] ?? "",
      details: earlier[2 * at + 1] ?? "",
    })),
  };
}
