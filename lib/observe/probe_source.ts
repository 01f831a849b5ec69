import type { Host } from "../host/host.ts";
import type { SourceFacts } from "../model/mount_facts.ts";

const MOST_NAMES = 2_000;
const MOST_LINKS = 20;

/** What this machine knows of a folder before it is mounted. */
export async function probeSource(host: Host, path: string): Promise<SourceFacts> {
  const real = await host.files.realPath(path);
  const facts = real === null ? null : await host.files.stat(real);
  const nothing = { path, names: null, uid: null, gid: null, mode: null };
  const odd = { ignoresCase: false, linksOut: [] };
  if (facts === null || real === null) return { ...nothing, ...odd, kind: "missing" };
  const { uid, mode } = facts;
  const kind = facts.kind === "folder" || facts.kind === "file" ? facts.kind : "other";
  if (kind !== "folder") return { ...nothing, ...odd, kind, uid, gid: uid, mode };
  const listed = await host.files.list(real, MOST_NAMES);
  const entries = listed.ok ? listed.value : [];
  const links = entries.filter((entry) => entry.kind === "link").slice(0, MOST_LINKS);
  const leading = await Promise.all(links.map(async ({ name }) => {
    const target = await host.files.realPath(`${real}/${name}`);
    return target === null || target === real || target.startsWith(`${real}/`) ? [] : [name];
  }));
  return {
    ...{ path, kind, uid, mode },
    // The group is seldom what decides; where it does, the owner's own is right.
    gid: uid,
    names: listed.ok ? entries.map(({ name }) => name) : null,
    ignoresCase: await ignoresCase(host, real, entries.map(({ name }) => name)),
    linksOut: leading.flat(),
  };
}

/** Asks for a name in the other case: two names that lead to one file are one. */
async function ignoresCase(host: Host, folder: string, names: readonly string[]): Promise<boolean> {
  const name = names.find((one) => swap(one) !== one && !names.includes(swap(one)));
  return name !== undefined && await host.files.stat(`${folder}/${swap(name)}`) !== null;
}

function swap(name: string): string {
  const upper = name.toUpperCase();
  return upper === name ? name.toLowerCase() : upper;
}
