import type { GateFault } from "../model/gate.ts";

/** A place in a file as one word: `a.json#/status` for a JSON pointer, `a.py:12` for a line. */
export function formatFaultPlace({ path, at }: NonNullable<GateFault["place"]>): string {
  if (at === null || at === "") return path;
  return at.startsWith("/") ? `${path}#${at}` : `${path}:${at}`;
}
