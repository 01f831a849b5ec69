// Signatures of the stable functions of @std/assert 1; only names that the real package has.

/** A constructor of `E`, abstract or not, whatever its arguments. */
type ErrorConstructorOf<E> = abstract new (...args: never[]) => E;

/** Values that are false in a condition. */
type Falsy = false | 0 | 0n | "" | null | undefined;

/** Error thrown by every assertion of this module. */
export class AssertionError extends Error {
  constructor(message: string, options?: ErrorOptions);
}

/** Throws unless the expression is truthy. */
export function assert(expr: unknown, msg?: string): asserts expr;

/** Throws if the expression is truthy. */
export function assertFalse(expr: unknown, msg?: string): asserts expr is Falsy;

/** Throws unless the two numbers differ by at most the tolerance, 1e-7 of the expected one unless said. */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance?: number,
  msg?: string,
): void;

/** Throws unless the first list holds every element of the second. */
export function assertArrayIncludes<T>(
  actual: ArrayLike<T> & Iterable<T>,
  expected: ArrayLike<T> & Iterable<T>,
  msg?: string,
): void;

/** Throws unless both values are deeply equal. */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void;

/** Throws if both values are deeply equal. */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void;

/** Throws if the value is null or undefined. */
export function assertExists<T>(actual: T, msg?: string): asserts actual is NonNullable<T>;

/** Throws unless the first value is greater. */
export function assertGreater<T>(actual: T, expected: T, msg?: string): void;

/** Throws unless the first value is greater or equal. */
export function assertGreaterOrEqual<T>(actual: T, expected: T, msg?: string): void;

/** Throws unless the first value is less. */
export function assertLess<T>(actual: T, expected: T, msg?: string): void;

/** Throws unless the first value is less or equal. */
export function assertLessOrEqual<T>(actual: T, expected: T, msg?: string): void;

/** Throws unless the value is an instance of the class. */
export function assertInstanceOf<T extends abstract new (...args: never[]) => unknown>(
  actual: unknown,
  expectedType: T,
  msg?: string,
): asserts actual is InstanceType<T>;

/** Throws unless the value is an Error, of the class and with the text or pattern in its message. */
export function assertIsError<E extends Error = Error>(
  error: unknown,
  ErrorClass?: ErrorConstructorOf<E>,
  msgMatches?: string | RegExp,
  msg?: string,
): asserts error is E;

/** Throws unless the text matches the pattern. */
export function assertMatch(actual: string, expected: RegExp, msg?: string): void;

/** Throws if the text matches the pattern. */
export function assertNotMatch(actual: string, expected: RegExp, msg?: string): void;

/** Throws unless both values are the same by `Object.is`. */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T;

/** Throws if both values are the same by `Object.is`. */
export function assertNotStrictEquals<T>(actual: T, expected: T, msg?: string): void;

/** Throws unless every property of the second object is, deeply, in the first. */
export function assertObjectMatch(
  actual: object,
  expected: Record<PropertyKey, unknown>,
  msg?: string,
): void;

/** Throws unless the first text holds the second. */
export function assertStringIncludes(actual: string, expected: string, msg?: string): void;

/** Throws unless the function throws; returns what it threw. */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/** Throws unless the function throws an error of that class and text; returns the error. */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: ErrorConstructorOf<E>,
  msgIncludes?: string,
  msg?: string,
): E;

/** Rejects unless the function rejects; resolves to what it rejected with. */
export function assertRejects(fn: () => PromiseLike<unknown>, msg?: string): Promise<unknown>;
/** Rejects unless the function rejects with an error of that class and text; resolves to the error. */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: ErrorConstructorOf<E>,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;

/** True when both values are deeply equal. */
export function equal(a: unknown, b: unknown): boolean;

/** Throws. */
export function fail(msg?: string): never;

/** Throws: not implemented. */
export function unimplemented(msg?: string): never;

/** Throws: this place was thought to be out of reach. */
export function unreachable(msg?: string): never;
