import * as z from "zod";
import { EngineConfig } from "./engine_config.ts";
import { IncidentConfig } from "./incident_config.ts";
import { QuarantineEntry } from "./quarantine.ts";
import { SignatureConfig } from "./signature_config.ts";

/** Duration as a user writes it: seconds as a number, or `90s`, `10m`, `1h`, `250ms`. */
const Duration = z.union([z.number().positive(), z.string().min(1)])
  .describe("seconds, or a text such as 90s, 10m, 1h");
/** Size as a user writes it: bytes as a number, or `512m`, `2g`. */
const Size = z.union([z.int().positive(), z.string().min(1)])
  .describe("bytes, or a text such as 512m, 2g");
const Retries = z.int().min(0).max(10)
  .describe("how often a suite that failed is tried again, with what failed");
const Argv = z.array(z.string().min(1)).min(1);
const Names = z.array(z.string().min(1));
const Environment = z.record(z.string(), z.union([z.string(), z.null()]))
  .describe("name to value; null passes the caller's own value on");

/** The `container` section of `qa.jsonc`: where and under which limits suites run. */
export const ContainerConfig = z.strictObject({
  image: z.string().min(1).optional().describe("image that holds the project's toolchain"),
  build: z.strictObject({
    context: z.string().min(1).default(".").describe("folder sent to the engine, inside the root"),
    dockerfile: z.string().min(1).optional().describe("path inside the context"),
    target: z.string().min(1).optional(),
    args: z.record(z.string(), z.string()).optional(),
  }).optional().describe("build the image instead of naming one"),
  timeout: Duration.optional().describe("per suite, 30m unless said"),
  grace: Duration.optional().describe("between SIGTERM and SIGKILL, 10s unless said"),
  memory: Size.optional().describe("nine tenths of the machine unless said"),
  cpus: z.number().positive().optional(),
  shm_size: Size.optional(),
  pids_limit: z.int().positive().optional().describe("4096 unless said"),
  cap_add: z.array(z.string().regex(/^[A-Z][A-Z_]*$/)).optional().describe(
    "capabilities beyond those that tests need, such as NET_RAW, SYS_PTRACE",
  ),
  new_privileges: z.boolean().optional().describe("true: sudo and setuid work inside"),
  allow_engine_socket: z.boolean().optional().describe(
    "true: a mount may be the engine's socket; tests that have it own the machine",
  ),
  ulimits: z.record(z.string(), z.string()).optional().describe("name to soft[:hard]"),
  network: z.string().min(1).optional().describe("none, host, bridge or a network's name"),
  user: z.string().min(1).optional().describe("uid[:gid] or a name known in the image"),
  workdir: z.string().startsWith("/").optional().describe(
    "where the project is mounted, /workspace",
  ),
  mounts: z.array(z.string().min(3)).optional().describe(
    "host:container[:ro], host inside the root",
  ),
  env: Environment.optional(),
  pull: z.enum(["always", "missing", "never"]).optional(),
  docker_bin: z.string().min(1).optional().describe("docker, podman, or a path"),
});
export type ContainerConfig = z.infer<typeof ContainerConfig>;

/** The reduced form in which a suite runs when there is no container. */
export const FailsafeSuiteConfig = z.strictObject({
  paths: Names.optional(),
  args: z.array(z.string()).optional(),
  command: Argv.optional(),
  timeout: Duration.optional().describe("5m unless said"),
  env: Environment.optional(),
});

