/** How one CI system tells a job which one of several it is. */
export interface CiShardRow {
  /** As its users call it. */
  readonly system: string;
  /** Variable with the index. */
  readonly index: string;
  /** The index of the first job: 0 or 1. */
  readonly first: 0 | 1;
  /** Variable with the number of jobs. */
  readonly total: string;
  /** What to do where one of the two is missing. */
  readonly remedy: string;
}

const MATRIX = "Set QA_SHARD_INDEX (from 0) and QA_SHARD_TOTAL, for example from the job's matrix";

/** CI systems and their variables. GitHub and Jenkins have none of their own: a matrix sets ours. */
export const CI_SHARDS: readonly CiShardRow[] = [
  {
    system: "GitLab CI",
    index: "CI_NODE_INDEX",
    first: 1,
    total: "CI_NODE_TOTAL",
    remedy: 'Give the job "parallel: <n>"',
  },
  {
    system: "CircleCI",
    index: "CIRCLE_NODE_INDEX",
    first: 0,
    total: "CIRCLE_NODE_TOTAL",
    remedy: 'Give the job "parallelism: <n>"',
  },
  {
    system: "Buildkite",
    index: "BUILDKITE_PARALLEL_JOB",
    first: 0,
    total: "BUILDKITE_PARALLEL_JOB_COUNT",
    remedy: 'Give the step "parallelism: <n>"',
  },
  {
    system: "Azure Pipelines",
    index: "SYSTEM_JOBPOSITIONINPHASE",
    first: 1,
    total: "SYSTEM_TOTALJOBSINPHASE",
    remedy: 'Give the job "strategy: { parallel: <n> }"',
  },
  {
    system: "a Kubernetes job",
    index: "JOB_COMPLETION_INDEX",
    first: 0,
    total: "QA_SHARD_TOTAL",
    remedy: "Set QA_SHARD_TOTAL to the job's completions",
  },
  {
    system: "a matrix",
    index: "QA_SHARD_INDEX",
    first: 0,
    total: "QA_SHARD_TOTAL",
    remedy: MATRIX,
  },
];

/** What to do where no variable tells a shard. */
export const CI_SHARD_REMEDY = MATRIX;

/** A CI system whose matrix must set our variables, and how that is written there. */
export interface CiMatrixRow {
  readonly system: string;
  /** Variable that is set in each of its jobs. */
  readonly detectedBy: string;
  readonly remedy: string;
}

/** CI systems without variables of their own, by what they set in each job. */
export const CI_MATRICES: readonly CiMatrixRow[] = [
  {
    system: "GitHub Actions",
    detectedBy: "GITHUB_ACTIONS",
    remedy: 'Give the job "env: { QA_SHARD_INDEX: ${{ matrix.shard }}, QA_SHARD_TOTAL: ' +
      '${{ strategy.job-total }} }" and a matrix of shards from 0',
  },
  {
    system: "Jenkins",
    detectedBy: "JENKINS_URL",
    remedy: 'Give the matrix an axis "QA_SHARD_INDEX" with values from 0, and the variable ' +
      "QA_SHARD_TOTAL with their number",
  },
];
