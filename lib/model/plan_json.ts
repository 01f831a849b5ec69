import * as z from "zod";
import { MODES, PROFILES, REPORT_FORMATS } from "./plan.ts";
import { QuarantineEntry } from "./quarantine.ts";

const Names = z.array(z.string());

const ReportJson = z.discriminatedUnion("from", [
  z.object({
    from: z.literal("file"),
    path: z.string().describe("{report} for a fresh path of ours, or relative to the root"),
    format: z.enum(REPORT_FORMATS),
    progress: z.object({ path: z.string(), format: z.enum(REPORT_FORMATS) }).optional()
      .describe("where the tests are told while they run; {reports} is the folder of {report}"),
  }),
  z.object({ from: z.literal("stdout"), format: z.enum(REPORT_FORMATS) }),
  z.object({ from: z.literal("nowhere") }).describe("judged by its exit code alone"),
]);

const CommandJson = z.object({
  argv: z.array(z.string()).describe("{report} stands for the path of a fresh report"),
  cwd: z.string().describe('relative to the root; "." for the root'),
  timeout_ms: z.number().positive(),
  report: ReportJson,
  variables: Names.describe("names that are set or passed on; never their values"),
});

const ContainerJson = z.object({
  image: z.string().nullable().describe("null: it is built"),
  build: z.object({
    context: z.string().describe("absolute path"),
    dockerfile: z.string().nullable().describe("absolute path; null: Dockerfile in the context"),
    target: z.string().nullable(),
    args: Names.describe("names; never their values"),
  }).nullable(),
  timeout_ms: z.number().positive(),
  grace_ms: z.number().nonnegative().describe("between SIGTERM and SIGKILL"),
  memory_bytes: z.number().nullable(),
  cpus: z.number().nullable(),
  shm_size_bytes: z.number().nullable(),
  pids_limit: z.int().nullable(),
  ulimits: z.record(z.string(), z.string()).describe("name to soft[:hard]"),
  network: z.string().nullable(),
  user: z.string().nullable(),
  workdir: z.string().describe("where the root is mounted"),
  mounts: z.array(z.object({
    source: z.string().describe("absolute path on the host"),
    target: z.string(),
    read_only: z.boolean(),
  })),
  variables: Names.describe("names that are set or passed on; never their values"),
  pull: z.enum(["always", "missing", "never"]),
  docker_bin: z.string(),
}).describe("null in a limit: the engine's default");

/** What `--json --dry-run` prints: everything a run would do, and where each setting came from. */
export const PlanJson = z.object({
  schema: z.literal("qa.plan.v1"),
  project: z.string(),
  root: z.string().describe("absolute path"),
  outputs: z.string().describe("absolute path"),
  profile: z.enum(PROFILES),
  mode: z.enum(MODES),
  jobs: z.int().positive().describe("suites at once"),
  max_rerun_failures: z.int().describe("with more failed tests, a suite is not tried again"),
  fail_on_flaky: z.boolean(),
  fail_fast: z.boolean(),
  deadline_ms: z.number().nullable().describe("for the whole run"),
  quarantine: z.array(QuarantineEntry),
  failsafe_policy: z.enum(["accept", "strict"]),
  require_container: z.boolean(),
  config_path: z.string().nullable().describe("relative to the root; null: detected"),
  config_digest: z.string().describe("SHA-256 of the configuration, hexadecimal"),
  container: ContainerJson.nullable().describe("shared by all suites; null: no image is known"),
  suites: z.array(z.object({
    name: z.string(),
    kind: z.enum(["unit", "e2e", "check"]),
    runner: z.string(),
    required: z.boolean(),
    needs: Names,
    retries: z.int().nonnegative().describe("how often it may be tried again"),
    container: ContainerJson.nullable(),
    full: CommandJson,
    failsafe: CommandJson.nullable().describe("null: not checked without a container"),
  })).describe("each after what it needs"),
  left_out: z.array(z.object({ suite: z.string(), why: z.string() })),
  notes: z.array(z.string()).describe("what was detected and chosen"),
  sources: z.array(z.object({
    name: z.string(),
    value: z.string(),
    from: z.enum(["flag", "environment", "record", "config", "detected", "default"]),
    where: z.string().describe("a flag, a variable, or qa.jsonc:line"),
  })),
});
export type PlanJson = z.infer<typeof PlanJson>;
