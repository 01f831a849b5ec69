import { dirname, join } from "@std/path";
import type { Host } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import type { ReportFormRow } from "../model/report_form.ts";
import { err, ok, type Result } from "../model/result.ts";

/** Where a report goes: standard output, a folder, or a path that may be either. */
export type ReportTarget =
  | { readonly kind: "stdout" }
  | { readonly kind: "folder" | "path"; readonly path: string };

/** A private folder for what passes, and where each form will stand. */
export interface ReportStage {
  /** Absolute. */
  readonly path: string;
  pathOf(form: ReportFormRow): string;
  close(): Promise<void>;
}

/**
 * Makes a private folder for a report, and its target where that is a folder. A target inside the
 * record's own folder is a `usage` problem: what a run left is never changed.
 */
export async function openStage(
  host: Host,
  target: ReportTarget,
  recordFolder: string | null,
): Promise<Result<ReportStage, Problem>> {
  const isFolder = target.kind === "folder" ||
    (target.kind === "path" && (await host.files.stat(target.path))?.kind === "folder");
  const goal = target.kind === "stdout" ? host.machine.cwd : target.path;
  const folder = isFolder ? goal : dirname(goal);
  if (target.kind !== "stdout") {
    const fault = await openTarget(host, folder, recordFolder);
    if (fault !== null) return err(fault);
  }
  const temporary = host.environment()["TMPDIR"] ?? "/tmp";
  const path = `${temporary}/qa-report-${host.randomHex(6)}`;
  const made = await host.files.makeDir(path, 0o700);
  if (!made.ok) return made;
  return ok({
    path,
    pathOf: ({ file }) => isFolder || target.kind === "stdout" ? join(goal, file) : goal,
    close: async () => {
      await host.files.remove(path);
    },
  });
}

async function openTarget(
  host: Host,
  folder: string,
  recordFolder: string | null,
): Promise<Problem | null> {
  const made = await host.files.makeDir(folder);
  if (!made.ok) return made.error;
  const real = await host.files.realPath(folder) ?? folder;
  if (recordFolder === null || !`${real}/`.startsWith(`${recordFolder}/`)) return null;
  const message = `${folder} is in the record itself, and what a run left is never changed`;
  return { kind: "usage", message, hint: "Give --to another folder" };
}

/** Puts a text, or the file at a path, to its target; to standard output for null. */
export async function deliver(
  host: Host,
  what: { readonly text: string } | { readonly path: string },
  target: string | null,
): Promise<Result<void, Problem>> {
  if ("text" in what) {
    if (target !== null) return await host.files.writeWhole(target, what.text);
    host.terminal.out(what.text);
    return ok(undefined);
  }
  if (target === null) return await print(host, what.path);
  if (what.path === target) return ok(undefined);
  // Another file system: it passes beside its target, and stands there whole or not at all.
  const passing = `${target}.${host.randomHex(4)}.tmp`;
  const copied = await host.files.linkOrCopy(what.path, passing);
  return copied.ok ? await host.files.rename(passing, target) : copied;
}

async function print(host: Host, path: string): Promise<Result<void, Problem>> {
  const opened = await host.files.open(path);
  if (!opened.ok) return opened;
  const decoder = new TextDecoder();
  for await (const chunk of opened.value.chunks) {
    host.terminal.out(decoder.decode(chunk, { stream: true }));
  }
  host.terminal.out(decoder.decode());
  opened.value.close();
  return ok(undefined);
}
