import type { ContainerSettings, Plan, PlannedSuite, SuiteCommand } from "../../lib/model/plan.ts";

/** Settings of the container of every suite of the sample plan. */
export const SAMPLE_CONTAINER: ContainerSettings = {
  image: "example/app:1",
  build: null,
  timeoutMs: 1_800_000,
  graceMs: 10_000,
  memoryBytes: 1_073_741_824,
  cpus: 2,
  shmSizeBytes: null,
  pidsLimit: 512,
  capAdd: [],
  newPrivileges: false,
  allowEngineSocket: false,
  ulimits: {},
  network: "none",
  user: null,
  workdir: "/workspace",
  mounts: [],
  env: {},
  pull: "missing",
  dockerBin: "docker",
};

const PYTEST: SuiteCommand = {
  argv: ["python3", "-m", "pytest", "--junitxml={report}", "tests"],
  env: {},
  cwd: ".",
  timeoutMs: 1_800_000,
  report: { from: "file", path: "{report}", format: "junit" },
};

/** The command of the check lint. */
export const LINT_COMMAND: SuiteCommand = {
  argv: ["python3", "-m", "compileall", "-q", "src"],
  env: {},
  cwd: ".",
  timeoutMs: 60_000,
  report: { from: "nowhere" },
};

const UNIT_PLANNED: PlannedSuite = {
  name: "unit",
  kind: "unit",
  runner: "pytest",
  required: true,
  needs: [],
  retries: 0,
  container: SAMPLE_CONTAINER,
  full: PYTEST,
  failsafe: { ...PYTEST, argv: [...PYTEST.argv.slice(0, -1), "tests/fast"], timeoutMs: 300_000 },
};

const LINT_PLANNED: PlannedSuite = {
  ...UNIT_PLANNED,
  name: "lint",
  kind: "check",
  runner: "command",
  full: LINT_COMMAND,
  failsafe: LINT_COMMAND,
};

/** The plan of every sample: the suites unit and lint in one image. */
export const SAMPLE_PLAN: Plan = {
  project: "sample",
  root: "/home/dev/my app",
  outputs: "/home/dev/my app/outputs/qa",
  profile: "ci",
  mode: "auto",
  jobs: 2,
  maxRerunFailures: 20,
  failOnFlaky: false,
  failFast: false,
  deadlineMs: null,
  quarantine: [],
  container: SAMPLE_CONTAINER,
  failsafePolicy: "accept",
  requireContainer: false,
  suites: [UNIT_PLANNED, LINT_PLANNED],
  leftOut: [],
  notes: ["qa.jsonc names 2 suites"],
  sources: [{ name: "profile", value: "ci", from: "flag", where: "--profile" }],
  configPath: "qa.jsonc",
  configDigest: "c".repeat(64),
};
