/** Nesting beyond which two values are taken to differ: a stranger's nesting must not fill the stack. */
const DEPTH_MAX = 64;

/** True for equal JSON values, whatever the order of the fields of objects. */
export function isSameValue(one: unknown, other: unknown, depth = 0): boolean {
  if (one === other) return true;
  if (!isComposed(one) || !isComposed(other) || depth >= DEPTH_MAX) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSameValue(one[key], other[key], depth + 1));
}

function isComposed(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
