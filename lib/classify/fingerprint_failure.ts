import { hashHex } from "../model/hash_text.ts";
import { steadyMessage } from "./steady_message.ts";

/** What makes a failure the one that it is. */
export interface FailureIdentity {
  readonly type: string;
  readonly message: string;
  /** File and function of the project's own code where it was raised, from the root; each may be "". */
  readonly file: string;
  readonly function: string;
  /** Name of the test; it counts only where nothing else tells two failures apart. */
  readonly test: string;
  /** Absolute paths of the root. */
  readonly bases: readonly string[];
}

/** Errors of what is around the code: one cause, whoever meets it first. */
const AROUND =
  /^(?:Connection\w*Error|gaierror|herror|OperationalError|ImportError|ModuleNotFoundError|PermissionError|MemoryError|OSError|UnknownHostException|ConnectException|NoRouteToHostException)$/;
const AROUND_WORDS =
  /\b(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EADDRINUSE|EACCES|EPERM|ENOSPC|EMFILE|ENOMEM|ERR_MODULE_NOT_FOUND)\b|connection refused|no space left on device|cannot find module|too many open files|no such host/i;
/** What compares: it fails in a test of its own, and not where something broke. */
const COMPARISON = /^(?:\w+\.)*(?:AssertionError|AssertionFailedError|ComparisonFailure)$/;
const COMPARISON_WORDS = /^(?:expect\(|expected\b|assert)/i;
const NAMELESS = /^(?:[\w$.]*<anonymous>|<module>|<lambda>|)$/;

/**
 * 16 hexadecimal digits that failures of one cause share: type, steady message, and file and function
 * of the own code where it was raised. No line: lines drift. An error of the surroundings is one
 * failure wherever it is met, and a comparison in a nameless function belongs to its test.
 */
export function fingerprintFailure(failure: FailureIdentity): string {
  const { type, file, test, bases } = failure;
  const message = steadyMessage(failure.message, bases);
  const kind = type.slice(type.lastIndexOf(".") + 1);
  if (AROUND.test(kind) || AROUND_WORDS.test(message)) {
    return hashHex(`around\0${kind}\0${message}`);
  }
  const isNameless = NAMELESS.test(failure.function);
  const compares = COMPARISON.test(type) || COMPARISON_WORDS.test(message);
  const own = message === "" || (isNameless && (compares || type === ""))
    ? steadyMessage(withoutExample(test))
    : "";
  const called = isNameless ? "" : steadyFunction(failure.function);
  return hashHex([kind, message, file, called, own].join("\0"));
}

/** Examples of one test that fail in one way fail by one cause. */
function withoutExample(test: string): string {
  return test.endsWith("]") ? test.slice(0, Math.max(test.indexOf("["), 1)) : test;
}

/**
 * Compilers number what has no name; Rust's threads tell the path of a function without its crate, its
 * backtraces with it.
 */
function steadyFunction(name: string): string {
  const named = name.replace(/\.func\d+/g, ".func")
    .replace(/(?:::)?\{\{closure\}\}|\$\d+|\$lambda\S*/g, "");
  return named.slice(named.lastIndexOf("::") + 1).replace(/^:/, "");
}