/** One entry of `suites[]`. */
export const SuiteConfig = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
    .describe("letters, digits, dot, dash, underscore; unique without regard to case"),
  kind: z.enum(["unit", "e2e", "check"]).optional()
    .describe("check: judged by its exit code alone; unit, e2e: a report is demanded"),
  runner: z.string().min(1).optional().describe(
    "pytest, behave, deno, node (npm test), pnpm, yarn, jest, vitest, mocha, playwright (these four also " +
      "with -npm, -pnpm or -yarn: through the script test), cargo, go, bats, junit, command",
  ),
  paths: Names.optional().describe("what the runner gets to select, inside the root"),
  command: Argv.optional().describe("for runner junit and command; {report} is the report's path"),
  args: z.array(z.string()).optional().describe("further arguments for the runner"),
  cwd: z.string().min(1).optional().describe("folder inside the root"),
  timeout: Duration.optional(),
  retries: Retries.optional(),
  required: z.boolean().optional().describe(
    "false: its failure is shown and does not decide, unless --suite names it",
  ),
  profiles: z.array(z.enum(["quick", "focused", "ci", "full"])).optional()
    .describe("profiles it belongs to; all unless said"),
  needs: Names.optional().describe("suites that must have passed before"),
  env: Environment.optional(),
  report: z.string().min(1).optional()
    .describe("where the command leaves its JUnit, inside the root, when it cannot take {report}"),
  container: ContainerConfig.omit({ build: true, docker_bin: true, pull: true }).optional(),
  failsafe: z.union([z.boolean(), FailsafeSuiteConfig]).optional()
    .describe("true: the same without a container; an object: a reduced form"),
});
export type SuiteConfig = z.infer<typeof SuiteConfig>;

/** How strictly blocking gates decide; what a rollback needs beside its mode is judged by the verdict. */
const PromotionConfig = z.strictObject({
  mode: z.enum(["strict", "rollback"]).optional()
    .describe("rollback: failing gates are shown and do not decide, until it expires"),
  rationale: z.string().min(1).max(1000).optional().describe("why; a rollback must say it"),
  expires: z.string().min(1).max(40).optional()
    .describe("last day of a rollback, YYYY-MM-DD in UTC, or a time such as 2027-01-31T12:00:00Z"),
});

/** The whole of `qa.jsonc`; strict, so that a misspelt key is an error and not a silence. */
export const QaConfig = z.strictObject({
  $schema: z.string().optional(),
  project: z.string().min(1).optional().describe(
    "name shown in reports; the folder's name unless said",
  ),
  outputs: z.string().min(1).optional().describe(
    "folder for results, outputs/qa unless said; read-only in containers",
  ),
  profile: z.enum(["quick", "focused", "ci", "full"]).optional(),
  jobs: z.int().min(1).max(256).optional().describe("suites at once"),
  retries: Retries.optional(),
  max_rerun_failures: z.int().min(1).max(200).optional()
    .describe("with more failed tests than this, a suite is not tried again; 20 unless said"),
  fail_on_flaky: z.boolean().optional()
    .describe("true: a test that passes only when tried again exits 7 instead of 0"),
  fail_fast: z.boolean().optional()
    .describe("true: once a required suite has failed, nothing more is started"),
  deadline: Duration.optional()
    .describe("for the whole run: when it passes, what runs is ended and what waits is not run"),
  container: ContainerConfig.optional(),
  engine: EngineConfig.optional().describe("on which machines suites run"),
  failsafe: z.strictObject({
    policy: z.enum(["accept", "strict"]).optional()
      .describe("strict: a green failsafe set exits 6 instead of 0"),
  }).optional(),
  suites: z.array(SuiteConfig).optional(),
  quarantine: z.array(QuarantineEntry).max(1000).optional()
    .describe("tests whose failures are shown and do not fail the gate"),
  signatures: z.array(SignatureConfig).max(200).optional()
    .describe("kinds of failure of this project: how they are known, and what mends them"),
  // Loose on purpose: what a kind of gate accepts is loaded by the verdict alone.
  gates: z.array(z.looseObject({
    id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
      .describe("unique; letters, digits, dot, dash, underscore"),
    kind: z.string().min(1).describe("a kind of docs/gates.md, such as suite"),
  })).max(10_000).optional().describe("what the verdict judges, in this order"),
  waivers: z.array(z.record(z.string(), z.unknown())).max(1000).optional()
    .describe("faults of gates that are excused for a time; the gate waivers judges them"),
  incident: IncidentConfig.optional().describe("what belongs to an incident of the verdict"),
  promotion: PromotionConfig.optional().describe("how strictly blocking gates decide"),
});
export type QaConfig = z.infer<typeof QaConfig>;
