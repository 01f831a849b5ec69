import { parseStranger } from "../formats/read_stranger_json.ts";
import type { GateAnswer, GateContext, GateRequest, ReadFacts, Unread } from "../model/gate.ts";
import { type GateWorld, SCENARIO_COMMIT, SCENARIO_NOW } from "../model/gate_scenario.ts";
import { matchGlob } from "../model/match_glob.ts";

/** A file is that much older than its scenario's day, unless it says another time. */
const AGE_MS = 5 * 60_000;

/** What a judge is told of day and place in a scenario. */
export function contextOf({ context = {} }: GateWorld): GateContext {
  return {
    now: SCENARIO_NOW,
    commit: SCENARIO_COMMIT,
    isDirty: false,
    platform: "linux",
    outputs: "outputs/qa",
    config: { waivers: [], quarantine: [] },
    gateIds: [],
    ...context,
  };
}

/** The text of a file of a scenario; null where there is none. */
export function textOfFile({ files = {} }: GateWorld, path: string): string | null {
  if (!Object.hasOwn(files, path)) return null;
  const file = files[path];
  return typeof file === "string" ? file : `${JSON.stringify(file, null, 2)}\n`;
}

/** The answer of a scenario's world to a request; `digestOf` gives the SHA-256 of a file's text. */
export function answerScenario(
  world: GateWorld,
  request: GateRequest,
  digestOf: (text: string) => string,
): GateAnswer {
  switch (request.as) {
    case "files":
      return answerFiles(world, request);
    case "record": {
      const record = ownOf(world.records, request.given);
      if (record === undefined) return notFound(request.given);
      return typeof record === "string" ? malformed(record) : { is: "record", record };
    }
    case "evidence": {
      const found = ownOf(world.evidence, request.given);
      if (found === undefined) return notFound(request.given);
      return typeof found === "string" ? malformed(found) : { is: "evidence", ...found };
    }
    case "program":
      return answerProgram(world, request.argv.join(" "));
    default:
      return answerFile(world, request, digestOf);
  }
}

function answerFiles(
  { files = {}, isCut = false }: GateWorld,
  { globs, except }: Extract<GateRequest, { readonly as: "files" }>,
): GateAnswer {
  const fits = (path: string, any: readonly string[]) => any.some((glob) => matchGlob(glob, path));
  const paths = Object.keys(files).sort()
    .filter((path) => fits(path, globs) && !fits(path, except));
  return { is: "files", paths, isWhole: !isCut };
}

function answerProgram({ programs }: GateWorld, name: string): GateAnswer {
  const told = ownOf(programs, name);
  if (told === undefined) return notFound(name);
  if ("is" in told && told.is === "unread") return told;
  const blank = { exitCode: 0, timedOut: false, stdout: "", stderr: "", path: null };
  return { ...blank, ...told, is: "program" };
}

function answerFile(
  world: GateWorld,
  { as, path }: Extract<GateRequest, { readonly path: string }>,
  digestOf: (text: string) => string,
): GateAnswer {
  if (path.startsWith("/") || path.split("/").includes("..")) {
    return { is: "unread", code: "outside", why: `${path} lies outside of the project` };
  }
  const text = textOfFile(world, path);
  if (text === null) return notFound(path);
  const facts: ReadFacts = {
    path,
    sizeBytes: new TextEncoder().encode(text).length,
    sha256: digestOf(text),
    modifiedAt: modifiedOf(world, path),
  };
  if (as === "digest") return { is: "digest", facts };
  if (as === "text") return { is: "text", text, facts };
  const parsed = parseStranger(text);
  if (!parsed.ok) return malformed(`${path} cannot be read: ${parsed.error}`);
  return { is: "json", value: parsed.value, facts };
}

function modifiedOf(world: GateWorld, path: string): string {
  const told = ownOf(world.modified, path);
  return told ?? new Date(Date.parse(contextOf(world).now) - AGE_MS).toISOString();
}

function ownOf<Value>(
  table: Readonly<Record<string, Value>> | undefined,
  key: string,
): Value | undefined {
  return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}

function malformed(why: string): Unread {
  return { is: "unread", code: "malformed", why };
}

function notFound(what: string): Unread {
  return { is: "unread", code: "not-found", why: `${what} does not exist` };
}
