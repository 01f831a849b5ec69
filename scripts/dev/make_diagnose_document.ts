import { REMEDY_ROWS } from "../../lib/catalog/remedies.ts";
import { DIAGNOSTIC_FLAGS } from "../../lib/config/diagnostic_flags.ts";
import { DIAGNOSTIC_CASES } from "./diagnostic_cases.ts";
import { SCENE_CASES, type SceneCase } from "./diagnostic_scenes.ts";
import { flagRow, page, table } from "./make_documents.ts";

/** `docs/diagnose.md`: how a diagnosis works, its remedies, and the cases that prove it. */
export function makeDiagnoseDocument(): string {
  return page("Diagnose", [...start(), ...remedies(), ...evidence(), ...answers(), ...cases()]);
}

function start(): readonly string[] {
  return [
    "`deno task qa:diagnose` finds out why a suite dies in its container, and with which settings it " +
    "lives. It works with a `qa.jsonc`, without one, and for any command: " +
    "`deno task qa:diagnose --image debian:12 -- make check`. A command that plainly calls pytest is run " +
    "as pytest, so that its tests are counted.",
    "The first attempt runs the suite as it is configured. Each further attempt changes **one** setting, " +
    "chosen from the surest cause that was seen. No settings are tried twice, and none beyond what the " +
    "machine has free or `--max-memory`, `--max-timeout` and `--attempts` allow, so that it ends whatever " +
    "happens. After a part of the suite has run, it goes back to the whole, with everything kept that has " +
    "helped.",
    table(
      ["flag", "variable", "meaning"],
      DIAGNOSTIC_FLAGS.filter(({ group }) => group === "selection").map(flagRow),
    ),
    "The container flags of the gate mean the same here; a folder of `--mount` may be missing: that is a " +
    "finding, not bad usage.",
  ];
}

function remedies(): readonly string[] {
  return [
    "## Remedies",
    "In the order in which they are tried for one cause.",
    table(
      ["remedy", "what it does", "answers", "what shows that it was wrong"],
      REMEDY_ROWS.map(({ id, title, answers, disproof }) => [
        `\`${id}\``,
        title,
        answers.join(", "),
        disproof,
      ]),
    ),
    "`bisect-collection` asks the tool, in containers of their own and within a budget, which files it " +
    "collects, and halves what it does not. `full-suite` is the way back. Trouble of the engine, of a " +
    "registry or of its rights stops the ladder with what to do: no setting of a container mends it.",
  ];
}

function evidence(): readonly string[] {
  return [
    "## What is seen",
    [
      "- The machine and its engine: `host_telemetry.json`, `docker_version.txt`, `docker_info.txt`. Of the " +
      "environment only values of an allow-list are told.",
      "- The container: everything the gate keeps, and `container_stats.jsonl` (counters of the kernel, four " +
      "times a second; `docker stats`, streamed once, where those are out of reach), `container_top.jsonl` " +
      "(its processes from time to time and before it is killed), `kernel_messages.txt`.",
      "- The project from both sides: a container of its own with the same image, user, mounts and limits " +
      "looks around before and after each attempt (`workdir_listing_pre.txt`, `workdir_listing_post.txt`).",
      "- Where it hangs: before a deadline kills the container, Python, JVM and Go processes are told to " +
      "write their stacks, which stand at the end of `stderr.log`. Node has no such signal: its report is " +
      "written by the event loop, which a busy process never reaches, and an idle one has no stack.",
    ].join("\n"),
    "Watching costs little: over an hour, with a look four times a second at a script that printed a line " +
    "a second, 1.9 % of one processor, and memory between 98 and 109 MB from the first minute to the last. " +
    "A container was classified 84 to 109 ms after its end (20 attempts, `tests/bench/diagnose_bench.ts`).",
    "A probe that fails is a warning. Memory is judged by all signals together (`oom` in `exit.json`): the " +
    "kernel's counters from inside and from the host, its messages, the engine's flag and event, and who " +
    "else has sent a signal. An end with 137 that nobody explains is no want of memory. A suite that ran " +
    "into its deadline *hangs* when it was silent and used no processor, was *slow* when it printed, and " +
    "was still *collecting* when no test had begun.",
  ];
}

function answers(): readonly string[] {
  return [
    "## The answer",
    table(["outcome", "exit", "when"], [
      ["`healthy`", "0", "the whole suite passes, maybe with other settings"],
      ["`tests-fail`", "0", "the whole suite runs to its end, and tests fail"],
      ["`partly`", "0", "a part of it runs: at least one test completed"],
      ["`not-mended`", "4", "no test could be made to run; 3 where engine or image is the cause"],
      ["`no-engine`", "3", "no container could be made at all"],
      ["`cancelled`", "130, 143", "interrupted; artifacts are written, containers are gone"],
    ]),
    "Exit code 0 says that the diagnosis succeeded: container started, project visible, a test completed, " +
    "exit code recorded, logs written. It does not say that the tests pass. `summary.json` alone tells the " +
    "story, with *settings to keep* as a fragment of `qa.jsonc` and as a command, and what remains broken; " +
    "`report.md` tells it on one page. The last attempt's files stand at the top of the run's folder, each " +
    "attempt's in `attempts/<n>/`.",
  ];
}

function cases(): readonly string[] {
  const all: readonly (readonly [string, SceneCase])[] = [
    ...Object.entries(DIAGNOSTIC_CASES),
    ...Object.entries(SCENE_CASES),
  ];
  return [
    "## Cases",
    "Each of these happens for real in `tests/real/diagnose/`, on a real engine, and the test demands " +
    "exactly this class, these remedies in this order and this end. So precision and recall over these " +
    "cases are 1.00 while the tests pass; the cases are few, and every one that was wrong in the wild " +
    "belongs here.",
    table(
      ["case", "class", "remedies", "outcome", "exit"],
      all.map(([name, one]) => [
        name,
        one.class === "unknown" ? "none" : `\`${one.class}\``,
        one.remedies.join(", ") || "none",
        one.outcome,
        String(one.exit),
      ]),
    ),
    table(["class", "cases"], countClasses(all)),
  ];
}

function countClasses(all: readonly (readonly [string, SceneCase])[]): string[][] {
  const counts = Map.groupBy(all, ([, one]) => one.class);
  return [...counts].map(([of, some]) => [of === "unknown" ? "none" : of, String(some.length)])
    .sort();
}
