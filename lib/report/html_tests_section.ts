import { TEST_OUTCOMES } from "../model/outcome.ts";
import { markup } from "./html.ts";
import { fileLink, type LinkBase } from "./html_link.ts";
import type { PageSection } from "./html_section.ts";
import { signOf, toneOf } from "./html_tone.ts";

const COLUMNS = [
  ["outcome", "Outcome"],
  ["name", "Test"],
  ["file", "File"],
  ["suite", "Suite"],
  ["duration", "Duration"],
] as const;

/** The empty table of tests with its filters; the script of the page fills it from the data. */
export function testsSection(base: LinkBase): PageSection {
  const outcomes = TEST_OUTCOMES.map((outcome) => [outcome, signOf(outcome), toneOf(outcome)])
    .map((parts) => parts.join(" ")).join(",");
  const body = markup`<p
      class="no-script">The table of all tests needs a script. Without one: what failed stands above, all tests are in ${
    fileLink(
      base,
      "tests.jsonl",
    )
  }.</p>
    <div id="tests-app" class="needs-script" data-outcomes="${outcomes}">
      <form class="filters" role="search" aria-label="Tests">
        <label>Search <input type="search" id="t-search" placeholder="name, file or message" autocomplete="off" spellcheck="false" maxlength="300"></label>
        <label>Outcome <select id="t-outcome"><option value="">all</option></select></label>
        <label>Suite <select id="t-suite"><option value="">all</option></select></label>
        <button type="reset" id="t-reset">Clear</button>
        <kbd class="hint" title="Press / to search">/</kbd>
      </form>
      <p id="t-status" role="status" aria-live="polite"></p>
      <div class="scroll" role="region" aria-labelledby="tests-h" tabindex="0">
        <table class="tests">
          <thead>
            <tr>${
    COLUMNS.map(([key, words]) =>
      markup`<th scope="col" class="c-${key}"
                  aria-sort="none"><button type="button" data-sort="${key}">${words}</button></th>`
    )
  }</tr>
          </thead>
          <tbody id="t-body"></tbody>
        </table>
      </div>
      <div class="pager" role="group" aria-label="Pages of tests">
        <button type="button" data-page="first">First</button>
        <button type="button" data-page="previous">Previous</button>
        <button type="button" data-page="next">Next</button>
        <button type="button" data-page="last">Last</button>
      </div>
      <p id="t-left" class="quiet"></p>
    </div>`;
  return { id: "tests", title: "Tests", count: "", body };
}
