import type { ContainerSettings } from "../model/plan.ts";
import type { RunRecord } from "../model/run_record.ts";
import { formatDuration } from "./format_duration.ts";
import { formatSize } from "./format_size.ts";
import { type HtmlPart, markup } from "./html.ts";
import { fileLink, type LinkBase } from "./html_link.ts";
import type { PageSection } from "./html_section.ts";
import { formatMoment } from "./html_verdict.ts";

/** A name and what is known under it; an empty text is left out. */
export type Fact = readonly [string, HtmlPart];

/** On which machine, engine, image and code it ran, and within which limits. */
export function environmentSection(record: RunRecord, base: LinkBase): PageSection {
  const { engine, git, host, plan, version } = record;
  const facts: readonly Fact[] = [
    [
      "Commit",
      git === null
        ? ""
        : markup`<code>${git.commit}</code>${git.branch !== null && ` on ${git.branch}`}${
          git.dirty && ", with changes that are not committed"
        }`,
    ],
    ["Image", engine === null ? "" : markup`<code>${engine.image}</code>`],
    [
      "Exactly",
      engine === null ? "" : markup`<code>${engine.imageDigests[0] ?? engine.imageId}</code>`,
    ],
    [
      "Engine",
      engine === null
        ? ""
        : `${engine.dockerBin} ${engine.clientVersion}, server ${engine.serverVersion}, ${engine.os}/${engine.arch}`,
    ],
    ["Limits", plan.container === null ? "" : sayLimits(plan.container)],
    [
      "Machine",
      `${host.hostname}, ${host.os} ${host.kernel} ${host.arch}, ${host.cpus} processors, ${
        formatSize(host.memoryBytes)
      }`,
    ],
    ["CI", host.ci ?? ""],
    ["Started", formatMoment(record.startedAt)],
    ["Ended", formatMoment(record.endedAt)],
    [
      "Configuration",
      markup`${plan.configPath ?? "detected"}${
        plan.configDigest !== "" && markup` <code>${plan.configDigest.slice(0, 16)}</code>`
      }`,
    ],
    [
      "Shard",
      plan.shard === undefined
        ? ""
        : `${plan.shard.index} of ${plan.shard.total}, by ${plan.shard.kind}`,
    ],
    ["Versions", `QA Gate ${version}, Deno ${host.denoVersion}`],
    ["Called as", markup`<code>${record.invocation.join(" ")}</code>`],
  ];
  return drawFacts(
    facts,
    markup`<p class="quiet">From ${fileLink(base, "run.json")}, ${
      fileLink(base, "environment.json")
    } and ${fileLink(base, "plan.json")}</p>`,
  );
}

/** Facts under the heading of the environment. */
export function drawFacts(facts: readonly Fact[], from: HtmlPart): PageSection {
  const known = facts.filter(([, value]) => value !== "");
  const body = markup`<div class="card"><dl class="facts">${
    known.map(([name, value]) =>
      markup`<dt>${name}</dt>
        <dd>${value}</dd>`
    )
  }</dl>${from}</div>`;
  return { id: "environment", title: "Environment", count: "", body };
}

/** `2m 00s per suite, memory 512 MiB, 2 processors`. */
export function sayLimits(limits: ContainerSettings): string {
  const { timeoutMs, memoryBytes, cpus, pidsLimit, shmSizeBytes, network, user } = limits;
  return [
    `${formatDuration(timeoutMs)} per suite`,
    memoryBytes === null ? "" : `memory ${formatSize(memoryBytes)}`,
    cpus === null ? "" : `${cpus} processors`,
    pidsLimit === null ? "" : `${pidsLimit} processes`,
    shmSizeBytes === null ? "" : `shared memory ${formatSize(shmSizeBytes)}`,
    network === null ? "" : `network ${network}`,
    user === null ? "" : `user ${user}`,
  ].filter((part) => part !== "").join(", ");
}
