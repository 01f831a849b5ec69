import type { ReadyImage } from "../execute/container_request.ts";
import type { Host } from "../host/host.ts";
import type { Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import type { AttemptSettings } from "../model/remedy.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { Fallback } from "../model/verdict.ts";
import type { ContainedSuite } from "../plan/apply_remedy.ts";
import { buildTag } from "./build_tag.ts";
import type { DiagnosticSession, Ladder, LadderCall } from "./diagnostic_session.ts";
import { closeSession, openSession } from "./open_session.ts";
import { type Readiness, readyImages } from "./ready_images.ts";

/** The engine and the image of a diagnosis, asked for once for each way to get the image. */
export interface DiagnosticEngine {
  /** The session and the image to run in; null where there is none, and then `fallback` says why. */
  ready(plan: Plan, pull: AttemptSettings["pull"]): Promise<Result<OpenEngine | null, Ladder>>;
  /** What is open already, or null. */
  open(): OpenEngine | null;
  /** Why there is no image, as of the last answer; null where there is. */
  fallback(): Fallback | null;
  close(): Promise<void>;
}

/** A session whose containers can be made, and from which image. */
export interface OpenEngine {
  readonly session: DiagnosticSession;
  readonly image: ReadyImage;
}

/** The reason where no image is configured. */
export const NO_IMAGE: Fallback = {
  reason: "image-missing",
  detail: "no image is configured and there is no Dockerfile",
  hint: 'Name one with --image, or in qa.jsonc: "container": { "image": … }',
  at: "preflight",
};

/** What an engine is opened for. */
export interface EngineCall {
  readonly plan: Plan;
  readonly suite: ContainedSuite;
  readonly call: LadderCall;
}

/** The engine of a diagnosis; nothing is asked before the first attempt. */
export function openDiagnosticEngine(host: Host, parts: EngineCall): DiagnosticEngine {
  const { call, plan } = parts;
  let opened: OpenEngine | null = null;
  let asked: AttemptSettings["pull"] | null = null;
  let fallback: Fallback | null = null;
  return {
    ready: async (own, pull) => {
      if (asked === pull) return ok(opened);
      asked = pull;
      const ready = await readyImages(host, own, {
        signal: call.interrupts.signal,
        ...{ buildTag: buildTag(plan), warn: call.warn, onSlow: () => {} },
      });
      if (!ready.ok) return err(refusal(ready.error));
      fallback = ready.value.fallback;
      opened = await openWith(host, ready.value, { ...parts, own, opened });
      return ok(opened);
    },
    open: () => opened,
    fallback: () => fallback,
    close: async () => {
      if (opened !== null) await closeSession(opened.session.base);
      else await host.files.remove(call.run.spool);
    },
  };
}

/** What the engine calls wrong usage: nothing was run, and nothing will. */
function refusal(problem: Problem): Ladder {
  const [detail, hint] = "detail" in problem && "hint" in problem
    ? [problem.detail, problem.hint]
    : ["the image cannot be asked for", ""];
  const end = { kind: "stop", why: detail, needsPeople: true } as const;
  const fallback: Fallback = { reason: "image-missing", detail, hint, at: "preflight" };
  return { attempts: [], end, fallback, refused: problem };
}

async function openWith(
  host: Host,
  ready: Readiness,
  { own, suite, call, opened }: EngineCall & {
    readonly own: Plan;
    readonly opened: OpenEngine | null;
  },
): Promise<OpenEngine | null> {
  const { engine } = ready;
  if (engine === null) return null;
  if (opened !== null) return { ...opened, image: engine.image };
  const base = await openSession(host, own, {
    ...{ tables: call.tables, redactor: call.redactor, interrupts: call.interrupts },
    ...{ deadline: call.deadline, run: call.run, ready, emit: call.emit },
  });
  const row = call.tables.runners.find(({ id }) => id === suite.runner);
  if (row === undefined) throw new Error(`no row for ${suite.runner}`);
  const session: DiagnosticSession = {
    ...{ host, base, suite, row, words: call.words, signatures: call.signatures },
    ...{ sampleIntervalMs: call.sampleIntervalMs, telemetry: call.probe.telemetry },
  };
  return { session, image: engine.image };
}
