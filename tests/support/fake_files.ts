import { createHash } from "node:crypto";
import type { Files, FileSink, FollowedFile, OpenFile } from "../../lib/host/host.ts";
import type { FileErrorCode, Problem } from "../../lib/model/problem.ts";
import { err, ok, type Result } from "../../lib/model/result.ts";
import {
  factsOf,
  type FakeNode,
  type FakeTree,
  fakeTree,
  isWithin,
  parentOf,
  type Stored,
  stored,
} from "./fake_tree.ts";

/** An operation that fails: on this path or below it, for these actions (all unless said). */
export interface FakeFailure {
  readonly path: string;
  readonly code: FileErrorCode;
  readonly actions?: readonly FileAction[];
}

type FileAction = Extract<Problem, { kind: "file" }>["action"];

/** Files in memory, and what a test may look at. */
export interface FakeFiles extends Files {
  /** Adds or replaces whatever is at the path; missing parents become folders. */
  put(path: string, node: FakeNode): void;
  /** Appends to a file as a process does that has it open; makes it where there is none. */
  grow(path: string, text: string): void;
  /** Text of the file at the path; throws when there is none, so that a test fails where it looks. */
  text(path: string): string;
  /** Paths of all files and links, sorted. */
  paths(): string[];
  /** These operations fail from now on; take an entry out to mend the disk. */
  readonly failures: FakeFailure[];
}

type Attempt = <T>(
  action: FileAction,
  path: string,
  does: () => Result<T, FileErrorCode>,
) => Promise<Result<T, Problem>>;

/** Files in memory; `nowMs` dates what is written. Paths are absolute, with `/`. */
export function fakeFiles(
  initial: Readonly<Record<string, FakeNode>>,
  nowMs: () => number,
): FakeFiles {
  const tree = fakeTree();
  const failures: FakeFailure[] = [];
  const attempt: Attempt = (action, path, does) => {
    const failure = failures.find((one) =>
      isWithin(path, one.path) && (one.actions?.includes(action) ?? true)
    );
    const result = failure ? err(failure.code) : does();
    return Promise.resolve(result.ok ? result : err(problem(action, path, result.error)));
  };
  const files: FakeFiles = {
    ...lookAt(tree, attempt),
    ...change(tree, attempt, nowMs),
    failures,
    paths: () => tree.paths(),
    put(path, node) {
      tree.makeFolders(tree.walk(parentOf(path), "follow"));
      tree.put(tree.walk(path, "keep"), stored(node, nowMs()));
    },
    grow(path, text) {
      const node = tree.fileAt(tree.walk(path, "follow"));
      if (typeof node === "string") files.put(path, text);
      else node.bytes = concat(node.bytes, new TextEncoder().encode(text));
    },
    text(path) {
      const node = tree.fileAt(tree.walk(path, "follow"));
      if (typeof node === "string") throw new Error(`fake files: ${node} at ${path}`);
      return decode(node);
    },
  };
  for (const [path, node] of Object.entries(initial)) {
    if (typeof node === "object" && "kind" in node && node.kind === "folder") {
      tree.makeFolders(path);
    } else files.put(path, node);
  }
  return files;
}

function lookAt(tree: FakeTree, attempt: Attempt) {
  const readable = (path: string, maxBytes: number): Result<Stored, FileErrorCode> => {
    const node = tree.fileAt(path);
    if (typeof node === "string") return err(node);
    return node.bytes.length > maxBytes ? err("too-large") : ok(node);
  };
  return {
    readText: (path, maxBytes = Infinity) =>
      attempt("read", path, () => {
        const node = readable(tree.walk(path, "follow"), maxBytes);
        return node.ok ? ok(decode(node.value)) : node;
      }),
    prepareOpen: () => Promise.resolve(),
    open: (path, maxBytes = Infinity, fromByte = 0) =>
      attempt("read", path, () => {
        const node = readable(tree.walk(path, "keep"), maxBytes);
        return node.ok ? ok(openStored(node.value, fromByte)) : node;
      }),
    readBytes: (path, maxBytes) =>
      attempt("read", path, () => {
        const node = readable(tree.walk(path, "keep"), maxBytes);
        if (!node.ok) return node;
        const { modifiedMs } = node.value;
        const bytes = node.value.bytes.slice();
        const sha256 = () => createHash("sha256").update(bytes).digest("hex");
        return ok({ bytes, modifiedMs, sha256 });
      }),
    openOwn: (path) =>
      attempt("read", path, () => {
        const node = readable(tree.walk(path, "keep"), Infinity);
        return node.ok ? ok(openStored(node.value)) : node;
      }),
    list: (path, atMost = Infinity) =>
      attempt("list", path, () => {
        const at = tree.walk(path, "follow");
        if (tree.at(at)?.kind !== "folder") return err("not-found");
        return ok(tree.entries(at).slice(0, atMost));
      }),
    stat: (path) => Promise.resolve(factsOf(tree.at(tree.walk(path, "keep")))),
    realPath(path) {
      const at = tree.walk(path, "follow");
      return Promise.resolve(tree.at(at) ? at : null);
    },
  } satisfies Partial<Files>;
}

