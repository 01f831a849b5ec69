// The page of a run in a real browser: what it shows, what can be done with it, and what it must not do.

import { assert, assertEquals } from "@std/assert";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import { openMachine } from "../../../lib/host/machine.ts";
import type { RunRecord } from "../../../lib/model/run_record.ts";
import type { TestRecord } from "../../../lib/model/test_result.ts";
import { cleanText } from "../../../lib/report/clean_text.ts";
import { renderHtml } from "../../../lib/pipeline/render_html.ts";
import { type BrowserPage, openChromium } from "../../support/chromium.ts";
import { onCleanup } from "../../support/on_cleanup.ts";
import { linesOf } from "../../support/record_files.ts";
import { requireChromium } from "../../support/require_chromium.ts";
import { redRecord } from "../../support/sample_record.ts";
import { sampleCounts, sampleTest } from "../../support/sample_suite.ts";

const options = await requireChromium();

/** Names as nobody should have them. */
const HOSTILE: readonly string[] = [
  "</script><script>window.broken = true</script>",
  "<img src=x onerror='window.broken = true'>",
  '"><svg onload="window.broken = true">',
  "' onmouseover='window.broken = true' x='",
  "<!--",
  "-->",
  "]]>",
  "&lt;b&gt;&amp;",
  "`${window.broken = true}`",
  "\u202egnp.exe",
  "\u2066isolated",
  "a\u0000b\u0007c\u001b[31md\u009b0m",
  "🍎 אבג العربية",
  "\u2028\u2029",
  "x".repeat(10_000),
  "__proto__",
  "constructor",
  "</textarea></style></title><h1>",
  "\ufeff",
  "back\\slash \\u003c",
];

interface Place extends AsyncDisposable {
  /** Absolute folder of a run, in an outputs folder of its own. */
  readonly folder: string;
}

/** The folder of a run with its page. */
async function openRun(record: RunRecord, tests: readonly TestRecord[]): Promise<Place> {
  const root = await Deno.makeTempDir({ prefix: "qa-page-" });
  const folder = `${root}/qa/logs/${record.runId}`;
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${folder}/tests.jsonl`, linesOf(tests));
  const done = await renderHtml(openMachine(), record, {
    ...{ runFolder: folder, target: `${folder}/report.html`, historyPath: null },
    redactor: createRedactor(new Map()),
    warn: () => {},
  });
  assertEquals(done.ok, true);
  return { folder, ...onCleanup(() => Deno.remove(root, { recursive: true })) };
}

const FAILING = ["test_adds", "test_subtracts"].map((name) => sampleTest({ name }));

/** 120 tests of two suites, two of them failing. */
const TESTS: readonly TestRecord[] = [
  ...Array.from({ length: 118 }, (_, at) =>
    sampleTest({
      ...{ name: `test_${at}`, outcome: "passed", message: "", details: "", duration_ms: at },
      ...at % 2 === 0 && { suite: "e2e", file: "e2e/shop.spec.ts" },
    })),
  ...FAILING,
];

function ordinary(): Promise<Place> {
  return openRun({ ...redRecord(FAILING), counts: sampleCounts(118, 2, 0) }, TESTS);
}

const rows = (page: BrowserPage): Promise<string[]> =>
  page.look(`[...document.querySelectorAll("#t-body tr th bdi")].map((one) => one.textContent)`);
const status = (page: BrowserPage): Promise<string> =>
  page.look(`document.getElementById("t-status").textContent`);

function isQuiet(page: BrowserPage): void {
  assertEquals([page.complaints, page.requests], [[], []]);
}

Deno.test({
  name: "the page filters, searches, sorts and pages, and asks for nothing",
  ...options,
  async fn() {
    await using run = await ordinary();
    await using chromium = await openChromium();
    const page = await chromium.open(`file://${run.folder}/report.html`);
    assertEquals(await status(page), "1 to 50 of 120 tests");
    assertEquals((await rows(page)).slice(0, 2), ["test_adds", "test_subtracts"]);
    await page.click('[data-page="last"]');
    assertEquals(await status(page), "101 to 120 of 120 tests");
    await page.click('[data-page="previous"]');
    assertEquals(await status(page), "51 to 100 of 120 tests");

    await page.press("/");
    await page.type("Test_11 shop");
    await page.until(`document.getElementById("t-status").textContent.includes("that match")`);
    assertEquals(await rows(page), ["test_110", "test_112", "test_114", "test_116"]);
    assertEquals(await status(page), "1 to 4 of 4 that match, 120 tests in all");
    await page.type("no such test");
    await page.until(`document.getElementById("t-status").textContent.startsWith("No test")`);
    await page.click("#t-reset");
    assertEquals(await status(page), "1 to 50 of 120 tests");

    const choose = (id: string, value: string): Promise<unknown> =>
      page.look(`(() => { const one = document.getElementById("${id}"); one.value = "${value}";
        one.dispatchEvent(new Event("change", { bubbles: true })); })()`);
    await choose("t-outcome", "failed");
    assertEquals(await rows(page), ["test_adds", "test_subtracts"]);
    await choose("t-suite", "e2e");
    assertEquals(await rows(page), []);
    await page.click("#t-reset");

    await page.click('[data-sort="duration"]');
    assertEquals((await rows(page))[0], "test_117");
    await page.click('[data-sort="duration"]');
    assertEquals((await rows(page))[0], "test_0");
    const sorted =
      `[...document.querySelectorAll("thead th[aria-sort]")].map((one) => one.getAttribute("aria-sort"))`;
    assertEquals(await page.look(sorted), ["none", "none", "none", "none", "descending"]);
    await page.click('a[data-show-suite="unit"]');
    await page.until(`document.getElementById("t-status").textContent.includes("61 that match")`);
    isQuiet(page);
  },
});

