/** The calls of the engine's client that we make; each has its own reader. */
export type EngineVerb =
  | "version"
  | "image inspect"
  | "pull"
  | "build"
  | "create"
  | "start"
  | "inspect"
  | "events"
  | "stop"
  | "kill"
  | "remove"
  | "ps"
  | "copy"
  | "swarm";
