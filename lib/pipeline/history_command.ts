import { judgePast } from "../classify/judge_past.ts";
import { resolve } from "@std/path";
import type { Host } from "../host/host.ts";
import type { Database } from "../model/database.ts";
import type { ParsedFlags } from "../model/flag.ts";
import { readSetting } from "../model/flag_value.ts";
import type { HistoryJson } from "../model/history_json.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { parseSize } from "../model/size.ts";
import { formatHistory } from "../report/format_history.ts";
import { formatJsonLine } from "../report/format_json_line.ts";
import { makePast } from "../report/make_past.ts";
import { historyPath, openHistory } from "../write/open_history.ts";
import { pruneHistory, type PruneLimits } from "../write/prune_history.ts";
import {
  queryFailing,
  querySize,
  querySlowest,
  queryTestIds,
  queryTests,
  queryUnsteady,
} from "../write/query_history.ts";
import { findOutputs } from "./find_outputs.ts";
import { KEPT, limitsAt } from "./remember_run.ts";
import { sayMoved } from "./with_history.ts";
import { openVoice, refuse } from "./voice.ts";

const LISTED = 10;

/** Says what earlier runs tell, prunes, or makes the history again; gives the exit code. */
export async function historyCommand(host: Host, flags: ParsedFlags): Promise<number> {
  const voice = openVoice(host, flags);
  const place = await findHistory(host, flags);
  if (!place.ok) return refuse(host, place.error, voice);
  const { path, outputs } = place.value;
  const isRebuilding = flags.values.has("rebuild");
  const target = isRebuilding ? `${path}.rebuild-${host.randomHex(4)}` : path;
  const opened = await openHistory(host, target);
  if (!opened.ok) return refuse(host, opened.error, voice);
  const { database, moved } = opened.value;
  if (moved !== null) voice.warn(sayMoved(moved));
  try {
    const rebuilt = isRebuilding ? await rebuild(host, database, outputs) : null;
    const told = tell(database, { path, rebuilt, flags, now: host.now() });
    if (!told.ok) return refuse(host, told.error, voice);
    voice.write(formatHistory(told.value));
    if (voice.json) host.terminal.out(formatJsonLine(told.value));
  } finally {
    database.close();
  }
  if (!isRebuilding) return 0;
  // The whole of it or nothing: whoever has the old one open writes to that to the end.
  const renamed = await host.files.rename(target, path);
  return renamed.ok ? 0 : refuse(host, renamed.error, voice);
}

async function findHistory(
  host: Host,
  flags: ParsedFlags,
): Promise<Result<{ readonly path: string; readonly outputs: string }, Problem>> {
  const contradiction = faultOf(flags);
  if (contradiction !== null) return err(contradiction);
  const found = await findOutputs(host, flags);
  if (!found.ok) return found;
  const { root, outputs } = found.value;
  const told = readSetting(flags, host.environment(), "history")?.text ?? null;
  if (told === "off") return usage("No history is kept", "Leave --history or QA_HISTORY away");
  const path = told === null ? historyPath(outputs) : resolve(root, told);
  const isThere = flags.values.has("rebuild") || await host.files.stat(path) !== null;
  if (isThere) return ok({ path, outputs });
  const hint = "Run the gate once, or make it from records with --rebuild";
  return usage(`There is no history at ${path}`, hint);
}

function faultOf({ values }: ParsedFlags): Problem | null {
  for (const flag of ["keep-days", "keep-size", "dry-run"]) {
    if (!values.has(flag) || values.has("prune")) continue;
    return { kind: "usage", message: `--${flag} is for --prune`, hint: "Add --prune" };
  }
  return null;
}

function usage(message: string, hint: string): Result<never, Problem> {
  return err({ kind: "usage", message, hint });
}

async function rebuild(host: Host, database: Database, outputs: string) {
  const { rebuildHistory } = await import("./rebuild_history.ts");
  return await rebuildHistory(host, database, outputs);
}

interface TellRequest {
  readonly path: string;
  readonly rebuilt: HistoryJson["rebuilt"];
  readonly flags: ParsedFlags;
  readonly now: string;
}

/** Prunes where that is asked for, and tells what there is then. */
function tell(
  database: Database,
  { path, rebuilt, flags, now }: TellRequest,
): Result<HistoryJson, Problem> {
  const { values } = flags;
  const dryRun = values.has("dry-run");
  const pruned = values.has("prune")
    ? pruneHistory(database, limitsOf(flags, now), { dryRun })
    : ok(null);
  if (!pruned.ok) return pruned;
  const limit = Number(values.get("limit") ?? LISTED);
  const given = values.get("test");
  const asked = Array.isArray(given) ? given.map(String) : [];
  return database.read((sql) => {
    const { sizeBytes, ...size } = querySize(sql);
    const past = (ids: readonly string[]) =>
      queryTests(sql, ids).map((test) => ({ id: test.id, ...makePast(judgePast(test)) }));
    const found = asked.map((text) => ({ text, ids: queryTestIds(sql, text) }));
    return {
      schema: "qa.history.v1",
      path,
      ...size,
      size_bytes: sizeBytes,
      unsteady: past(queryUnsteady(sql, limit)),
      failing: past(queryFailing(sql, limit)),
      slowest: querySlowest(sql, limit).map(({ id, expectedMs }) => ({
        id,
        expected_ms: expectedMs,
      })),
      asked: past([...new Set(found.flatMap(({ ids }) => ids))]),
      never_seen: found.filter(({ ids }) => ids.length === 0).map(({ text }) => text),
      pruned: pruned.value === null ? null : pruned.value.map(({ runId, startedAt, why }) => ({
        run_id: runId,
        started_at: startedAt,
        why,
      })),
      dry_run: dryRun,
      rebuilt,
    };
  });
}

/** What `--prune` keeps. */
function limitsOf({ values }: ParsedFlags, now: string): PruneLimits {
  const days = values.get("keep-days");
  const size = parseSize(String(values.get("keep-size") ?? KEPT.maxBytes));
  return {
    ...limitsAt(now, days === undefined ? KEPT.days : Number(days)),
    maxBytes: size.ok ? size.value : KEPT.maxBytes,
  };
}
