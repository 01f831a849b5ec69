import { assertEquals, assertMatch } from "@std/assert";
import { plantNonce } from "../../../lib/pipeline/plant_nonce.ts";
import { fakeHost, type FakeScript } from "../../support/fake_host.ts";
import { SAMPLE_PLAN } from "../../support/sample_plan.ts";

const PLAN = { ...SAMPLE_PLAN, root: "/p" };
const RUN = {
  runId: "20260102T030405Z-aaaaaa",
  path: "/p/outputs/qa/logs/20260102T030405Z-aaaaaa",
  spool: "/p/outputs/qa/.spool/20260102T030405Z-aaaaaa",
  outputs: "/p/outputs/qa",
};
const NAME = `qa-gate-nonce-${RUN.runId}`;

async function plant(script: FakeScript) {
  const files = { [RUN.spool]: { kind: "folder" }, "/p": { kind: "folder" } } as const;
  const host = fakeHost({ ...script, files: { ...files, ...script.files } });
  const warnings: string[] = [];
  const nonce = await plantNonce(host, PLAN, RUN, (message) => warnings.push(message));
  return { host, nonce, warnings };
}

const CASES: readonly (readonly [string, FakeScript, string])[] = [
  ["in .git when that is a folder", { files: { "/p/.git/HEAD": "ref: x\n" } }, `.git/${NAME}`],
  ["in a dot file when .git is a file", { files: { "/p/.git": "gitdir: ../x\n" } }, `.${NAME}`],
  ["in a dot file when there is no .git", {}, `.${NAME}`],
  [
    "in a dot file when .git is a link",
    { files: { "/x/HEAD": "ref: x\n", "/p/.git": { kind: "link", to: "/x" } } },
    `.${NAME}`,
  ],
];

for (const [where, script, path] of CASES) {
  Deno.test(`plantNonce() writes the value ${where}, and tells a later run`, async () => {
    const { host, nonce, warnings } = await plant(script);
    assertEquals([nonce.path, warnings], [path, []]);
    assertMatch(nonce.value, /^[0-9a-f]{32}$/);
    assertEquals(host.files.text(`/p/${path}`), `${nonce.value}\n`);
    assertEquals(host.files.text(`${RUN.spool}/nonce`), `/p/${path}`);
    const before = Object.keys(script.files ?? {});
    assertEquals(host.files.paths(), [...before, `/p/${path}`, `${RUN.spool}/nonce`].sort());
  });
}

Deno.test("plantNonce() warns, and still gives the value, when the project cannot be written", async () => {
  const failures = [{ path: `/p/.${NAME}`, code: "read-only" as const }];
  const { host, nonce, warnings } = await plant({ failures });
  assertEquals([nonce.path, nonce.value.length], [`.${NAME}`, 32]);
  assertEquals(warnings, [
    `.${NAME} cannot be written, so no container can prove that it sees the project`,
  ]);
  assertEquals(host.files.paths(), [`${RUN.spool}/nonce`]);
});
