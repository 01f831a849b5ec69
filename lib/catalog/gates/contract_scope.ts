import type { GateFault } from "../../model/gate.ts";
import { makeFault } from "./collect_faults.ts";
import { matchPointer } from "./match_pointer.ts";
import { tellValue } from "./tell_value.ts";

/** A JSON file of a contract that was read. */
export interface ContractFile {
  readonly path: string;
  readonly value: unknown;
}

/** What the places of a rule are told from. */
export interface ContractScope {
  /** By the names of `also`; the artifact itself is "". */
  readonly files: ReadonlyMap<string, ContractFile>;
  /** Where `/…` begins: the artifact, or one value of it within `each`. */
  readonly base: FoundValue;
}

/** A value at one place of one file. */
export interface FoundValue {
  readonly path: string;
  /** JSON pointer from the top of its file. */
  readonly at: string;
  /** Undefined where nothing is there. */
  readonly value: unknown;
}

/** What a rule has to judge: the values that are there, and faults for those that are missing. */
export interface Looked {
  readonly there: readonly FoundValue[];
  readonly faults: readonly GateFault[];
}

/** Everything at a place of a rule; what is missing has no value. */
function lookUp({ files, base }: ContractScope, place: string): readonly FoundValue[] {
  const mark = place.indexOf("#");
  if (mark < 0 || place.startsWith("/")) {
    return matchPointer(base.value, place)
      .map(({ at, value }) => ({ path: base.path, at: base.at + at, value }));
  }
  const file = files.get(place.slice(0, mark));
  // A file of another name is refused by the shape; one that was not read has a fault of its own.
  if (file === undefined) return [{ path: place.slice(0, mark), at: place, value: undefined }];
  return matchPointer(file.value, place.slice(mark + 1))
    .map((match) => ({ path: file.path, ...match }));
}

/** What is there at a place, and a fault for each thing that is not, unless it may be missing. */
export function lookFor(scope: ContractScope, place: string, isOptional: boolean): Looked {
  const found = lookUp(scope, place);
  const missing = isOptional ? [] : found.filter(({ value }) => value === undefined);
  return {
    there: found.filter(({ value }) => value !== undefined),
    faults: missing.map((one) => faultAt(one, "missing_field", "it is wanted")),
  };
}

/**
 * The list that a place means: with wildcards everything that they find, else the items of the list that
 * stands there.
 */
export function lookForList(scope: ContractScope, place: string, isOptional: boolean): Looked {
  const looked = lookFor(scope, place, isOptional);
  if (place.split(/[/#]/).includes("*")) return looked;
  const lists = looked.there.map((one) => itemsOf(one));
  return {
    there: lists.flatMap((items) => items ?? []),
    faults: [
      ...looked.faults,
      ...looked.there.filter((_, index) => lists[index] === null)
        .map((one) => faultAt(one, "wrong_type", "a list is wanted")),
    ],
  };
}

/** A fault about what stands at a place, with what was wanted. */
export function faultAt(
  { path, at, value }: FoundValue,
  code: string,
  wanted: string,
): GateFault {
  const where = at === "" ? "the whole" : at;
  const message = value === undefined
    ? `${path}: ${where} is missing; ${wanted}`
    : `${path}: ${where} is ${tellValue(value)}; ${wanted}`;
  return makeFault(code, `${path}#${at}`, message, { path, at });
}

function itemsOf({ path, at, value }: FoundValue): readonly FoundValue[] | null {
  if (!Array.isArray(value)) return null;
  return value.map((item, index) => ({ path, at: `${at}/${index}`, value: item }));
}
