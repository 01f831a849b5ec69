import { stripJsonc } from "../../formats/strip_jsonc.ts";
import { parseStranger } from "../../formats/read_stranger_json.ts";
import { BoundaryJson } from "../../model/boundary_json.ts";
import { checkSchema } from "../../model/check_schema.ts";
import type { Asking, GateFault, GateJudgement, GateRow } from "../../model/gate.ts";
import { ask } from "../../model/gate_asking.ts";
import { err, type Result } from "../../model/result.ts";
import { BoundarySettings } from "./boundary_settings.ts";
import { judgeOwnership } from "./judge_ownership.ts";
import { judgePairs } from "./judge_pairs.ts";
import { COLLECT_CODES, makeFault } from "./collect_faults.ts";
import {
  concludeFaults,
  concludeLost,
  MALFORMED_CODES,
  malformedFault,
} from "./conclude_faults.ts";
import { explainUnread, INPUT_CODES } from "./read_input.ts";
import { countOf } from "./tell_value.ts";

/** Every module of the real tree has one owner or is deferred, and no domain imports one that it must not. */
export const BOUNDARY_GATE: GateRow<BoundarySettings> = {
  kind: "boundary",
  answers: "Is every module owned once or deferred, and does no domain import one it must not?",
  shape: BoundarySettings,
  judge: judgeBoundary,
  codes: {
    ...INPUT_CODES,
    ...MALFORMED_CODES,
    ...COLLECT_CODES,
    no_modules: "Correct the globs in `modules`: they match nothing, and so nothing is proved",
    too_many_modules: "Narrow the globs in `modules`: not all that they match could be listed",
    missing_owner:
      "Add the module to a domain of the manifest, or defer it with reason and last day",
    duplicate_owner: "Leave the module in one place of the manifest only",
    duplicate_domain: "Give each domain a name of its own, or join the two",
    vanished_module: "Nothing matches this entry any more: take it out, or write the new path",
    expired_deferral: "Decide who owns the modules; a deferral is no owner",
    unknown_domain:
      "Correct the name in `banned`: a pair with a domain that is not there bans nothing",
    banned_pair: "Remove the import, or move one of the two modules to another domain",
    unread_language:
      "Set `imports` to a pattern for this language, or leave the file out of the banned domains",
  },
  example: {
    id: "boundaries",
    kind: "boundary",
    manifest: "docs/boundaries.jsonc",
    modules: ["lib/**/*.ts"],
  },
};

function* judgeBoundary(
  settings: BoundarySettings,
  { now }: { readonly now: string },
): Asking<GateJudgement> {
  const { manifest: path, modules: globs, except } = settings;
  const text = yield* ask({ as: "text", path });
  if (text.is === "unread") return concludeLost(explainUnread(path, text), [path]);
  const files = yield* ask({ as: "files", globs, except });
  if (files.is === "unread") return concludeLost(explainUnread(globs.join(", "), files), [path]);
  const read = readManifest(text.text);
  if (!read.ok) return concludeLost(malformedFault(path, read.error), [path]);
  const manifest = read.value;
  const owned = yield* judgeOwnership(manifest, { path, modules: files.paths, now });
  const pairs = yield* judgePairs(manifest, settings, {
    modules: files.paths,
    owners: owned.owners,
  });
  const faults = [...listFaults(globs, files), ...owned.faults, ...pairs.faults];
  const has = (...codes: string[]) => faults.some(({ code }) => codes.includes(code)) ? 0 : 1;
  const { length: domains } = manifest.domains;
  const banned = manifest.banned?.length ?? 0;
  return concludeFaults(faults, {
    proved:
      `${countOf(files.paths.length, "module")} in ${countOf(domains, "domain")}, each with ` +
      `one owner or deferred; ${countOf(banned, "banned pair")} absent`,
    artifacts: [path],
    measures: {
      modules: files.paths.length,
      domains,
      deferred: owned.deferred,
      banned_pairs: banned,
      imports_read: pairs.importsRead,
      all_modules_mapped_or_deferred: has("missing_owner", "expired_deferral", "no_modules"),
      no_duplicate_domain_ownership: has("duplicate_owner", "duplicate_domain"),
      banned_cross_boundary_pairs_absent: has(
        ...["banned_pair", "unknown_domain", "unread_language", "unreadable_artifact"],
        ...["missing_artifact", "too_many_modules", "no_modules"],
      ),
    },
  });
}

function readManifest(text: string): Result<BoundaryJson, string> {
  const parsed = parseStranger(stripJsonc(text));
  if (!parsed.ok) return err(parsed.error);
  return checkSchema(BoundaryJson, parsed.value);
}

function listFaults(
  globs: readonly string[],
  { paths, isWhole }: { readonly paths: readonly string[]; readonly isWhole: boolean },
): readonly GateFault[] {
  const subject = globs.join(", ");
  const fault = (code: string, message: string) => [makeFault(code, subject, message)];
  if (!isWhole) return fault("too_many_modules", `${subject} matches more than can be listed`);
  return paths.length > 0 ? [] : fault("no_modules", `no file matches ${subject}`);
}
