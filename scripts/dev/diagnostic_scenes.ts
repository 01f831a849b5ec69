import type { DiagnosticCase } from "./diagnostic_case.ts";

/** A case that needs more than files: a root's rights, an engine of its own, somebody who meddles. */
export type SceneCase = Pick<DiagnosticCase, "class" | "remedies" | "outcome" | "exit">;

const STOPPED = { class: "daemon", remedies: [], outcome: "not-mended", exit: 3 } as const;
const NO_ENGINE = { ...STOPPED, outcome: "no-engine" } as const;

/** The cases of the other real tests of a diagnosis, for the table of all. */
export const SCENE_CASES: Readonly<Record<string, SceneCase>> = {
  "a foreign user has no rights": {
    ...{ class: "permission", remedies: ["fix-user"], outcome: "healthy", exit: 0 },
  },
  "a small tmpfs is full": {
    ...{ class: "disk-full", remedies: ["minimal-selection"], outcome: "partly", exit: 0 },
  },
  "the image is for other processors": {
    ...{ class: "image", remedies: [], outcome: "not-mended", exit: 3 },
  },
  "the engine sees another file system": {
    ...{ class: "mount", remedies: [], outcome: "not-mended", exit: 4 },
  },
  "there is no client, or no engine": NO_ENGINE,
  "somebody kills the container (docker kill)": STOPPED,
  "somebody removes the container (docker rm -f)": STOPPED,
  "somebody stops the container (docker stop)": STOPPED,
  "somebody pauses the container (docker pause)": STOPPED,
  "the engine is killed in the middle": STOPPED,
  "the engine is shut down in the middle": STOPPED,
  "the engine is started anew in the middle": STOPPED,
};
