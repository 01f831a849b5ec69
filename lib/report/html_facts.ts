import type { RunRecord } from "../model/run_record.ts";
import { isElsewhere } from "../model/shard.ts";
import { explainChange } from "./explain_change.ts";
import { sayCounts } from "./format_triage.ts";
import { type Html, markup } from "./html.ts";
import { commandLine, fileLink, type LinkBase } from "./html_link.ts";
import type { PageSection } from "./html_section.ts";
import { chip } from "./html_verdict.ts";
import { makeNotChecked, makeQuarantined } from "./make_parts.ts";
import { formatRepro } from "./make_triage_diff.ts";

const CHANGES = 30;
const LISTED = 100;

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1).replace(/\.$/, "");
}

/** What is new since the baseline; null where there was none. */
export function baselineSection(record: RunRecord, base: LinkBase): PageSection | null {
  const { triage } = record;
  if (triage === undefined) return null;
  const { status, why, baseline, changes, suites, leftOut, comparable } = triage;
  const repro = formatRepro(record, triage);
  const more = leftOut + Math.max(0, changes.length - CHANGES);
  const body = markup`<div class="card"><p>${chip(status, status.replaceAll("_", " "))} ${why}</p>
<p class="quiet">Compared with <bdi>${baseline.runId}</bdi>: ${sayCounts(triage)}. ${
    comparable.reasons.map((reason) => `${capital(reason)}.`).join(" ")
  }</p>
${
    suites.map(({ name, why: reason, isRegression }) =>
      markup`<p>${
        isRegression && chip("failed", "regression")
      } suite <bdi>${name}</bdi>: ${reason}</p>`
    )
  }<ul class="list">${
    changes.slice(0, CHANGES).map((change) =>
      markup`<li><strong>${
        change.kind.replaceAll("-", " ")
      }</strong> <bdi>${change.id}</bdi><br><span class="quiet">${
        explainChange(change)
      }</span></li>`
    )
  }</ul>${
    more > 0 &&
    markup`<p class="quiet">… and ${more} more in ${fileLink(base, "triage_diff.json")}</p>`
  }${repro !== null && commandLine(repro, "run again what is new")}</div>`;
  return { id: "baseline", title: "Since the baseline", count: "", body };
}

/** What was meant to be checked and was not, and what quarantine excused; never left out: silence is no success. */
export function notCheckedSection(record: RunRecord, base: LinkBase): PageSection {
  const all = makeNotChecked(record);
  const here = all.filter(({ why }) => !isElsewhere(why));
  const elsewhere = all.length - here.length;
  const body = markup`${
    here.length === 0
      ? markup`<p>Everything that was planned was checked.</p>`
      : markup`<ul class="list">${
        here.slice(0, LISTED).map(({ suite, what, why }) =>
          markup`<li><strong><bdi>${suite}</bdi></strong>, ${what}: ${why}</li>`
        )
      }</ul>${rest(here.length - LISTED, base, "results.json")}`
  }${elsewhere > 0 && markup`<p class="quiet">${elsewhere} suites run in other shards.</p>`}${
    excused(record, base)
  }`;
  const count = here.length === 0 ? "" : String(here.length);
  return { id: "not-checked", title: "Not checked", count, body };
}

function excused(record: RunRecord, base: LinkBase): Html | null {
  const tests = record.suites.flatMap(makeQuarantined);
  if (record.quarantine.length === 0 && tests.length === 0) return null;
  return markup`<h3>Quarantine</h3>
<ul class="list">${
    record.quarantine.slice(0, LISTED).map(({ entry, isExpired, matched }) =>
      markup`<li>${
        isExpired && chip("failed", "expired")
      } <code>${entry.id}</code>, ${entry.class}, ${entry.owner}, until ${entry.expires}: ${entry.reason}${
        matched === "no" && " (it matches no test)"
      }</li>`
    )
  }</ul>${
    tests.length > 0 &&
    markup`<p>Failed and excused:</p><ul class="list">${
      tests.slice(0, LISTED).map(({ id, message }) => markup`<li><bdi>${id}</bdi>: ${message}</li>`)
    }</ul>${rest(tests.length - LISTED, base, "tests.jsonl")}`
  }`;
}

function rest(count: number, base: LinkBase, file: string): Html | null {
  return count <= 0
    ? null
    : markup`<p class="quiet">… and ${count} more in ${fileLink(base, file)}</p>`;
}

/** What went wrong beside the tests; null for nothing. */
export function warningsSection(
  warnings: readonly string[],
  base: LinkBase,
  file: string,
): PageSection | null {
  if (warnings.length === 0) return null;
  const body = markup`<ul class="list">${
    warnings.slice(0, LISTED).map((warning) => markup`<li>${warning}</li>`)
  }</ul>${rest(warnings.length - LISTED, base, file)}`;
  return { id: "warnings", title: "Warnings", count: String(warnings.length), body };
}

/** A file of a run and the question it answers. */
export interface FileAnswer {
  readonly name: string;
  readonly answers: string;
}

/** Which file of the run answers which question. */
export function filesSection(files: readonly FileAnswer[], base: LinkBase): PageSection {
  const body = markup`<div class="scroll" role="region" aria-labelledby="files-h" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Answers</th>
          </tr>
        </thead>
        <tbody>${
    files.map(({ name, answers }) =>
      markup`<tr>
              <th scope="row">${fileLink(base, name)}</th>
              <td>${answers}</td>
            </tr>`
    )
  }</tbody>
      </table>
    </div>`;
  return { id: "files", title: "Files", count: "", body };
}
