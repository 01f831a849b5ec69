import { parseAll } from "@std/yaml";
import { join } from "@std/path";
import { ROOT } from "../../scripts/dev/write_generated.ts";

/** A value of YAML that is a mapping; throws for any other. */
export function mappingOf(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error(`no mapping: ${JSON.stringify(value)}`);
  }
  return value as Record<string, unknown>;
}

/** The documents of an example in docs/ci. */
export async function loadCiExample(name: string): Promise<readonly unknown[]> {
  const parsed = parseAll(await readCiExample(name));
  return Array.isArray(parsed) ? parsed : [parsed];
}

/** The text of an example in docs/ci. */
export function readCiExample(name: string): Promise<string> {
  return Deno.readTextFile(join(ROOT, "docs/ci", name));
}

/** One call of a script of ours in a document: its name, and its words as a shell would split them. */
export interface ScriptCall {
  readonly script: string;
  readonly words: readonly string[];
}

/** Every call of our scripts in a text, up to where a shell would end it; variables stay as they are. */
export function findScriptCalls(text: string): readonly ScriptCall[] {
  const calls = text.matchAll(/deno run -A scripts\/qa\/(\w+)\.js([^\n]*)/g);
  return [...calls].filter(({ index }) => !/^\s*(?:#|\/\/)/.test(lineAt(text, index)))
    .map(([, script = "", rest = ""]) => {
      const command = rest.split(/ (?:\|\||&&|>|<|;) | (?=>)/)[0] ?? "";
      const words = command.replace(/'\s*$/, "").match(/"[^"]*"|\S+/g) ?? [];
      return { script, words: words.map((word) => word.replaceAll('"', "")) };
    });
}

function lineAt(text: string, index: number): string {
  return text.slice(text.lastIndexOf("\n", index) + 1, index);
}
