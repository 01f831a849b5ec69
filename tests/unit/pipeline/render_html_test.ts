import { assert, assertEquals } from "@std/assert";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import { baseOf, hashOf, renderHtml } from "../../../lib/pipeline/render_html.ts";
import { PAGE_SCRIPT } from "../../../lib/report/html_shell.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { htmlFaults } from "../../support/html_faults.ts";
import { dataOf, readHtmlTests } from "../../support/read_html_tests.ts";
import { linesOf } from "../../support/record_files.ts";
import { diagnosedRecord } from "../../support/sample_diagnosis.ts";
import { sampleTest } from "../../support/sample_suite.ts";

const SECRET = "correct-horse<battery>&staple";

async function render(target = "/r/report.html", secret = "") {
  const files = { "/r/tests.jsonl": linesOf([sampleTest()]), "/p": { kind: "folder" as const } };
  const host = fakeHost({ files });
  const redactor = createRedactor(new Map(secret === "" ? [] : [["DB_PASS", secret]]));
  const record = { ...diagnosedRecord(), warnings: [`it said ${SECRET}`] };
  const warn = (): void => {};
  const options = { runFolder: "/r", target, redactor, historyPath: null, warn };
  assertEquals((await renderHtml(host, record, options)).ok, true);
  return { text: host.files.text(target), redactor };
}

Deno.test("renderHtml() writes a whole page with the tests of the run's folder", async () => {
  const { text } = await render();
  assertEquals(htmlFaults(text), []);
  assertEquals(readHtmlTests(dataOf(text)).rows.map(({ name }) => name), ["test_adds"]);
});

Deno.test("renderHtml() names the very script of the page in its policy", async () => {
  const { text } = await render();
  const script = /<script>([\s\S]*?)<\/script>/.exec(text)?.[1] ?? "";
  assertEquals(script, PAGE_SCRIPT);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(script));
  const expected = btoa(String.fromCharCode(...new Uint8Array(digest)));
  assert(text.includes(`script-src 'sha256-${expected}'`), "the policy allows another script");
  assertEquals(await hashOf(fakeHost(), ""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
});

Deno.test("renderHtml() takes secrets out before anything is escaped, and counts them", async () => {
  const { text, redactor } = await render("/r/report.html", SECRET);
  assert(!text.includes("correct-horse"), "a secret is in the page");
  assert(text.includes("[redacted:env:DB_PASS]"));
  assertEquals(redactor.counts().map(({ file }) => file), ["report.html"]);
});

Deno.test("renderHtml() links from wherever it is written to the folder of the run", async () => {
  const { text } = await render("/p/report.html");
  assert(text.includes('href="../r/results.json"'), "links of a page elsewhere");
  assertEquals(baseOf("/a/b c", "/a/x/y/report.html"), "../../b%20c/");
  assertEquals(baseOf("/a", "/a/report.html"), "");
});
