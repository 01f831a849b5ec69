import * as z from "zod";
import type { Asking, GateContext, GateFault, GateJudgement, GateRow } from "../../model/gate.ts";
import { ARTIFACT_CODES, ARTIFACT_FIELDS, PathText } from "./artifact_fields.ts";
import { COLLECT_CODES, collectFaults, makeFault } from "./collect_faults.ts";
import { AGE_CODES } from "./judge_age.ts";
import { COMMIT_CODES, judgeCommit } from "./judge_commit.ts";
import { matchPointer, PointerText, textAt, valueAt } from "./match_pointer.ts";
import { SCHEMA_CODES } from "./judge_schema_id.ts";
import { readJson } from "./read_json.ts";
import { countOf, tellSome, tellText, tellValue } from "./tell_value.ts";

const PLATFORM = "{platform}";
const Platforms = z.array(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)).max(200);

const PlatformMatrixSettings = z.strictObject({
  path: PathText.refine(
    (path) => path.includes(PLATFORM),
    `write ${PLATFORM} where its name stands`,
  )
    .describe(`the report of a platform, relative to the root; ${PLATFORM} stands for its name`),
  required: Platforms.min(1).describe("platforms that must have a report, and it must pass"),
  optional: Platforms.default([]).describe("platforms that may have none"),
  optional_may_fail: z.boolean().default(false)
    .describe("true: a report of an optional platform that does not pass is only told"),
  ...ARTIFACT_FIELDS,
  status_at: PointerText.default("/status").describe("JSON pointer to the status of a report"),
  pass: z.array(z.union([z.string(), z.boolean()])).min(1).default(["pass", "passed"])
    .describe("values of the status that mean passed"),
  platform_at: PointerText.optional()
    .describe("JSON pointer to the platform that a report says it is of; not compared unless said"),
  commit_at: PointerText.optional()
    .describe("JSON pointer to the commit that a report is of; not compared unless said"),
  checks: z.strictObject({
    list: PointerText.default("/checks/*").describe("JSON pointer to every check"),
    id_at: PointerText.default("/id").describe("pointer within a check to its name"),
    status_at: PointerText.default("/status").describe("pointer within a check to its status"),
    skip: z.array(z.string()).default(["skip", "skipped", "n/a"])
      .describe("values of the status of a check that do not apply there"),
  }).optional().describe(
    "the checks of a report, each of which must pass; not looked at unless said",
  ),
});
/** What an entry of this kind says. */
export type PlatformMatrixSettings = z.infer<typeof PlatformMatrixSettings>;

/** Every platform has a report of this commit that passes. */
export const PLATFORM_MATRIX_GATE: GateRow<PlatformMatrixSettings> = {
  kind: "platform-matrix",
  answers: "Did every platform that must work report that it does?",
  shape: PlatformMatrixSettings,
  judge: judgeMatrix,
  codes: {
    unreadable_artifact: ARTIFACT_CODES.unreadable_artifact,
    ...SCHEMA_CODES,
    ...AGE_CODES,
    missing_platform: "Run the checks on this platform and bring its report here",
    platform_failed: "Read the report: mend what it says, on that platform, and run it again there",
    check_failed: "Mend this check on that platform, and make its report anew",
    other_platform: "Put the report where its own platform is looked for",
    no_checks: "Find out why the report tells no check: nothing is proved by it",
    ...COMMIT_CODES,
    ...COLLECT_CODES,
  },
  example: {
    id: "platforms",
    kind: "platform-matrix",
    owner: "build",
    path: "outputs/platforms/{platform}/platform_report.json",
    required: ["linux"],
    optional: ["darwin", "windows"],
    schema: "acme.platform_report.v1",
    generated_at: "/generated_at",
    max_age: "7d",
    platform_at: "/platform",
    commit_at: "/git_sha",
    checks: {},
    reproduce: "make platform-report",
    remediation: ["Read which checks of which platform failed", "Mend them and report anew"],
  },
};

/** What one platform has told. */
interface PlatformAnswer {
  readonly state: "passed" | "failed" | "absent";
  readonly faults: readonly GateFault[];
}