Deno.test({
  name: "the page copies a command, and selects it where that is refused",
  ...options,
  async fn() {
    await using run = await ordinary();
    await using chromium = await openChromium();
    const page = await chromium.open(`file://${run.folder}/report.html`);
    const shown = await page.look<string>(`document.querySelector(".cmd code").textContent`);
    await page.look(`Object.defineProperty(navigator, "clipboard", { configurable: true, value: {
      writeText: (text) => { window.copied = text; return Promise.resolve(); } } })`);
    await page.click(".cmd .copy");
    await page.until("window.copied !== undefined");
    assertEquals(await page.look("window.copied"), shown);
    await page.until(`document.getElementById("said").textContent === "Copied"`);

    await page.look(`Object.defineProperty(navigator, "clipboard", { configurable: true, value: {
      writeText: () => Promise.reject(new Error("denied")) } });
      document.execCommand = () => false`);
    await page.click(".cmd .copy");
    await page.until(`document.getElementById("said").textContent.includes("Ctrl+C")`);
    assertEquals(await page.look("getSelection().toString().trim()"), shown.trim());
    isQuiet(page);
  },
});

Deno.test({
  name: "the page is used by keyboard alone: skip link, focus that is seen, sorting, colours",
  ...options,
  async fn() {
    await using run = await ordinary();
    await using chromium = await openChromium();
    const page = await chromium.open(`file://${run.folder}/report.html`, { colours: "dark" });
    const focused = (what: string) => page.look(`document.activeElement.${what}`);
    await page.press("Tab");
    assertEquals(await focused("className"), "skip");
    assert(await page.look<boolean>(`document.activeElement.getBoundingClientRect().left >= 0`));
    await page.press("Enter");
    await page.until(`document.activeElement.id === "main"`);

    const background = `getComputedStyle(document.body).backgroundColor`;
    const dark = await page.look(background);
    await page.look(`document.getElementById("theme").focus()`);
    await page.press("Enter");
    await page.until(`document.documentElement.dataset.theme === "light"`);
    assert(await page.look(background) !== dark, "light is not dark");
    assertEquals(await focused(`getAttribute("aria-label")`), "Colours: light");
    await page.press("Enter");
    await page.until(`document.documentElement.dataset.theme === "dark"`);
    assertEquals(await page.look(background), dark);

    await page.look(`document.querySelector('[data-sort="name"]').focus()`);
    await page.press("Enter");
    await page.until(`document.querySelector(".c-name").getAttribute("aria-sort") === "ascending"`);
    const outline = await page.look(`getComputedStyle(document.activeElement).outlineStyle`);
    assertEquals(outline, "solid");
    isQuiet(page);
  },
});

Deno.test({
  name: "the page has what a screen reader looks for: one main, headings in order, names for all",
  ...options,
  async fn() {
    await using run = await ordinary();
    await using chromium = await openChromium();
    const page = await chromium.open(`file://${run.folder}/report.html`);
    const count = (selector: string) =>
      page.look<number>(`document.querySelectorAll(${JSON.stringify(selector)}).length`);
    assertEquals([await count("main"), await count("h1"), await count("nav[aria-label]")], [
      1,
      1,
      1,
    ]);
    const levels = await page.look<number[]>(
      `[...document.querySelectorAll("h1,h2,h3,h4")].map((one) => Number(one.tagName[1]))`,
    );
    const jumps = levels.filter((level, at) => at > 0 && level > (levels[at - 1] ?? 0) + 1);
    assertEquals(jumps, [], `headings leave out a level: ${levels}`);
    const nameless = await page.look<string[]>(
      `[...document.querySelectorAll("button,a,input,select,[role=img]")]
      .filter((one) => (one.textContent.trim() || one.getAttribute("aria-label") || one.labels?.length || "") === "")
      .map((one) => one.outerHTML.slice(0, 100))`,
    );
    assertEquals(nameless, []);
    const loose = await page.look<number>(
      `[...document.querySelectorAll("th")].filter((one) => !one.hasAttribute("scope")).length`,
    );
    assertEquals(loose, 0);
    const { nodes } = await page.send("Accessibility.getFullAXTree") as {
      nodes: { role?: { value: string }; name?: { value: string } }[];
    };
    const images = nodes.filter(({ role }) => role?.value === "image" || role?.value === "img");
    assert(images.length > 0 && images.every(({ name }) => (name?.value ?? "") !== ""));
  },
});

