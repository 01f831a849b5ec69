// The example workflows in docs/ci are what their systems take, and call our scripts as they are.

import { assert, assertEquals } from "@std/assert";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { join } from "@std/path";
import gitlabSchema from "../../fixtures/ci_schemas/gitlab/gitlab-ci.json" with { type: "json" };
import { CI_HOSTS } from "../../lib/catalog/ci_hosts.ts";
import { CI_SHARDS } from "../../lib/config/ci_shards.ts";
import { MERGE_FLAGS } from "../../lib/config/merge_flags.ts";
import { parseFlags } from "../../lib/config/parse_flags.ts";
import { QA_GATE_FLAGS } from "../../lib/config/qa_gate_flags.ts";
import { REPORT_FLAGS } from "../../lib/config/report_flags.ts";
import { VERDICT_FLAGS } from "../../lib/config/verdict_flags.ts";
import type { FlagRow } from "../../lib/model/flag.ts";
import { ROOT } from "../../scripts/dev/write_generated.ts";
import { assertWorkflow, findWorkflowFaults } from "../support/check_workflow.ts";
import {
  findScriptCalls,
  loadCiExample,
  mappingOf,
  readCiExample,
} from "../support/ci_documents.ts";

const EXAMPLES = [
  "Jenkinsfile",
  "azure.yml",
  "buildkite.yml",
  "circleci.yml",
  "github.yml",
  "gitlab.yml",
  "kubernetes.yaml",
];
const FLAGS: Readonly<Record<string, { rows: readonly FlagRow[]; takesWords?: true }>> = {
  qa_gate: { rows: QA_GATE_FLAGS },
  merge: { rows: MERGE_FLAGS, takesWords: true },
  report: { rows: REPORT_FLAGS, takesWords: true },
  verdict: { rows: VERDICT_FLAGS },
};

Deno.test("docs/ci has an example for every CI system that tells a shard", async () => {
  const names = (await Array.fromAsync(Deno.readDir(join(ROOT, "docs/ci")))).map(({ name }) =>
    name
  );
  assertEquals(names.filter((name) => name !== "README.md").toSorted(), EXAMPLES);
  const all = (await Promise.all(EXAMPLES.map(readCiExample))).join("\n").toUpperCase();
  const untold = CI_SHARDS.filter(({ index }) => !all.replaceAll(".", "_").includes(index));
  assertEquals(untold.map(({ system }) => system), []);
});

for (const name of EXAMPLES) {
  Deno.test(`docs/ci/${name} calls our scripts with flags that they have`, async () => {
    const calls = findScriptCalls(await readCiExample(name));
    const scripts = new Set(calls.map(({ script }) => script));
    assertEquals([...scripts].toSorted(), ["merge", "qa_gate", "report", "verdict"]);
    for (const { script, words } of calls) {
      const { rows, ...options } = FLAGS[script]!;
      const parsed = parseFlags(rows, words, options);
      assert(parsed.ok, `${script} ${words.join(" ")}: ${JSON.stringify(parsed)}`);
    }
    const gates = calls.filter(({ script }) => script === "qa_gate").map(({ words }) =>
      words.join(" ")
    );
    assert(gates.some((words) => words.includes("--shard-from-env")), name);
    if (name === "kubernetes.yaml") return;
    assert(gates.some((words) => words.includes("--dry-run")), name);
    assert(gates.some((words) => words.includes("--rerun-from")), name);
  });
}

Deno.test("docs/ci/github.yml is what GitHub's own schema takes", async () => {
  const [workflow] = await loadCiExample("github.yml");
  assertWorkflow(workflow);
  const { jobs } = mappingOf(workflow);
  const wrong = { ...mappingOf(workflow), jobs: { ...mappingOf(jobs), plan: { "runs-onn": "x" } } };
  assert(findWorkflowFaults(wrong).some((fault) => fault.includes("runs-onn")));
});

Deno.test("docs/ci/gitlab.yml is what GitLab's schema takes", async () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(gitlabSchema);
  const [pipeline] = await loadCiExample("gitlab.yml");
  assert(validate(pipeline), JSON.stringify(validate.errors));
  const wrong = { ...mappingOf(pipeline), "qa-plan": { script: 7 } };
  assertEquals(validate(wrong), false);
});

Deno.test("the other examples in YAML can be read, and have the jobs that they need", async () => {
  const jobsOf = async (name: string, key: string): Promise<unknown> => {
    const [document] = await loadCiExample(name);
    return mappingOf(document)[key];
  };
  const azure = await jobsOf("azure.yml", "jobs") as readonly { job: string }[];
  assertEquals(azure.map(({ job }) => job), ["plan", "shards", "verdict", "rerun"]);
  const steps = await jobsOf("buildkite.yml", "steps") as readonly { key?: string }[];
  assertEquals(steps.map(({ key }) => key), ["qa-plan", "qa-shard", "qa-verdict", undefined]);
  const circle = mappingOf(await jobsOf("circleci.yml", "jobs"));
  assertEquals(Object.keys(circle), ["qa-plan", "qa-shard", "qa-verdict", "qa-rerun"]);
  const kinds = (await loadCiExample("kubernetes.yaml")).map((one) => mappingOf(one)["kind"]);
  assertEquals(kinds, ["PersistentVolumeClaim", "Job", "Job"]);
});

Deno.test("the number of shards is the same wherever an example tells it", async () => {
  const [, job] = (await loadCiExample("kubernetes.yaml")).map(mappingOf);
  const { completions, parallelism } = mappingOf(job!["spec"]);
  assertEquals([completions, parallelism], [3, 3]);
  assert((await readCiExample("kubernetes.yaml")).includes('name: QA_SHARD_TOTAL, value: "3"'));
  assert((await readCiExample("Jenkinsfile")).includes("QA_SHARD_TOTAL = '3'"));
});

Deno.test("no example hands a value of the event, or of a user, to a shell as text", async () => {
  const { jobs } = mappingOf((await loadCiExample("github.yml"))[0]);
  const steps = Object.values(mappingOf(jobs)).flatMap((job) =>
    mappingOf(job)["steps"] as readonly Record<string, unknown>[]
  );
  assertEquals(steps.filter(({ run }) => String(run ?? "").includes("${{")), []);
});

Deno.test("docs/ci/README.md tells every CI system that is told more than the log", async () => {
  const text = await readCiExample("README.md");
  const untold = CI_HOSTS.filter(({ name, detectedBy, summary, file }) =>
    [name, detectedBy, summary?.variable ?? "", file?.name ?? ""].some((word) =>
      !text.includes(word)
    )
  );
  assertEquals(untold.map(({ name }) => name), []);
  assertEquals(EXAMPLES.filter((name) => !text.includes(`(${name})`)), []);
});
