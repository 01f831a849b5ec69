import type { HelpHeader } from "./format_help.ts";

/** What `report --help` says beside its flags. */
export const REPORT_HEADER: HelpHeader = {
  usage: "report [<record>]",
  answers: "Shows any record again, in any form: for people, browsers, pull requests, other tools.",
  writes: [
    "A record is a summary.json, the folder of a run or of a diagnosis, the id of a run, or latest " +
    "(also where none is named). Nothing of it is executed, and nothing is run.",
    "It writes what --to names, or one form to standard output. A summary.json that stands alone is " +
    "shown as terminal, json or index; every other form needs the run's folder.",
    "It exits 0 when all is written, whatever the verdict of the record, and 2 where the record " +
    "cannot be used.",
  ],
  examples: [
    { command: "report", does: "the end of the newest run, as the gate said it" },
    { command: "report latest --format html --to run.html", does: "the page of the newest run" },
    {
      command: "report ~/Downloads/qa --format junit --format ctrf --format html --to shown",
      does: "somebody's run, in three forms",
    },
    { command: "report summary.json --json", does: "for programs: the answer as one JSON object" },
    { command: "report latest --format tests | head", does: "every test, a line of JSON each" },
  ],
};
