import type { Finding } from "../model/finding.ts";
import { isNoContent, type MountFacts, type SourceFacts } from "../model/mount_facts.ts";

const LISTINGS = ["workdir_listing_pre.txt"];

/**
 * What is wrong with how a project is mounted, each fault by its name: a source that is missing, empty,
 * or in another file system than the engine's; a wrong working directory; a folder that its user may not
 * write to; names that differ in case alone; links out of the tree.
 */
export function judgeMounts(facts: MountFacts): readonly Finding[] {
  return [
    ...facts.others.flatMap(judgeSource),
    ...judgeRoot(facts),
    ...judgeInside(facts),
    ...judgePaths(facts),
    ...judgeRights(facts),
    ...judgeOddities(facts),
  ].toSorted((a, b) => b.confidence - a.confidence);
}

function judgeSource(
  { path, kind, names, target }: MountFacts["others"][number],
): readonly Finding[] {
  if (kind === "missing") {
    return [found("mount", 0.97, `the mounted folder ${path} does not exist on this machine`, {
      quote: `${path}:${target}`,
      remedy: "Correct --mount, or make the folder",
      disproof: `${path} exists on the machine of the engine`,
    })];
  }
  if (kind !== "folder" || names === null || names.length > 0) return [];
  return [found("mount", 0.45, `the mounted folder ${path} is empty`, {
    quote: `${path}:${target}`,
    remedy: "Mount the folder that holds the files",
    disproof: "The tests themselves fill it",
  })];
}

function judgeRoot({ root, projectAbove }: MountFacts): readonly Finding[] {
  if (root.names === null || root.names.some((name) => !isNoContent(name))) return [];
  const remedy = projectAbove === null
    ? "Give the folder of the project with --root"
    : `Mount the project: --root ${projectAbove}`;
  return [
    found("mount", 0.96, `the folder that is mounted as the project, ${root.path}, is empty`, {
      quote: root.path,
      remedy,
      disproof: "A listing of that folder that shows files",
    }),
  ];
}

function judgeInside(
  { root, isNonceRead, inside, workdir, askedUid }: MountFacts,
): readonly Finding[] {
  const hasFiles = root.names?.some((name) => !isNoContent(name)) ?? false;
  if (isNonceRead === false) {
    const uid = inside?.uid ?? askedUid;
    if (uid !== null && isClosed(root, uid)) return [closedTo(root, uid)];
    return [
      found("mount", 0.95, `the engine does not see this file system: ${workdir} is another`, {
        quote: "nonce: not read",
        remedy: "Use an engine on this machine, or run this where the engine is",
        disproof: "The nonce stands in the listing from inside",
      }),
    ];
  }
  if (inside === null || !hasFiles || inside.names.length > 0) return [];
  const seen = inside.folder ?? workdir;
  return [found("workdir", 0.85, `the container starts in ${seen}, where nothing lies`, {
    quote: seen,
    remedy: "Start in the folder that holds the project: --workdir",
    disproof: "A listing from inside that shows the project's files",
  })];
}

function judgePaths({ missingPaths, foundIn, cwd }: MountFacts): readonly Finding[] {
  if (missingPaths.length === 0) return [];
  const where = cwd === "." ? "the project's folder" : cwd;
  const remedy = foundIn === null
    ? "Correct the suite's paths, or its cwd"
    : `Start in ${foundIn}: "cwd": "${foundIn}"`;
  return [found("workdir", 0.92, `${missingPaths.join(", ")} is not in ${where}`, {
    quote: missingPaths.join(" "),
    remedy,
    disproof: "The tests make these paths themselves",
  })];
}

function judgeRights({ root, inside }: MountFacts): readonly Finding[] {
  if (inside === null || inside.uid === null) return [];
  const { uid } = inside;
  const who = `user ${uid} inside; the project belongs to ${root.uid}`;
  if (inside.isReadOnly) {
    return [found("mount", 0.5, "the project is mounted read-only", {
      quote: `${inside.folder} ro`,
      remedy: "Let tests write elsewhere, or mount it writable",
      disproof: "The tests write nothing there",
    })];
  }
  const isForeign = uid !== 0 && root.uid !== null && uid !== root.uid;
  if (isForeign && isClosed(root, uid)) return [closedTo(root, uid)];
  if (inside.isWritable !== false || uid === 0) return [];
  // Tests that write nothing there do not mind.
  return [found("permission", 0.45, `nothing can be written to the project by ${who}`, {
    quote: "writable: no",
    remedy: `Run as its owner: --user ${root.uid}:${root.gid}`,
    disproof: "The tests write nothing there",
  })];
}

function closedTo(root: SourceFacts, uid: number): Finding {
  const who = `user ${uid} inside; the project belongs to ${root.uid}`;
  return found("permission", 0.97, `the project is closed to ${who}`, {
    quote: `mode ${((root.mode ?? 0) & 0o7777).toString(8)}`,
    remedy: `Run as its owner: --user ${root.uid}:${root.gid}`,
    disproof: "The same user can list it",
  });
}

/** True when others than owner and group may not read and enter. */
function isClosed({ mode, uid: owner }: SourceFacts, uid: number | null): boolean {
  return mode !== null && uid !== 0 && uid !== owner && (mode & 0o005) !== 0o005;
}

function judgeOddities({ root }: MountFacts): readonly Finding[] {
  const findings: Finding[] = [];
  if (root.ignoresCase) {
    findings.push(found("mount", 0.15, "the project's file system takes A and a for one name", {
      quote: root.path,
      remedy: "Spell imports as the files are spelled",
      disproof: "It fails in a file system that tells them apart, too",
    }));
  }
  if (root.linksOut.length > 0) {
    const [first = ""] = root.linksOut;
    findings.push(found("mount", 0.2, `${first} is a link out of the project`, {
      quote: root.linksOut.slice(0, 5).join(" "),
      remedy: "Mount its target too, or copy it into the project",
      disproof: "No test follows it",
    }));
  }
  return findings;
}

function found(
  of: Finding["class"],
  confidence: number,
  message: string,
  { quote, remedy, disproof }: {
    readonly quote: string;
    readonly remedy: string;
    readonly disproof: string;
  },
): Finding {
  const evidence = LISTINGS.map((source) => ({ source, quote }));
  return { class: of, confidence, message, evidence, remedy, disproof };
}
