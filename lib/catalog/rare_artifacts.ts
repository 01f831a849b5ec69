import type { ArtifactFamily, ArtifactRow } from "../model/artifact.ts";
import { ErrorJson } from "../model/error_json.ts";
import { FailureDigestJson, FailureIndexJson } from "../model/failure_digest_json.ts";
import { RepeatJson } from "../model/repeat_json.ts";
import { TriageDiffJson } from "../model/triage_diff_json.ts";
import { makeErrorJson } from "../report/make_error_json.ts";
import { makeFailureDigests } from "../report/make_failure_digest.ts";
import { makeFailureIndex } from "../report/make_failure_index.ts";
import { makeRepeatJson } from "../report/make_repeat_json.ts";
import { makeTriageDiff } from "../report/make_triage_diff.ts";

/** Shape and maker of each JSON artifact that only some runs have, by its name. */
export const RARE_MAKERS: Readonly<Record<string, Pick<ArtifactRow, "shape" | "make">>> = {
  "error.json": { shape: ErrorJson, make: makeErrorJson },
  "repeat.json": { shape: RepeatJson, make: makeRepeatJson },
  "failure_diagnostics_index.json": { shape: FailureIndexJson, make: makeFailureIndex },
  "triage_diff.json": { shape: TriageDiffJson, make: makeTriageDiff },
};

/** Shape and maker of each family, by its name. */
export const FAMILY_MAKERS: Readonly<Record<string, Pick<ArtifactFamily, "shape" | "makeAll">>> = {
  "failures/<suite>.json": { shape: FailureDigestJson, makeAll: makeFailureDigests },
};
