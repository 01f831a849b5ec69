import type * as z from "zod";
import { err, ok, type Result } from "./result.ts";

/** One fault that a schema found, as zod tells it. */
interface SchemaIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/**
 * A stranger's value checked against its schema; else its first fault, as one phrase with a JSON
 * pointer. A value that is wrong in a hundred thousand places is refused too: zod itself then throws,
 * because it hands all faults to one call.
 */
export function checkSchema<T>(shape: z.ZodType<T>, value: unknown): Result<T, string> {
  try {
    // Each shape is parsed once: compiling it for speed, as zod would, costs more than the parsing.
    const parsed = shape.safeParse(value, { jitless: true });
    return parsed.success ? ok(parsed.data) : err(explainSchemaFault(parsed.error.issues));
  } catch (cause) {
    if (cause instanceof RangeError) return err("it is wrong in too many places");
    throw cause;
  }
}

/** The first fault that a schema found: JSON pointer (RFC 6901) and what is wrong there, in one phrase. */
export function explainSchemaFault(issues: readonly SchemaIssue[]): string {
  const [issue] = issues;
  if (issue === undefined) return "it does not agree with its schema";
  return `at ${pointerOf(issue.path)}: ${issue.message}`;
}

function pointerOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "its top";
  const parts = path.map((key) => String(key).replaceAll("~", "~0").replaceAll("/", "~1"));
  return parts.map((part) => `/${part}`).join("");
}
