import { readTaskEnd, type TaskEnd } from "../model/task_end.ts";

/** Takes the output of a task and keeps its last word out of it. */
export interface TaskOutput {
  /** What can be handed on of it; valid as long as the chunk is. */
  push(chunk: Uint8Array): Uint8Array;
  /** What was held back, when no more comes. */
  end(): Uint8Array;
  /** The last word, once it was seen. */
  lastWord(): TaskEnd | null;
}

/** Longest last word, its mark left out. */
const WORDS_BYTES = 24;

/** Opens the output of a task whose last word begins with this mark, on a line of its own. */
export function openTaskOutput(mark: string): TaskOutput {
  const marked = new TextEncoder().encode(`\n${mark}`);
  let held = new Uint8Array();
  let found: TaskEnd | null = null;
  return {
    push: (chunk) => {
      const all = joined(held, chunk);
      const at = findMark(all, marked);
      const isDone = at >= 0 && all.indexOf(10, at + marked.length) >= 0;
      if (isDone || (at >= 0 && all.length - at > marked.length + WORDS_BYTES)) {
        const end = all.indexOf(10, at + marked.length);
        found ??= readTaskEnd(new TextDecoder().decode(all.subarray(at + marked.length, end)));
        held = new Uint8Array();
        return all.subarray(0, at);
      }
      // A copy: the chunk is only valid until the next one.
      const keep = at >= 0 ? at : beginOfMark(all, marked);
      held = all.slice(keep);
      return all.subarray(0, keep);
    },
    end: () => {
      const rest = held;
      held = new Uint8Array();
      return rest;
    },
    lastWord: () => found,
  };
}

function joined(held: Uint8Array, chunk: Uint8Array): Uint8Array {
  if (held.length === 0) return chunk;
  const all = new Uint8Array(held.length + chunk.length);
  all.set(held);
  all.set(chunk, held.length);
  return all;
}

function findMark(all: Uint8Array, marked: Uint8Array): number {
  for (let at = all.indexOf(10); at >= 0; at = all.indexOf(10, at + 1)) {
    if (at + marked.length > all.length) return -1;
    if (marked.every((byte, index) => all[at + index] === byte)) return at;
  }
  return -1;
}

/** Where a mark may have begun whose rest is still to come; the length when there is none. */
function beginOfMark(all: Uint8Array, marked: Uint8Array): number {
  for (let at = Math.max(0, all.length - marked.length + 1); at < all.length; at++) {
    const rest = all.subarray(at);
    if (rest.every((byte, index) => marked[index] === byte)) return at;
  }
  return all.length;
}
