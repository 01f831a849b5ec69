import { isAbsolute, join, relative, SEPARATOR_PATTERN } from "@std/path";
import { err, ok, type Result } from "../model/result.ts";

/**
 * The absolute path of a path inside the root, or why it is refused (absolute, or `..` leads out).
 * Lexical only: whether a link leads out must be asked of the real path at run time.
 */
export function confinePath(root: string, path: string): Result<string, string> {
  const name = JSON.stringify(path);
  if (path.trim() === "") return err("an empty path");
  if (/\p{Cc}/u.test(path)) return err(`${name} holds a control character`);
  if (path.startsWith("-")) return err(`${name} begins with a dash and would be read as a flag`);
  if (isAbsolute(path) || /^[A-Za-z]:|^\\/.test(path)) {
    return err(`${name} is absolute; write it relative to the root`);
  }
  const full = join(root, path);
  const [first] = relative(root, full).split(SEPARATOR_PATTERN);
  return first === ".." ? err(`${name} lies outside the root`) : ok(full);
}
