import type { ContainerExecution } from "../../lib/execute/container_execution.ts";
import type { ContainerRequest } from "../../lib/execute/container_request.ts";
import { newCounters } from "../../lib/execute/count_stream.ts";
import type { Journal, JournalEntry } from "../../lib/execute/journal.ts";
import { type EngineEvents, NO_EVENTS } from "../../lib/execute/watch_events.ts";
import { createRedactor } from "../../lib/formats/redactor.ts";
import { LABEL_ATTEMPT, LABEL_OWNER, LABEL_RUN, LABEL_SUITE } from "../../lib/model/owner.ts";
import type { FakeHost } from "./fake_host.ts";
import { LINT_COMMAND, SAMPLE_CONTAINER } from "./sample_plan.ts";

/** The request of the second attempt of the suite lint. */
export const SAMPLE_REQUEST: ContainerRequest = {
  name: "qa-1-lint-2",
  image: { id: "sha256:1", entrypoint: [] },
  settings: SAMPLE_CONTAINER,
  command: LINT_COMMAND,
  labels: {
    [LABEL_OWNER]: "here/boot-1/1/1",
    [LABEL_RUN]: "1",
    [LABEL_SUITE]: "lint",
    [LABEL_ATTEMPT]: "2",
  },
  root: "/project",
  outputs: "/project/outputs/qa",
  box: "/spool/box",
  nonceFile: "/workspace/nonce",
  withEntryScript: true,
};

/** What differs from the sample, in the request or around it. */
export type ExecutionChange =
  & Partial<Omit<ContainerExecution, "request">>
  & { readonly request?: Partial<ContainerRequest> };

/** An execution in `/run` with the box `/spool/box`, without events or secrets, unless changed. */
export function sampleContainerExecution(change: ExecutionChange = {}): ContainerExecution {
  return {
    folder: "/run",
    label: "suites/lint/container-2",
    nonce: "f00d",
    stdout: newCounters(),
    stderr: newCounters(),
    redactor: createRedactor(new Map()),
    events: NO_EVENTS,
    cancel: new AbortController().signal,
    warn: () => {},
    onCreated: () => {},
    journal: deafJournal(),
    subject: { suite: "lint", attempt: 2, container: "qa-1-lint-2" },
    processes: () => Promise.resolve({ kind: "some", ids: [412] }),
    sample: () => Promise.resolve(null),
    ...change,
    request: { ...SAMPLE_REQUEST, ...change.request },
  };
}

/** A journal that only acts. */
function deafJournal(): Journal {
  return noteInto([]);
}

/** A journal that notes in memory: `intent stop deadline`, `done stop`, `failed kill …`. */
export function noteInto(notes: string[]): Journal {
  const note = (phase: string, { action }: JournalEntry, why: string): void =>
    void notes.push(`${phase} ${action} ${why}`.trimEnd());
  return {
    async act(entry, act, problem) {
      note("intent", entry, entry.why ?? "");
      const result = await act();
      const failure = problem(result);
      note(failure === null ? "done" : "failed", entry, failure ?? "");
      return result;
    },
    close: () => Promise.resolve(),
  };
}

/** Events of an engine that tells of a container's end at a time of the host's clock; until then of nothing. */
export function diesAt(host: () => FakeHost, atMs: number): EngineEvents {
  const die = { action: "die", timeNano: "1", signal: null, exitCode: 0 };
  const isDead = (): boolean => host().monotonicMs() >= atMs;
  return {
    of: (containerId) => isDead() ? [{ containerId, ...die }] : [],
    async waitFor(_id, action, { timeoutMs, until }) {
      const leftMs = Math.max(0, atMs - host().monotonicMs());
      await host().sleep(Math.min(timeoutMs, leftMs), until);
      return action === "die" && isDead();
    },
    stop: () => Promise.resolve(),
  };
}
