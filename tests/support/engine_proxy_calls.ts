/** Every call of the engine's API that a fault can be laid on; `other` is what has no name here. */
export const ENGINE_CALLS = [
  "ping",
  "version",
  "info",
  "image-inspect",
  "image-list",
  "pull",
  "build",
  "events",
  "list",
  "create",
  "inspect",
  "start",
  "attach",
  "wait",
  "logs",
  "stats",
  "top",
  "archive",
  "stop",
  "kill",
  "restart",
  "pause",
  "unpause",
  "delete",
  "other",
] as const;

/** The name of one call of the engine's API. */
export type EngineCall = typeof ENGINE_CALLS[number];

const ROUTES: readonly (readonly [EngineCall, RegExp])[] = [
  ["ping", /^(GET|HEAD) \/_ping$/],
  ["version", /^GET \/version$/],
  ["info", /^GET \/info$/],
  ["image-inspect", /^GET \/images\/.+\/json$/],
  ["image-list", /^GET \/images\/json$/],
  ["pull", /^POST \/images\/create$/],
  ["build", /^POST \/(build|session|grpc)$/],
  ["events", /^GET \/events$/],
  ["list", /^GET \/containers\/json$/],
  ["create", /^POST \/containers\/create$/],
  ["inspect", /^GET \/containers\/[^/]+\/json$/],
  ["start", /^POST \/containers\/[^/]+\/start$/],
  ["attach", /^POST \/containers\/[^/]+\/attach$/],
  ["wait", /^POST \/containers\/[^/]+\/wait$/],
  ["logs", /^GET \/containers\/[^/]+\/logs$/],
  ["stats", /^GET \/containers\/[^/]+\/stats$/],
  ["top", /^GET \/containers\/[^/]+\/top$/],
  ["archive", /^(GET|HEAD|PUT) \/containers\/[^/]+\/archive$/],
  ["stop", /^POST \/containers\/[^/]+\/stop$/],
  ["kill", /^POST \/containers\/[^/]+\/kill$/],
  ["restart", /^POST \/containers\/[^/]+\/restart$/],
  ["pause", /^POST \/containers\/[^/]+\/pause$/],
  ["unpause", /^POST \/containers\/[^/]+\/unpause$/],
  ["delete", /^DELETE \/containers\/[^/]+$/],
];

/** Names a call by its method and target; the API's version and the query do not matter. */
export function nameCall(method: string, target: string): EngineCall {
  const path = (target.split("?", 1)[0] ?? "").replace(/^\/v\d+\.\d+(?=\/)/, "");
  return ROUTES.find(([, route]) => route.test(`${method} ${path}`))?.[0] ?? "other";
}
