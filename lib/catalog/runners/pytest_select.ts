import type { Selection, TestTarget } from "../../model/runner.ts";
import { fittingSelection } from "./selection_size.ts";

/** One process, also where xdist is configured: a plugin that nobody has is left out, which our start script takes for `-n0`. */
export const PYTEST_SERIAL: readonly string[] = ["-p", "no:qa_gate_parallel"];

const TEST_FILE = /^(test_.*|.*_test)$/;

/** What pytest is told about one target. */
interface NodeId {
  readonly id: string;
  readonly file: string;
  readonly isExact: boolean;
}

/**
 * Selects by node id, spelled from file, class and name as the xunit1 report tells them; whole files
 * where the ids are too long for a command line. Null when a target names neither file nor module.
 */
export function selectPytest(targets: readonly TestTarget[]): Selection | null {
  const nodes = targets.map(nodeOf);
  if (nodes.length === 0 || nodes.some((node) => node === null)) return null;
  const known = nodes.filter((node) => node !== null);
  const files = [...new Set(known.map(({ file }) => file))];
  // An id of a whole file beside ids inside of it would run those twice.
  const whole = new Set(known.filter(({ id, file }) => id === file).map(({ file }) => file));
  const inside = known.filter(({ id, file }) => id !== file && !whole.has(file));
  const isExact = known.every((node) => node.isExact);
  const paths = [...new Set([...whole, ...inside.map(({ id }) => id)])];
  return fittingSelection(
    { paths, args: [], isExact },
    { paths: files, args: [], isExact: isExact && inside.length === 0 },
    { paths: [], args: [], isExact: false },
  );
}

function nodeOf({ file, class: className, name }: TestTarget): NodeId | null {
  if (name === "") return file === "" ? null : { id: file, file, isExact: true };
  const module = file.replace(/\.py$/, "").replaceAll("/", ".");
  // A module that could not be collected is told by its own dotted name.
  if (className === "" || name === module) {
    const path = file === "" ? fileOfModule(name) : file;
    return path === null ? null : { id: path, file: path, isExact: true };
  }
  // Where pytest's root lies above the folder it runs in, the class is told from that root.
  const within = `.${className}.`.indexOf(`.${module}.`);
  if (file !== "" && within !== -1) {
    return spell(file, className.slice(within + module.length), name);
  }
  // A test that a class inherits is reported with the file of the base; its own module is in the class.
  const parts = className.split(".");
  const at = parts.findIndex((part) => TEST_FILE.test(part));
  if (at === -1) return file === "" ? null : { id: file, file, isExact: false };
  const own = `${parts.slice(0, at + 1).join("/")}.py`;
  return spell(own, parts.slice(at + 1).map((part) => `.${part}`).join(""), name);
}

function spell(file: string, classes: string, name: string): NodeId {
  // The report writes characters that XML forbids as #x1B: such a name cannot be spelled back.
  if (/#x[0-9A-F]{2}/.test(name)) return { id: file, file, isExact: false };
  const inner = classes.split(".").filter((part) => part !== "");
  return { id: [file, ...inner, name].join("::"), file, isExact: true };
}

function fileOfModule(name: string): string | null {
  return /^[\w.-]+$/.test(name) ? `${name.replaceAll(".", "/")}.py` : null;
}
