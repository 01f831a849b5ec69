import { assertEquals, assertStringIncludes } from "@std/assert";
import { checkEvidence } from "../../../lib/write/check_evidence.ts";
import { writeEvidenceIndex } from "../../../lib/write/write_evidence_index.ts";
import { type FakeHost, fakeHost } from "../../support/fake_host.ts";

const FOLDER = "/p/logs/r1";
const INDEX = `${FOLDER}/evidence/index.json`;

/** A run of three files and its index. */
async function indexed(): Promise<FakeHost> {
  const host = fakeHost({
    files: {
      [`${FOLDER}/run.json`]: "{}\n",
      [`${FOLDER}/stdout.log`]: "hello\n",
      [`${FOLDER}/suites/unit/container-1/exit.json`]: "{}\n",
      "/p/secret": "secret",
    },
  });
  await writeEvidenceIndex(host, { runId: "r1", folder: FOLDER, kindOf: () => "other" });
  return host;
}

async function faultsOf(host: FakeHost): Promise<readonly string[]> {
  const check = await checkEvidence(host, FOLDER);
  if (!check.ok) throw new Error(JSON.stringify(check.error));
  return check.value.faults.map(({ path, fault, detail }) => `${fault} ${path} ${detail}`.trim());
}

/** Puts entries into the index, as a stranger would. */
function forge(
  host: FakeHost,
  change: (index: { artifacts: object[]; left_out: object[] }) => void,
) {
  const index = JSON.parse(host.files.text(INDEX));
  change(index);
  host.files.put(INDEX, JSON.stringify(index));
}

Deno.test("checkEvidence() finds no fault in a run as it was left", async () => {
  assertEquals(await checkEvidence(await indexed(), FOLDER), {
    ok: true,
    value: { runId: "r1", listed: 3, faults: [] },
  });
});

Deno.test("checkEvidence() names what is missing, changed and extra", async () => {
  const host = await indexed();
  await host.files.remove(`${FOLDER}/run.json`);
  host.files.put(`${FOLDER}/stdout.log`, "hello, world\n");
  host.files.put(`${FOLDER}/suites/unit/planted.txt`, "x");
  assertEquals(await faultsOf(host), [
    "missing run.json",
    "changed stdout.log 13 bytes instead of 6",
    "extra suites/unit/planted.txt the index does not list it",
  ]);
});

Deno.test("checkEvidence() sees a change that keeps the size", async () => {
  const host = await indexed();
  host.files.put(`${FOLDER}/stdout.log`, "hallo\n");
  const [before, after] = [await host.sha256("hello\n"), await host.sha256("hallo\n")];
  assertEquals(await faultsOf(host), [
    `changed stdout.log SHA-256 ${after} instead of ${before}`,
  ]);
});

Deno.test("checkEvidence() does not follow a link in the place of a file", async () => {
  const host = await indexed();
  await host.files.remove(`${FOLDER}/stdout.log`);
  host.files.put(`${FOLDER}/stdout.log`, { kind: "link", to: "/p/secret" });
  assertEquals(await faultsOf(host), ["unreadable stdout.log is a link"]);
});

Deno.test("checkEvidence() opens nothing outside the folder, whatever the index names", async () => {
  const host = await indexed();
  const read: string[] = [];
  const open = host.files.open;
  host.files.open = (path, maxBytes) => (read.push(path), open(path, maxBytes));
  const entry = { size_bytes: 6, sha256: await host.sha256("secret"), kind: "other" };
  forge(host, ({ artifacts }) => {
    artifacts.push({ path: "../../secret", ...entry }, { path: "/p/secret", ...entry });
  });
  assertEquals(await faultsOf(host), ["missing ../../secret", "missing /p/secret"]);
  assertEquals(read.filter((path) => !path.startsWith(FOLDER)), []);
  assertEquals(read.some((path) => path.includes("..")), false);
});

Deno.test("checkEvidence() names what is listed twice, and what was never read", async () => {
  const host = await indexed();
  forge(host, ({ artifacts, left_out }) => {
    artifacts.push(artifacts[0]!);
    left_out.push({ path: "gone", why: "permission denied" });
  });
  assertEquals(await faultsOf(host), [
    "unreadable gone permission denied, when the index was made",
    "repeated run.json the index lists it more than once",
  ]);
});

const BROKEN: Readonly<Record<string, string>> = {
  "that is empty": "",
  "that is cut": '{"schema": "qa.evid',
  "of another schema": '{"schema": "qa.run.v1"}',
  "without a digest": JSON.stringify({
    ...{ schema: "qa.evidence.v1", run_id: "r1", made_at: "2026-01-02T03:04:05.000Z" },
    ...{ artifacts: [{ path: "a", size_bytes: 1, sha256: "x", kind: "" }], left_out: [] },
  }),
};

for (const [what, text] of Object.entries(BROKEN)) {
  Deno.test(`checkEvidence() refuses an index ${what}`, async () => {
    const host = await indexed();
    host.files.put(INDEX, text);
    const check = await checkEvidence(host, FOLDER);
    const message = !check.ok && check.error.kind === "usage" ? check.error.message : "";
    assertStringIncludes(message, `${INDEX} is no index of evidence`);
  });
}

Deno.test("checkEvidence() gives the problem when there is no index", async () => {
  const check = await checkEvidence(fakeHost({ files: { [`${FOLDER}/run.json`]: "{}" } }), FOLDER);
  assertEquals(!check.ok && check.error.kind === "file" && check.error.code, "not-found");
});
