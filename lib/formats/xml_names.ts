const KNOWN = [
  ..."testsuites testsuite testcase properties property system-out system-err".split(" "),
  ..."failure error skipped rerunFailure rerunError flakyFailure flakyError stackTrace".split(" "),
  ..."name classname class file filepath line time duration status result type message".split(" "),
  ..."tests failures errors skip disabled hostname timestamp id package assertions value".split(
    " ",
  ),
];

/** By `slotOf`; a name that is pushed out by another is merely read slower. */
const TABLE: (string | undefined)[] = new Array(1024).fill(undefined);
for (const name of KNOWN) {
  TABLE[slotOf(name.length, name.charCodeAt(0), name.charCodeAt(name.length - 1))] = name;
}

/**
 * The name that stands in the text in [from, to). For names that every report repeats it is always the
 * same string: nothing is copied, and comparing it is comparing an address.
 */
export function nameAt(text: string, from: number, to: number): string {
  const length = to - from;
  const known = TABLE[slotOf(length, text.charCodeAt(from), text.charCodeAt(to - 1))];
  if (known !== undefined && known.length === length && standsAt(known, text, from)) return known;
  return text.slice(from, to);
}

function slotOf(length: number, first: number, last: number): number {
  return (length * 131 + first * 7 + last) & 1023;
}

/** A loop, because `startsWith` is a call that costs more than most names are long. */
function standsAt(name: string, text: string, from: number): boolean {
  for (let at = 0; at < name.length; at++) {
    if (name.charCodeAt(at) !== text.charCodeAt(from + at)) return false;
  }
  return true;
}
