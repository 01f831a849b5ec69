import { probeSource } from "../observe/probe_source.ts";
import { formatListing } from "../report/format_listing.ts";
import { writeText } from "../write/write_artifacts.ts";
import type { GateSession } from "./gate_session.ts";
import type { InsideView } from "./look_inside.ts";

/** Names of a listing that are told one by one. */
const MOST_NAMES = 500;

/** Writes `workdir_listing_pre.txt` or its counterpart: the project from this machine and from inside. */
export async function writeListing(
  { host, run, redactor, warn }: GateSession,
  { label, root, view, when }: {
    readonly label: string;
    readonly root: string;
    readonly view: InsideView;
    readonly when: "pre" | "post";
  },
): Promise<void> {
  const source = await probeSource(host, root);
  const names = await Promise.all(
    (source.names ?? []).slice(0, MOST_NAMES).map(async (name) => {
      const facts = await host.files.stat(`${root}/${name}`);
      const { kind = "gone", sizeBytes = null, mode = null, uid = null } = facts ?? {};
      return { name, kind, sizeBytes, mode, uid };
    }),
  );
  const { look, why } = view;
  const text = formatListing({ root: source, names, inside: look?.text ?? "", why });
  const name = `${label}/workdir_listing_${when}.txt`;
  await writeText(host, name, text, { folder: run.path, redactor, warn });
}
