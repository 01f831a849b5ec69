import type { TestTarget } from "../../model/runner.ts";

/**
 * Files of a listing in JSON: paths, or objects with a `file`, in an array that begins a line. Package
 * managers print lines of their own before it. Null where there is none.
 */
export function readFileList(text: string): readonly TestTarget[] | null {
  for (let at = text.search(/^\[/m); at !== -1; at = nextStart(text, at)) {
    const value = parse(text.slice(at, text.lastIndexOf("]") + 1));
    if (value === null) continue;
    const files = value.map(fileIn);
    if (files.some((file) => file === "")) return null;
    return [...new Set(files)].map((file) => ({ file, class: "", name: "" }));
  }
  return null;
}

function nextStart(text: string, at: number): number {
  const next = text.slice(at + 1).search(/^\[/m);
  return next === -1 ? -1 : at + 1 + next;
}

function fileIn(entry: unknown): string {
  if (typeof entry === "string") return entry;
  const file = typeof entry === "object" && entry !== null && "file" in entry ? entry.file : "";
  return typeof file === "string" ? file : "";
}

function parse(text: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
