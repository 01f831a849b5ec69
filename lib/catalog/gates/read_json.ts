import type { Asking, GateFault, ReadFacts } from "../../model/gate.ts";
import { ask } from "../../model/gate_asking.ts";
import { judgeAge } from "./judge_age.ts";
import { judgeSchemaId } from "./judge_schema_id.ts";
import { explainUnread } from "./read_input.ts";

/** What a JSON file must be before anything in it is judged. */
export interface JsonDemand {
  readonly path: string;
  readonly schema?: string | undefined;
  /** JSON pointer to where the file says its schema. */
  readonly schema_at: string;
  readonly max_age?: string | undefined;
  readonly generated_at?: string | undefined;
}

/** A JSON file that was read, and what is wrong with it as a whole. */
export interface ReadJson {
  /** Undefined where nothing in the file can be judged: it is not there, torn, or of another schema. */
  readonly value: unknown;
  readonly facts: ReadFacts | null;
  readonly faults: readonly GateFault[];
}

/** Reads a JSON file, and judges its schema and its age. */
export function* readJson(demand: JsonDemand, now: string): Asking<ReadJson> {
  const { path } = demand;
  const read = yield* ask({ as: "json", path });
  if (read.is === "unread") {
    return { value: undefined, facts: null, faults: [explainUnread(path, read)] };
  }
  return judgeWhole(demand, read, now);
}

/** Judges schema and age of a JSON value that was read. */
export function judgeWhole(
  demand: JsonDemand,
  { value, facts }: { readonly value: unknown; readonly facts: ReadFacts },
  now: string,
): ReadJson {
  const { schema, schema_at: at } = demand;
  const alien = schema === undefined
    ? null
    : judgeSchemaId({ path: demand.path, value, schema, at });
  const age = judgeAge({ ...demand, value, facts, now });
  const faults = [alien, age].filter((fault) => fault !== null);
  return { value: alien === null ? value : undefined, facts, faults };
}
