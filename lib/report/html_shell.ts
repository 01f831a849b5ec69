import { type Html, markup, trusted } from "./html.ts";
import { SCRIPT } from "./html_script.ts";
import type { PageSection } from "./html_section.ts";
import { STYLE } from "./html_style.ts";

/** What a page is made of. */
export interface PageShell {
  readonly title: string;
  readonly runId: string;
  /** Name of the folder in which a copy of the page stands under a stable name. */
  readonly stableFolder: string;
  readonly header: Html;
  readonly sections: readonly PageSection[];
  readonly footer: Html;
  /** SHA-256 of `PAGE_SCRIPT` in Base64: nothing else is executed. */
  readonly scriptHash: string;
}

/** The script of every page, exactly as it stands in it. */
export const PAGE_SCRIPT: string = SCRIPT;

/** What stands before the lines of the tests, and what behind them. */
export interface PageHalves {
  readonly before: string;
  readonly after: string;
}

/** A whole page but for its tests: no address of the network is in it, and its policy allows none. */
export function makePage(shell: PageShell): PageHalves {
  const { title, runId, stableFolder, header, sections, footer, scriptHash } = shell;
  const policy =
    `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${scriptHash}'; ` +
    "base-uri 'none'; form-action 'none'";
  const before = markup`<!DOCTYPE html>
    <html lang="en" data-run="${runId}" data-stable="${stableFolder}">
      <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <title>${title}</title>
        <style>${trusted(STYLE)}</style>
      </head>
      <body>
    <a class="skip" href="#main">Skip to the answer</a>
    ${topBar(sections)}
    <main id="main" tabindex="-1">
    ${header}
    ${sections.map(drawSection)}
    </main>
    <footer>${footer}</footer>
    <p id="said" class="hidden" role="status" aria-live="polite"></p>
    <script type="application/json" id="test-data">`;
  const after = markup`</script>
    <script>${trusted(PAGE_SCRIPT)}</script>
    </body>
    </html>`;
  return { before: before.text, after: after.text };
}

function topBar(sections: readonly PageSection[]): Html {
  return markup`<div class="bar-top"><nav aria-label="Sections"><ul>
${
    sections.map(({ id, title, count }) =>
      markup`<li><a href="#${id}">${title}${count !== "" && markup` <b>${count}</b>`}</a></li>`
    )
  }</ul></nav><button type="button" id="theme" class="needs-script" aria-label="Colours: as the system">Auto</button></div>`;
}

function drawSection({ id, title, body }: PageSection): Html {
  return markup`<section id="${id}" aria-labelledby="${id}-h" tabindex="-1">
    <h2 id="${id}-h">${title}</h2>
    ${body}
    </section>`;
}
