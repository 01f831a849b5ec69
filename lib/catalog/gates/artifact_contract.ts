import * as z from "zod";
import type { Asking, GateContext, GateJudgement, GateRow } from "../../model/gate.ts";
import { askAll } from "../../model/gate_asking.ts";
import { ARTIFACT_CODES, ARTIFACT_FIELDS, PathText } from "./artifact_fields.ts";
import { COLLECT_CODES, collectFaults, type FaultCollection } from "./collect_faults.ts";
import { CONTRACT_CODES } from "./contract_codes.ts";
import { ContractRule } from "./contract_rules.ts";
import { type ContractFile, type ContractScope, faultAt } from "./contract_scope.ts";
import { judgeRules, type NamedFile } from "./judge_rules.ts";
import { namesOfRules } from "./names_of_rules.ts";
import { readJson } from "./read_json.ts";
import { countOf } from "./tell_value.ts";

/** Codes that say the same of a field whichever rule finds it. */
const ONCE: readonly string[] = ["missing_field", "wrong_type"];
/** Files whose existence is asked for at once. */
const BATCH = 64;

const Other = z.union([
  PathText,
  z.strictObject({ path: PathText.describe("relative to the root"), ...ARTIFACT_FIELDS }),
]);

const ArtifactContractSettings = z.strictObject({
  artifact: PathText.describe("the JSON file, relative to the root"),
  ...ARTIFACT_FIELDS,
  also: z.record(z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/), Other).default({})
    .describe("other JSON files by a name: rules mean their fields by name#/pointer"),
  rules: z.array(ContractRule).min(1).max(1000).describe("what must hold; data only"),
}).superRefine(({ also, rules }, context) => {
  for (const name of namesOfRules(rules)) {
    if (name === "" || Object.hasOwn(also, name)) continue;
    const message = `a rule means ${name}#…, and also names no file ${name}`;
    context.addIssue({ code: "custom", path: ["rules"], message });
  }
});
/** What an entry of this kind says. */
export type ArtifactContractSettings = z.infer<typeof ArtifactContractSettings>;

/** A JSON artifact satisfies declared invariants. */
export const ARTIFACT_CONTRACT_GATE: GateRow<ArtifactContractSettings> = {
  kind: "artifact-contract",
  answers: "Does this JSON artifact keep to the invariants that others rely on?",
  shape: ArtifactContractSettings,
  judge: judgeContract,
  codes: { ...ARTIFACT_CODES, ...CONTRACT_CODES, ...COLLECT_CODES },
  example: {
    id: "sweeps-integrity",
    kind: "artifact-contract",
    owner: "performance",
    artifact: "perf/reports/parameter_sweeps.json",
    schema: "acme.perf.parameter_sweeps.v1",
    generated_at: "/generated_at",
    max_age: "7d",
    rules: [
      { rule: "one_of", at: "/readiness/status", values: ["ready", "blocked"] },
      {
        rule: "implies",
        when: [{ rule: "equal", at: "/readiness/status", value: "ready" }],
        then: [{ rule: "count", at: "/readiness/blocking_reasons", equals: 0 }],
        why: "ready means that nothing blocks",
      },
      { rule: "positive_integer", at: "/selected_defaults/*" },
      { rule: "references", at: "/source/path", to: "files" },
    ],
    reproduce: "make perf-sweeps",
    remediation: ["Make the sweep anew", "Correct what the messages name, then judge again"],
  },
};

function* judgeContract(
  settings: ArtifactContractSettings,
  { now }: GateContext,
): Asking<GateJudgement> {
  const faults = collectFaults();
  const files = yield* readFiles(settings, now, faults);
  const main = files.get("");
  const isWhole = main !== undefined && Object.keys(settings.also).every((name) => files.has(name));
  // Rules over a file that is not there would only repeat that it is not.
  const named = isWhole
    ? judgeAll(settings.rules, { files, base: { ...main, at: "" } }, faults)
    : [];
  yield* findFiles(named, faults);
  return faults.conclude({
    proved: `${settings.artifact} keeps to ${countOf(settings.rules.length, "rule")}`,
    artifacts: pathsOf(settings).map(([, path]) => path),
    measures: { rules: settings.rules.length, references: named.length },
  });
}

function pathsOf({ artifact, also }: ArtifactContractSettings): readonly [string, string][] {
  const others = Object.entries(also)
    .map(([name, one]): [string, string] => [name, typeof one === "string" ? one : one.path]);
  return [["", artifact], ...others];
}

function* readFiles(
  settings: ArtifactContractSettings,
  now: string,
  faults: FaultCollection,
): Asking<ReadonlyMap<string, ContractFile>> {
  const files = new Map<string, ContractFile>();
  for (const [name, path] of pathsOf(settings)) {
    const own = name === "" ? settings : settings.also[name]!;
    const demand = typeof own === "string" ? { schema_at: "/schema" } : own;
    const read = yield* readJson({ ...demand, path }, now);
    read.faults.forEach(faults.add);
    if (read.value !== undefined) files.set(name, { path, value: read.value });
  }
  return files;
}

function judgeAll(
  rules: readonly ContractRule[],
  scope: ContractScope,
  { add }: FaultCollection,
): readonly NamedFile[] {
  const named: NamedFile[] = [];
  const told = new Set<string>();
  judgeRules(rules, {
    scope,
    want: (file) => named.push(file),
    // Many rules may miss the same field; whoever reads wants to know it once.
    add: (fault) => {
      const key = `${fault.code} ${fault.subject}`;
      if (ONCE.includes(fault.code) && told.size === told.add(key).size) return;
      add(fault);
    },
  });
  return named;
}

function* findFiles(named: readonly NamedFile[], { add }: FaultCollection): Asking<void> {
  for (let from = 0; from < named.length; from += BATCH) {
    const batch = named.slice(from, from + BATCH);
    const answers = yield* askAll(batch.map(({ path }) => ({ as: "digest" as const, path })));
    answers.forEach((answer, index) => {
      if (answer.is !== "unread") return;
      const { code } = answer;
      const why = code === "not-found" ? "there is none" : `it cannot be used (${code})`;
      add(faultAt(batch[index]!.named, "unresolved_reference", `a file is wanted there; ${why}`));
    });
  }
}
