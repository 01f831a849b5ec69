import type { DirEntry, FileFacts, FileKind } from "../../lib/host/host.ts";
import type { FileErrorCode } from "../../lib/model/problem.ts";

/** What a test puts at a path: text or bytes for a file, or something else by name. */
export type FakeNode =
  | string
  | Uint8Array
  | { readonly kind: "folder" }
  | { readonly kind: "link"; readonly to: string }
  /** A FIFO, socket or device. */
  | { readonly kind: "other" };

/** Something at a path. Two paths that hold the same object are hard links. */
export interface Stored {
  readonly kind: FileKind;
  bytes: Uint8Array;
  readonly target: string;
  mode: number;
  readonly modifiedMs: number;
}

/** Nodes by absolute path. Operations give a code where the system would refuse, else null. */
export interface FakeTree {
  /** The path with links in it resolved; the last part only where the system would follow it too. */
  walk(path: string, last: "follow" | "keep"): string;
  at(path: string): Stored | undefined;
  /** The regular file at a resolved path, or why there is none. */
  fileAt(path: string): Stored | FileErrorCode;
  put(path: string, node: Stored): FileErrorCode | null;
  makeFolders(path: string): FileErrorCode | null;
  remove(path: string): void;
  move(from: string, to: string): FileErrorCode | null;
  entries(folder: string): DirEntry[];
  paths(): string[];
}

const MAX_LINKS = 40;

/** An empty tree: only `/`. */
export function fakeTree(): FakeTree {
  const nodes = new Map<string, Stored>([["/", stored({ kind: "folder" }, 0)]]);

  function walk(path: string, last: "follow" | "keep", links = 0): string {
    const parts = path.split("/").filter((part) => part !== "" && part !== ".");
    return parts.reduce((at, part, index) => {
      const next = part === ".." ? parentOf(at) : join(at, part);
      const node = nodes.get(next);
      const kept = last === "keep" && index === parts.length - 1;
      if (node?.kind !== "link" || kept || links > MAX_LINKS) return next;
      const target = node.target.startsWith("/") ? node.target : join(at, node.target);
      return walk(target, "follow", links + 1);
    }, "/");
  }

  function refuseParent(path: string): FileErrorCode | null {
    return nodes.get(parentOf(path))?.kind === "folder" ? null : "not-found";
  }

  function put(path: string, node: Stored): FileErrorCode | null {
    const refused = nodes.get(path)?.kind === "folder" ? "not-a-file" : refuseParent(path);
    if (refused === null) nodes.set(path, node);
    return refused;
  }

  function makeFolders(path: string): FileErrorCode | null {
    const there = nodes.get(path);
    if (there) return there.kind === "folder" ? null : "already-exists";
    const refused = makeFolders(walk(parentOf(path), "follow"));
    return refused ?? put(path, stored({ kind: "folder" }, 0));
  }

  function remove(path: string): void {
    for (const one of [...nodes.keys()]) if (isWithin(one, path)) nodes.delete(one);
  }

  return {
    walk,
    put,
    makeFolders,
    remove,
    at: (path) => nodes.get(path),
    fileAt(path) {
      const node = nodes.get(path);
      if (node === undefined) return "not-found";
      if (node.kind === "link") return "is-a-link";
      return node.kind === "file" ? node : "not-a-file";
    },
    move(from, to) {
      const moved = [...nodes].filter(([one]) => isWithin(one, from));
      const refused = moved.length === 0 ? "not-found" : refuseParent(to);
      if (refused !== null || from === to) return refused;
      remove(to);
      remove(from);
      for (const [one, node] of moved) nodes.set(to + one.slice(from.length), node);
      return null;
    },
    entries: (folder) =>
      [...nodes].filter(([one]) => one !== "/" && parentOf(one) === folder)
        .map(([one, { kind }]) => ({ name: one.slice(one.lastIndexOf("/") + 1), kind }))
        .sort((a, b) => a.name < b.name ? -1 : 1),
    paths: () => [...nodes].filter(([, { kind }]) => kind !== "folder").map(([one]) => one).sort(),
  };
}

/** A node as it is stored, dated. */
export function stored(node: FakeNode, modifiedMs: number): Stored {
  const empty = { bytes: new Uint8Array(), target: "", modifiedMs };
  if (typeof node === "string" || node instanceof Uint8Array) {
    return { ...empty, kind: "file", bytes: toBytes(node), mode: 0o644 };
  }
  const target = node.kind === "link" ? node.to : "";
  return { ...empty, kind: node.kind, target, mode: node.kind === "folder" ? 0o755 : 0o644 };
}

/** What `Files.stat` says of a node. */
export function factsOf(node: Stored | undefined): FileFacts | null {
  if (!node) return null;
  const { kind, bytes, modifiedMs, mode } = node;
  return { kind, sizeBytes: bytes.length, modifiedMs, mode, uid: 1000 };
}

/** True for the folder itself and everything below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);
}

/** The folder a path is in; `/` is in itself. */
export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}

function join(folder: string, name: string): string {
  return folder === "/" ? `/${name}` : `${folder}/${name}`;
}

function toBytes(data: string | Uint8Array): Uint8Array {
  return typeof data === "string" ? new TextEncoder().encode(data) : data.slice();
}
