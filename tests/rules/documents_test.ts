// What the written documents say of files, tasks and tables is true.

import { assert, assertEquals } from "@std/assert";
import { exists, walk } from "@std/fs";
import { dirname, join, relative } from "@std/path";
import { loadRunners } from "../../lib/catalog/runners.ts";
import { CI_SHARDS } from "../../lib/config/ci_shards.ts";
import { readConfig } from "../../lib/config/read_config.ts";
import { checkSignatures } from "../../lib/pipeline/check_signatures.ts";
import { ROOT } from "../../scripts/dev/write_generated.ts";

const readText = (path: string): Promise<string> => Deno.readTextFile(join(ROOT, path));

async function listDocuments(): Promise<readonly string[]> {
  const found = ["README.md"];
  for await (const { path } of walk(join(ROOT, "docs"), { exts: [".md"], includeDirs: false })) {
    found.push(relative(ROOT, path));
  }
  return found.sort();
}

/** Text without what stands in code, where brackets are no links and a # is no heading. */
function withoutCode(text: string): string {
  return text.replace(/^```[^]*?^```$/gm, "").replace(/`[^`\n]*`/g, "");
}

/** The names by which the headings of a document are linked, as hosts of repositories make them. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = text.replace(/^```[^]*?^```$/gm, "").matchAll(/^#{1,6} (.+)$/gm);
  return new Set(
    [...headings].map(([, heading = ""]) =>
      heading.toLowerCase().replace(/[^\p{L}\p{N}_ -]/gu, "").replaceAll(" ", "-")
    ),
  );
}

/** The rows of the first table behind a line that begins so, without head and rule. */
function tableAfter(text: string, start: string): readonly (readonly string[])[] {
  const lines = text.slice(text.indexOf(start)).split("\n");
  const from = lines.findIndex((line) => line.startsWith("| "));
  const rows = lines.slice(from).slice(0, lines.slice(from).findIndex((line) => line === ""));
  return rows.slice(2).map((row) => row.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim()));
}

Deno.test("every link in the documents leads to a file, and to a heading that is there", async () => {
  const dead: string[] = [];
  for (const path of await listDocuments()) {
    const text = await readText(path);
    for (const [, link = ""] of withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(link)) continue;
      const [file = "", anchor] = link.split("#");
      const target = file === "" ? path : join(dirname(path), file);
      const isThere = await exists(join(ROOT, target));
      const isNamed = anchor === undefined ||
        (isThere && anchorsOf(await readText(target)).has(anchor));
      if (!isThere || !isNamed) dead.push(`${path}: ${link}`);
    }
  }
  assertEquals(dead, []);
});

Deno.test("every task that the documents name is one of deno.json", async () => {
  const { tasks } = JSON.parse(await readText("deno.json"));
  const unknown: string[] = [];
  for (const path of await listDocuments()) {
    for (
      const [, task = ""] of (await readText(path)).matchAll(
        /\bdeno(?:@\S+)? task (?:--quiet )?([a-z][\w:-]*)/g,
      )
    ) {
      if (!Object.hasOwn(tasks, task)) unknown.push(`${path}: ${task}`);
    }
  }
  assertEquals(unknown, []);
});

Deno.test("docs/shards.md tells the variables of the CI systems as they are read", async () => {
  const rows = tableAfter(await readText("docs/shards.md"), "## CI systems");
  assertEquals(
    rows,
    CI_SHARDS.map(({ system, index, first, total, remedy }) => [
      system,
      `\`${index}\`${first === 0 ? "" : ` (from ${first})`}`,
      `\`${total}\``,
      remedy.replaceAll("<", "\\<"),
    ]),
  );
});

Deno.test("docs/shards.md tells how every tool is asked that can list its tests", async () => {
  const rows = tableAfter(await readText("docs/shards.md"), "### How each tool is asked");
  const runners = await loadRunners(null);
  // The same tool through a package manager is another row, and asked in the same way.
  const told = runners.filter(({ id, list }) =>
    list !== undefined && !/-(?:npm|pnpm|yarn)$/.test(id)
  );
  assertEquals(
    rows.map(([tool = ""]) => tool.toLowerCase()).toSorted(),
    told.map(({ id }) => id).toSorted(),
  );
});

Deno.test("the example of docs/signatures.md is a valid configuration, and its row proves itself", async () => {
  const [, example = ""] = /^```jsonc\n([^]*?)^```$/m.exec(await readText("docs/signatures.md")) ??
    [];
  const read = readConfig(example, "qa.jsonc");
  assert(read.ok, JSON.stringify(read));
  assertEquals(read.value.config.signatures?.length, 1);
  assertEquals(await checkSignatures(read.value, "qa.jsonc"), { ok: true, value: undefined });
});
