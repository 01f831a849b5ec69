/** A process of ours, spelled so that it can stand in a label and be found dead later. */
export interface Owner {
  readonly pid: number;
  readonly startTime: string;
  readonly bootId: string;
  /**
   * Host name and PID namespace: what another machine, or another container that shares the engine,
   * has started is never ours to judge.
   */
  readonly place: string;
}

/** Facts of a machine that make up the owner of what is started there. */
export interface OwnerFacts {
  readonly hostname: string;
  readonly pidNamespace: string;
  readonly self: { readonly pid: number; readonly startTime: string; readonly bootId: string };
}

/** Where processes of this machine can be judged. */
export function placeOf({ hostname, pidNamespace }: OwnerFacts): string {
  return `${hostname}+${pidNamespace}`.replace(/[^\w.+:[\]-]/g, "_");
}

/** A process of this machine as an owner; this very process unless another is given. */
export function ownerOf(machine: OwnerFacts, process: OwnerFacts["self"] = machine.self): Owner {
  const { pid, startTime, bootId } = process;
  return { pid, startTime, bootId, place: placeOf(machine) };
}

/** Label that every container of ours carries, whatever its run. */
export const LABEL_OWNER = "qa.owner";
/** Label that holds the run's id. */
export const LABEL_RUN = "qa.run";
/** Label that holds the suite's name. */
export const LABEL_SUITE = "qa.suite";
/** Label that holds the attempt's number. */
export const LABEL_ATTEMPT = "qa.attempt";

/** The owner as one word: engines join labels with commas, so it holds none, nor a space. */
export function formatOwner(owner: Owner): string {
  return [owner.place, owner.bootId, owner.pid, owner.startTime].join("/");
}

/** Reads a word made by `formatOwner`; null for anything else. */
export function readOwner(text: string): Owner | null {
  const [place, bootId, pid, startTime, ...more] = text.split("/");
  if (place === undefined || bootId === undefined || startTime === undefined) return null;
  if (more.length > 0 || !/^[1-9]\d{0,9}$/.test(pid ?? "")) return null;
  return { place, bootId, pid: Number(pid), startTime };
}