Deno.test({
  name: "the page shows hostile names as they are, and nothing of them is done",
  ...options,
  async fn() {
    const tests = HOSTILE.map((name) =>
      sampleTest({ name, message: name, file: name, class: name })
    );
    const record = redRecord(tests);
    const told = { ...record, why: HOSTILE.join(" "), warnings: HOSTILE };
    await using run = await openRun({ ...told, counts: sampleCounts(0, tests.length, 0) }, tests);
    await using chromium = await openChromium();
    const page = await chromium.open(`file://${run.folder}/report.html`);
    const short = (name: string): string => name.length > 300 ? `${name.slice(0, 299)}…` : name;
    const expected = HOSTILE.map((name) => short(name));
    const seen = new Set(await rows(page));
    for (const name of expected) {
      const shown = name.replace(/[^\t\n\P{Cc}]/gu, "")
        .replace(
          /[\u202e\u2066\u2028\u2029]/g,
          (one) => `U+${one.charCodeAt(0).toString(16).toUpperCase()}`,
        );
      assert(seen.has(shown), `${JSON.stringify(shown)} in ${JSON.stringify([...seen])}`);
    }
    const warnings = await page.look<string[]>(
      `[...document.querySelectorAll("#warnings li")].map((one) => one.textContent)`,
    );
    assertEquals(warnings, HOSTILE.map(cleanText));
    assertEquals(await page.look("window.broken === undefined"), true);
    const own =
      `document.querySelectorAll("script").length + document.querySelectorAll("img,iframe,object,embed,[onload],[onerror],[onmouseover]").length`;
    assertEquals(await page.look(own), 2);
    isQuiet(page);
  },
});

Deno.test({
  name: "the page tells what failed without a script, and opens everything for the printer",
  ...options,
  async fn() {
    await using run = await ordinary();
    await using chromium = await openChromium();
    const page = await chromium.open(`file://${run.folder}/report.html`, { script: false });
    const { root } = await page.send("DOM.getDocument", { depth: 0 }) as {
      root: { nodeId: number };
    };
    const { nodeId } = await page.send("DOM.querySelector", {
      ...{ nodeId: root.nodeId, selector: "#failures" },
    });
    const { outerHTML } = await page.send("DOM.getOuterHTML", { nodeId });
    assert(String(outerHTML).includes("test_subtracts"));
    assertEquals(new TextDecoder().decode((await page.pdf()).slice(0, 5)), "%PDF-");

    const scripted = await chromium.open(`file://${run.folder}/report.html`);
    const closed = `document.querySelectorAll("details:not([open])").length`;
    const before = await scripted.look<number>(closed);
    assert(before > 0);
    await scripted.look(`dispatchEvent(new Event("beforeprint"))`);
    assertEquals(await scripted.look(closed), 0);
    await scripted.look(`dispatchEvent(new Event("afterprint"))`);
    assertEquals(await scripted.look(closed), before);
  },
});

Deno.test({
  name: "the links of the page lead to the files of the run, from its stable place too",
  ...options,
  async fn() {
    await using run = await ordinary();
    const stable = `${run.folder}/../../report.html`;
    await Deno.link(`${run.folder}/report.html`, stable);
    await using chromium = await openChromium();
    const exit = `document.querySelector('a[href$="container-1/exit.json"]').href`;
    const wanted = `file://${run.folder}/suites/unit/container-1/exit.json`;
    for (const path of [`${run.folder}/report.html`, await Deno.realPath(stable)]) {
      const page = await chromium.open(`file://${path}`);
      assertEquals(await page.look(exit), wanted, path);
    }
  },
});

Deno.test({
  name: "the page fits a narrow screen, and is not empty in either colour",
  ...options,
  async fn() {
    await using run = await ordinary();
    await using chromium = await openChromium();
    for (const colours of ["light", "dark"] as const) {
      const page = await chromium.open(`file://${run.folder}/report.html`, { width: 400, colours });
      const wide = `document.documentElement.scrollWidth <= document.documentElement.clientWidth`;
      assertEquals(await page.look(wide), true, "no scrolling sideways");
      assert((await page.picture("seen")).length > 20_000, "a picture of something");
      isQuiet(page);
    }
  },
});
