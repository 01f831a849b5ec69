import { basename, dirname, join } from "@std/path";
import type { Host } from "../host/host.ts";
import type { GateMend } from "../model/gate.ts";
import type { FixJson } from "../model/gate_tools_json.ts";
import { cleanLine } from "../report/clean_terminal.ts";
import { formatChange } from "../report/format_change.ts";
import { formatJsonLine } from "../report/format_json_line.ts";
import { formatVerdictCall } from "../report/format_verdict_call.ts";
import { err, ok, type Result } from "../model/result.ts";
import { explainProblem } from "../report/explain_problem.ts";
import { conductAsking } from "./conduct_asking.ts";
import { findArtifact } from "./find_artifact.ts";
import type { LoadedVerdict } from "./load_verdict.ts";
import type { Voice } from "./voice.ts";

type Fixed = FixJson["files"][number];
type Skipped = FixJson["skipped"][number];

/** What `--fix` is done with. */
export type FixMeans = Pick<LoadedVerdict, "root" | "gates" | "context" | "answers" | "call">;

/**
 * Mends what the declared gates can mend by themselves: files inside of the root, written whole, each
 * once, with the lines that change. Gives 0, or 1 where a file could not be mended; what is left to
 * people is told by the next verdict.
 */
export async function fixGates(host: Host, loaded: FixMeans, voice: Voice): Promise<number> {
  const files: Fixed[] = [];
  const skipped: Skipped[] = [];
  const mended = new Set<string>();
  for (const { head, row, settings } of loaded.gates) {
    if (row.fix === undefined) continue;
    const asking = row.fix(settings, loaded.context);
    const mends = await conductAsking(asking, loaded.answers, { startsPrograms: false });
    for (const mend of mends) {
      const written = mended.has(mend.path)
        ? err("another gate has mended it just now: run --fix again")
        : await writeMend(host, mend, loaded);
      mended.add(mend.path);
      if (written.ok) files.push(tell(voice, head.id, mend, written.value));
      else skipped.push({ gate: head.id, path: mend.path, why: written.error });
    }
  }
  for (const { gate, path, why } of skipped) voice.warn(`${gate}: ${path} is not mended: ${why}`);
  if (files.length === 0 && skipped.length === 0) voice.write("nothing to mend\n");
  else if (files.length > 0) voice.write(`Judge again: ${formatVerdictCall(loaded.call)}\n`);
  const answer: FixJson = { schema: "qa.fix.v1", files, skipped };
  if (voice.json) host.terminal.out(voice.clean(formatJsonLine(answer)));
  return skipped.length === 0 ? 0 : 1;
}

/** The text before, or why nothing was written. */
async function writeMend(
  host: Host,
  { path, text }: GateMend,
  { root }: FixMeans,
): Promise<Result<string, string>> {
  const places = { root, outputs: root };
  const folder = await findArtifact(host, dirname(path), places);
  if (!folder.ok) return err(folder.error.why);
  const target = join(folder.value, basename(path));
  const facts = await host.files.stat(target);
  // A file is replaced, not written into: a link would become a file, and a device none.
  if (facts !== null && facts.kind !== "file") {
    return err(`it is a ${facts.kind}, and no plain file`);
  }
  const before = facts === null ? ok("") : await host.files.readText(target);
  if (!before.ok) return err(explainProblem(before.error).message);
  const mode = facts?.mode ?? null;
  const written = await host.files.writeWhole(
    target,
    text,
    mode === null ? undefined : mode & 0o777,
  );
  return written.ok ? ok(before.value) : err(explainProblem(written.error).message);
}

function tell(voice: Voice, gate: string, { path, text, change }: GateMend, before: string): Fixed {
  const { added, removed, lines } = formatChange(before, text);
  voice.write(`${gate}: ${cleanLine(path)}: ${change}\n`);
  lines.forEach((line) => voice.write(`  ${line}\n`));
  return { gate, path, change, added_lines: added, removed_lines: removed };
}
