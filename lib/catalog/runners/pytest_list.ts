import type { TestListing } from "../../model/runner.ts";
import { fileOf, formatSelection, readListing } from "./listing_lines.ts";
import { PYTEST_PARTS } from "./pytest_parts.ts";
import { PYTEST_PROGRESS } from "./pytest_progress.ts";
import { PYTEST_REPORTS } from "./pytest_reports.ts";
import { PYTEST_WATCH } from "./pytest_watch.ts";

/** How pytest lists its tests, through our plugin, and runs a selection of them that no command line could hold. */
export const PYTEST_LIST: TestListing = {
  command: ({ paths, args }) => ({
    argv: [
      "python3",
      "{reports}/qa_gate_watch.py",
      "-m",
      "pytest",
      ...args,
      "--collect-only",
      "-qq",
      ...paths,
    ],
    env: {},
    files: {
      "qa_gate_watch.py": PYTEST_WATCH,
      "qa_gate_progress.py": PYTEST_PROGRESS,
      "qa_gate_reports.py": PYTEST_REPORTS,
      "qa_gate_parts.py": PYTEST_PARTS,
    },
  }),
  from: { file: "listing.jsonl" },
  read: readListing,
  unit: "test",
  // Paths and arguments of the suite stay, and so does what it collects: only that is run.
  select: (chosen) => ({
    paths: null,
    args: [],
    files: { "qa_gate_parts.py": PYTEST_PARTS, "selection.jsonl": formatSelection(chosen) },
  }),
  widen: fileOf,
};
