import type { TextList } from "../../formats/text_list.ts";
import type { Asking, GateFault, GateJudgement, GateRow } from "../../model/gate.ts";
import { ask } from "../../model/gate_asking.ts";
import { ClassificationSettings } from "./classification_settings.ts";
import { type Manifest, readManifest } from "./classification_manifest.ts";
import { entryName, fixClassification } from "./fix_classification.ts";
import { COLLECT_CODES, makeFault } from "./collect_faults.ts";
import {
  concludeFaults,
  concludeLost,
  MALFORMED_CODES,
  malformedFault,
} from "./conclude_faults.ts";
import { explainUnread, INPUT_CODES } from "./read_input.ts";
import { countOf, tellText } from "./tell_value.ts";

/** Every test file stands in exactly one class of a manifest, in order, and nothing else stands there. */
export const CLASSIFICATION_GATE: GateRow<ClassificationSettings> = {
  kind: "classification",
  answers: "Is every test file classified exactly once, and does the manifest name no other file?",
  shape: ClassificationSettings,
  judge: judgeClassification,
  fix: fixClassification,
  codes: {
    ...INPUT_CODES,
    ...MALFORMED_CODES,
    ...COLLECT_CODES,
    unclassified: "Add the file to one class of the manifest, or run --fix",
    vanished: "The file is gone: take its entry out, or write its new name",
    classified_twice: "Leave the file in one class only",
    listed_twice: "Leave one of the two entries, or run --fix",
    unsorted: "Sort the entries of the class, or run --fix",
    unknown_class: "Move its entries to a class of the gate's entry, or add the class there",
    no_test_files: "Correct the globs in `files`: they match nothing, and so nothing is proved",
    too_many_files: "Narrow the globs in `files`: not all that they match could be listed",
  },
  example: {
    id: "test-classes",
    kind: "classification",
    manifest: "tests/classes.jsonc",
    files: ["tests/**/*_test.ts"],
    classes: ["unit", "recorded", "e2e"],
    rules: [{ files: ["tests/unit/**"], class: "unit" }, {
      files: ["tests/real/**"],
      class: "e2e",
    }],
  },
};

function* judgeClassification(settings: ClassificationSettings): Asking<GateJudgement> {
  const { manifest: path, files: globs, except } = settings;
  const text = yield* ask({ as: "text", path });
  if (text.is === "unread") return concludeLost(explainUnread(path, text), [path]);
  const files = yield* ask({ as: "files", globs, except });
  if (files.is === "unread") return concludeLost(explainUnread(globs.join(", "), files), [path]);
  const read = readManifest(path, text.text);
  if (!read.ok) return concludeLost(malformedFault(path, read.error), [path]);
  const present = nameFiles(settings, files.paths);
  const faults = [
    ...listFaults(globs, files),
    ...classFaults(settings, read.value),
    ...entryFaults(settings, read.value, present),
  ];
  const { size } = read.value.classes;
  return concludeFaults(faults, {
    proved: `${countOf(files.paths.length, "test file")}, each in one of ${size} ${
      size === 1 ? "class" : "classes"
    }`,
    artifacts: [path],
    measures: {
      test_files: files.paths.length,
      entries: [...read.value.classes.values()].reduce((sum, { items }) => sum + items.length, 0),
      unclassified: faults.filter(({ code }) => code === "unclassified").length,
      vanished: faults.filter(({ code }) => code === "vanished").length,
    },
  });
}

/** Files by what the manifest calls them; one whose short name is taken keeps its whole path. */
function nameFiles(
  settings: ClassificationSettings,
  files: readonly string[],
): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const file of files) {
    const name = entryName(settings, file);
    named.set(named.has(name) ? file : name, file);
  }
  return named;
}

function listFaults(
  globs: readonly string[],
  { paths, isWhole }: { readonly paths: readonly string[]; readonly isWhole: boolean },
): readonly GateFault[] {
  const subject = globs.join(", ");
  const fault = (code: string, message: string) => [makeFault(code, subject, message)];
  if (!isWhole) return fault("too_many_files", `${subject} matches more files than can be listed`);
  return paths.length > 0 ? [] : fault("no_test_files", `no file matches ${subject}`);
}

function classFaults({ manifest, classes: known }: ClassificationSettings, { classes }: Manifest) {
  return [...classes].filter(([name]) => !known.includes(name)).map(([name, { items }]) => {
    const told = JSON.stringify(tellText(name));
    const message = `${manifest} has the class ${told}; those there are: ${known.join(", ")}`;
    const at = items[0] === undefined ? null : `line ${items[0].line}`;
    return makeFault("unknown_class", name, message, { path: manifest, at });
  });
}

function entryFaults(
  settings: ClassificationSettings,
  { classes }: Manifest,
  present: ReadonlyMap<string, string>,
): readonly GateFault[] {
  const faults: GateFault[] = [];
  const seen = new Map<string, string>();
  for (const [name, list] of classes) {
    const add = (code: string, entry: TextList["items"][number], message: string) => {
      const place = { path: settings.manifest, at: `line ${entry.line}` };
      faults.push(makeFault(code, present.get(entry.value) ?? entry.value, message, place));
    };
    const unsorted = list.items.find(({ value }, index) =>
      index > 0 && value < list.items[index - 1]!.value
    );
    if (unsorted !== undefined) {
      add(
        "unsorted",
        unsorted,
        `${name} is not sorted: ${tellText(unsorted.value)} stands too low`,
      );
    }
    for (const item of list.items) {
      const before = seen.get(item.value);
      const told = tellText(item.value);
      if (before === name) add("listed_twice", item, `${told} stands twice in ${name}`);
      else if (before !== undefined) {
        add("classified_twice", item, `${told} is in ${before} and in ${name}`);
      } else if (!present.has(item.value)) {
        add("vanished", item, `${told} is in ${name}, and there is no such test file`);
      }
      seen.set(item.value, before ?? name);
    }
  }
  return [...faults, ...unclassified(settings, present, seen)];
}

function unclassified(
  { manifest }: ClassificationSettings,
  present: ReadonlyMap<string, string>,
  seen: ReadonlyMap<string, string>,
): readonly GateFault[] {
  return [...present].filter(([name]) => !seen.has(name)).map(([, file]) => {
    const message = `${tellText(file)} is in no class of ${manifest}`;
    return makeFault("unclassified", file, message, { path: manifest, at: null });
  });
}
