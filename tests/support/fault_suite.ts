import { openProject, type TempProject } from "./run_gate.ts";

/** What a suite of the fault tests is in truth. */
export type SuiteTruth =
  /** Passes, wherever it runs. */
  | "green"
  /** Fails, wherever it runs. */
  | "red"
  /** Fails in the container and passes in the failsafe: what must never end green once it ran. */
  | "split"
  /** Never ends by itself. */
  | "endless";

/** One process of the suite as its own stamps tell it, on the clock that all of a machine share. */
export interface SuiteSpan {
  readonly place: "container" | "failsafe";
  /** One per container or process. */
  readonly id: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** It came to its own end, and was not ended. */
  readonly isWhole: boolean;
}

const STAMPS = "stamps.txt";
const GREEN = '<testsuite tests="1"><testcase classname="c" name="ok"/></testsuite>';
const RED = '<testsuite tests="1" failures="1"><testcase classname="c" name="bad">' +
  '<failure message="no"/></testcase></testsuite>';

/** Shell words that define `stamp <word>`: one line with place, process and the machine's uptime. */
export const STAMP_WORDS = `
place=\${QA_TEST_PLACE:-failsafe}
read -r host </etc/hostname
stamp() {
  read -r up rest </proc/uptime
  echo "$place $host-$$ $up $1" >>${STAMPS}
}
`;

/** Leaves a stamp every tenth of a second, so that also what is killed has told until when it lived. */
/** Lines that each whole run of it prints. */
export const PRINTED = ["line 0", "line 1", "line 2", "line 3", "line 4", "line 5"] as const;

const SCRIPT = `${STAMP_WORDS}
report=$1 truth=$2 count=0
stamp begin
while [ $count -lt 6 ] || [ "$truth" = endless ]; do
  echo "line $count"
  sleep 0.1
  stamp tick
  count=$((count + 1))
done
[ "$truth-$place" != split-container ] || truth=red
if [ "$truth" = red ]; then echo '${RED}' >"$report"; else echo '${GREEN}' >"$report"; fi
stamp end
[ "$truth" != red ]
`;

/**
 * A project with one such suite, which may run in both places. With a bare image, of `importBareImage`,
 * no script of ours runs beside the tests.
 */
export function openFaultProject(truth: SuiteTruth, bareImage?: string): Promise<TempProject> {
  const command = ["/bin/sh", "-c", SCRIPT, "sh", "{report}", truth];
  return openProject({
    "qa.jsonc": {
      container: {
        image: bareImage ?? "qa-gate-test-busybox:1",
        network: "none",
        pull: "never",
        grace: 1,
        env: { QA_TEST_PLACE: "container" },
      },
      suites: [{
        name: "suite",
        runner: "junit",
        command: bareImage === undefined ? command : ["/busybox", "sh", ...command.slice(1)],
        failsafe: bareImage === undefined ? true : { command },
      }],
    },
  });
}

/** Reads the stamps that the suite has left in its project. */
export async function loadSpans(root: string): Promise<readonly SuiteSpan[]> {
  return readSpans(await Deno.readTextFile(`${root}/${STAMPS}`).catch(() => ""));
}

/** Reads stamps, `place id uptime word` in each line, into one span per process. */
export function readSpans(text: string): readonly SuiteSpan[] {
  const spans = new Map<string, SuiteSpan>();
  for (const line of text.split("\n")) {
    const [place, id, uptime, word] = line.split(" ");
    if ((place !== "container" && place !== "failsafe") || !id || !word) continue;
    const atMs = Math.round(Number(uptime) * 1000);
    const fromMs = spans.get(id)?.fromMs ?? atMs;
    spans.set(id, { place, id, fromMs, toMs: atMs, isWhole: word === "end" });
  }
  return [...spans.values()];
}

/** The longest time in which two of them ran at once, in milliseconds. */
export function overlapMs(spans: readonly SuiteSpan[]): number {
  const pairs = spans.flatMap((one, i) => spans.slice(i + 1).map((other) => [one, other] as const));
  const shared = pairs.map(([one, other]) =>
    Math.min(one.toMs, other.toMs) - Math.max(one.fromMs, other.fromMs)
  );
  return Math.max(0, ...shared);
}
