import type { Mount } from "../model/plan.ts";

/** A mount as the value of `--mount`: one CSV record, so that no path can add a field of its own. */
export function formatMount(mount: Mount): string {
  const fields = ["type=bind", `source=${mount.source}`, `target=${mount.target}`];
  return [...fields, ...(mount.readOnly ? ["readonly"] : [])].map(formatCsvField).join(",");
}

/** One field of a CSV record (RFC 4180): quoted only where it must be. */
function formatCsvField(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
