import { assert, assertEquals } from "@std/assert";
import { AttemptJson, type DiagnosticSummaryJson } from "../../lib/model/diagnostic_json.ts";
import { ExitJson } from "../../lib/model/exit_json.ts";
import { HostTelemetryJson } from "../../lib/model/host_telemetry_json.ts";
import { ContainerSample, ContainerSnapshot } from "../../lib/model/container_sample.ts";

/** What stands at the top of every diagnosis, and what of a container that ran. */
const ALWAYS = [
  "summary.json",
  "report.md",
  "host_telemetry.json",
  "docker_version.txt",
  "docker_info.txt",
];
const OF_A_CONTAINER = [
  "container_create.json",
  "container_events.jsonl",
  "container_stats.jsonl",
  "container_top.jsonl",
  "exit.json",
  "journal.jsonl",
  "workdir_listing_pre.txt",
  "workdir_listing_post.txt",
];
const OF_A_STARTED_ONE = [
  "stdout.log",
  "stderr.log",
  "container_inspect_pre.json",
  "container_inspect_post.json",
];

/** Checks that a diagnosis has left every file of the contract, each well-formed, and no container. */
export async function checkDiagnosis(
  folder: string,
  summary: DiagnosticSummaryJson,
): Promise<void> {
  for (const name of ALWAYS) await Deno.stat(`${folder}/${name}`);
  HostTelemetryJson.parse(JSON.parse(await Deno.readTextFile(`${folder}/host_telemetry.json`)));
  const lines = await readLines(`${folder}/attempts.jsonl`);
  const attempts = lines.map((line) => AttemptJson.parse(line));
  assertEquals(attempts.map(({ number }) => number), summary.attempts.map(({ number }) => number));
  for (const { folder: own, outcome, reached } of attempts) {
    if (outcome === "not-run") continue;
    const names = [...OF_A_CONTAINER, ...reached.started ? OF_A_STARTED_ONE : []];
    for (const name of names) await Deno.stat(`${folder}/${own}/${name}`);
    ExitJson.parse(JSON.parse(await Deno.readTextFile(`${folder}/${own}/exit.json`)));
    for (const line of await readLines(`${folder}/${own}/container_stats.jsonl`)) {
      ContainerSample.parse(line);
    }
    for (const line of await readLines(`${folder}/${own}/container_top.jsonl`)) {
      ContainerSnapshot.parse(line);
    }
  }
  const last = attempts.findLast(({ outcome }) => outcome !== "not-run");
  if (last !== undefined) {
    const top = await Deno.readTextFile(`${folder}/exit.json`);
    assertEquals(top, await Deno.readTextFile(`${folder}/${last.folder}/exit.json`));
  }
  const listed = await new Deno.Command("docker", {
    args: ["ps", "-aq", "--filter", `label=qa.run=${summary.run_id}`],
  }).output();
  assert(new TextDecoder().decode(listed.stdout) === "", "containers are left");
}

async function readLines(path: string): Promise<readonly unknown[]> {
  const text = await Deno.readTextFile(path).catch(() => "");
  return text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
}