function* judgeMatrix(
  settings: PlatformMatrixSettings,
  context: GateContext,
): Asking<GateJudgement> {
  const faults = collectFaults();
  const notes: string[] = [];
  const states = { passed: 0, failed: 0, absent: 0 };
  const required = new Set(settings.required);
  const platforms = [...new Set([...settings.required, ...settings.optional])];
  for (const platform of platforms) {
    const isRequired = required.has(platform);
    const answer = yield* judgePlatform(platform, { settings, isRequired }, context);
    states[answer.state]++;
    const isTold = !isRequired && (answer.state === "absent" || settings.optional_may_fail);
    if (isTold) notes.push(...answer.faults.slice(0, 10).map(({ message }) => message));
    else answer.faults.forEach(faults.add);
  }
  return faults.conclude({
    proved: `${tellSome(settings.required)} passed; ${states.absent} optional without a report`,
    artifacts: platforms.map((platform) => pathOf(settings, platform)),
    measures: { platforms: platforms.length, ...states },
    notes,
  });
}

function pathOf({ path }: PlatformMatrixSettings, platform: string): string {
  return path.replaceAll(PLATFORM, platform);
}

function* judgePlatform(
  platform: string,
  { settings, isRequired }: { settings: PlatformMatrixSettings; isRequired: boolean },
  context: GateContext,
): Asking<PlatformAnswer> {
  const path = pathOf(settings, platform);
  const read = yield* readJson({ ...settings, path }, context.now);
  if (read.faults.some(({ code }) => code === "missing_artifact")) {
    const kind = isRequired ? "required" : "optional";
    const message = `the ${kind} platform ${platform} has no report: ${path} is missing`;
    const fault = makeFault("missing_platform", platform, message, { path, at: null });
    return { state: "absent", faults: [fault] };
  }
  const own = read.value === undefined ? [] : [
    judgeStatus(platform, path, { settings, report: read.value }),
    judgeIdentity(platform, path, { settings, report: read.value }),
    judgeReportCommit(platform, path, { settings, report: read.value, commit: context.commit }),
    ...judgeChecks(platform, path, { settings, report: read.value }),
  ];
  const faults = [...read.faults, ...own].filter((fault) => fault !== null);
  return { state: faults.length === 0 ? "passed" : "failed", faults };
}

/** A report that was read, and by what it is judged. */
interface Report {
  readonly settings: PlatformMatrixSettings;
  readonly report: unknown;
}

function judgeStatus(
  platform: string,
  path: string,
  { settings: { status_at: at, pass }, report }: Report,
): GateFault | null {
  const status = valueAt(report, at);
  if (pass.some((one) => one === status)) return null;
  const wanted = pass.map(tellValue).join(" or ");
  const message = `${platform}: ${at} is ${tellValue(status)}; ${wanted} is wanted`;
  return makeFault("platform_failed", platform, message, { path, at });
}

function judgeIdentity(
  platform: string,
  path: string,
  { settings: { platform_at: at }, report }: Report,
): GateFault | null {
  if (at === undefined || valueAt(report, at) === platform) return null;
  const message = `the report of ${platform} says ${tellValue(valueAt(report, at))} at ${at}`;
  return makeFault("other_platform", platform, message, { path, at });
}

function judgeReportCommit(
  platform: string,
  path: string,
  { settings: { commit_at: at }, report, commit }: Report & { readonly commit: string | null },
): GateFault | null {
  if (at === undefined) return null;
  const wrong = judgeCommit(valueAt(report, at), commit);
  if (wrong === null) return null;
  const message = `the report of ${platform} does not count: ${wrong.found}`;
  return makeFault(wrong.code, platform, message, { path, at });
}

function judgeChecks(
  platform: string,
  path: string,
  { settings: { checks, pass }, report }: Report,
): readonly GateFault[] {
  if (checks === undefined) return [];
  const all = matchPointer(report, checks.list);
  const found = all.filter(({ value }) => value !== undefined);
  const ran = found.filter(({ value }) =>
    !checks.skip.includes(textAt(value, checks.status_at) ?? "")
  );
  if (ran.length === 0) {
    const message = `the report of ${platform} tells no check that ran at ${checks.list} ` +
      `(${countOf(found.length, "check")} skipped)`;
    return [makeFault("no_checks", platform, message, { path, at: checks.list })];
  }
  return ran.flatMap(({ at, value }) => {
    const status = valueAt(value, checks.status_at);
    if (pass.some((one) => one === status)) return [];
    const name = tellText(textAt(value, checks.id_at) ?? at);
    const message = `${platform}: the check ${name} is ${tellValue(status)}`;
    return [makeFault("check_failed", `${platform}::${name}`, message, { path, at })];
  });
}