function change(tree: FakeTree, attempt: Attempt, nowMs: () => number) {
  return {
    writeWhole: (path, data, mode) =>
      attempt("write", path, () => {
        const node = stored(data, nowMs());
        if (mode !== undefined) node.mode = mode;
        return done(tree.put(tree.walk(path, "keep"), node));
      }),
    append: (path) =>
      attempt("write", path, () => {
        const at = tree.walk(path, "keep");
        const there = tree.fileAt(at);
        const refused = there === "not-found" ? tree.put(at, stored("", nowMs())) : there;
        return typeof refused === "string" ? err(refused) : ok(openSink(tree, path, attempt));
      }),
    createFollowed: (path, head = "") =>
      attempt("create", path, () => {
        const at = tree.walk(path, "keep");
        if (tree.at(at)) return err("already-exists");
        const node = stored(head, nowMs());
        const refused = tree.put(at, node);
        return refused === null ? ok(follow(node)) : err(refused);
      }),
    makeDir: (path, mode) =>
      attempt("create", path, () => {
        const at = tree.walk(path, "follow");
        const refused = tree.makeFolders(at);
        const node = tree.at(at);
        if (refused === null && node && mode !== undefined) node.mode = mode;
        return done(refused);
      }),
    makeDirExclusive: (path) =>
      attempt("create", path, () => {
        const at = tree.walk(path, "keep");
        return done(
          tree.at(at) ? "already-exists" : tree.put(at, stored({ kind: "folder" }, nowMs())),
        );
      }),
    remove: (path) =>
      attempt("remove", path, () => {
        tree.remove(tree.walk(path, "keep"));
        return ok(undefined);
      }),
    rename: (from, to) =>
      attempt("rename", to, () => done(tree.move(tree.walk(from, "keep"), tree.walk(to, "keep")))),
    linkOrCopy: (from, to) =>
      attempt("link", to, () => {
        const node = tree.at(tree.walk(from, "keep"));
        const at = tree.walk(to, "keep");
        if (tree.at(at)) return err("already-exists");
        // The same object: a hard link sees what is appended through the other name.
        return node ? done(tree.put(at, node)) : err("not-found");
      }),
  } satisfies Partial<Files>;
}

function openSink(tree: FakeTree, path: string, attempt: Attempt): FileSink {
  const node = tree.at(tree.walk(path, "keep"));
  return {
    write: (data) =>
      attempt("write", path, () => {
        if (node) node.bytes = concat(node.bytes, data);
        return ok(undefined);
      }),
    close: () => Promise.resolve(ok(undefined)),
  };
}

/** Follows the node itself, as a descriptor does: another node at its path changes nothing. */
function follow(node: Stored): FollowedFile {
  const head = decode(node);
  let [at, headBytes] = [node.bytes.length, node.bytes.length];
  return {
    read() {
      const piece = node.bytes.slice(at, at + 4096);
      at += piece.length;
      return Promise.resolve(piece);
    },
    size: () => {
      const bytes = Math.max(0, node.bytes.length - headBytes);
      return Promise.resolve({ bytes, stored: node.bytes.length });
    },
    keepsHead: () => Promise.resolve(headBytes === 0 || decode(node).startsWith(head)),
    rewind: () => {
      [at, headBytes] = [0, 0];
      return Promise.resolve();
    },
    close() {},
  };
}

function openStored({ bytes, modifiedMs }: Stored, fromByte = 0): OpenFile {
  const chunks = reusingBuffer(bytes.subarray(fromByte));
  return { sizeBytes: bytes.length, modifiedMs, chunks, close() {} };
}

/** As in the real host all chunks share one buffer: code that keeps one must fail here too. */
async function* reusingBuffer(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(4096);
  for (let at = 0; at < bytes.length; at += buffer.length) {
    const part = bytes.subarray(at, at + buffer.length);
    buffer.fill(0);
    buffer.set(part);
    yield await Promise.resolve(buffer.subarray(0, part.length));
  }
}

function done(refused: FileErrorCode | null): Result<void, FileErrorCode> {
  return refused === null ? ok(undefined) : err(refused);
}

function problem(action: FileAction, path: string, code: FileErrorCode): Problem {
  return { kind: "file", action, path, code, detail: `fake: ${code}` };
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

function decode({ bytes }: Stored): string {
  return new TextDecoder().decode(bytes);
}
