import { assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import type { GateRow } from "../../lib/model/gate.ts";
import { judgeGate, type TestWorld } from "./judge_gate.ts";

/** Keys that mean something to a careless reader. */
const KEYS = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "toString", "length", "", "*", "~", "/", "0"),
  fc.string({ maxLength: 6 }),
);

/** Any JSON value, with hostile keys and with the words that gates look for. */
export function hostileJson(words: readonly string[]): fc.Arbitrary<unknown> {
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, depthSize: "small" },
      fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, 0.1, "", ...words),
      fc.string({ maxLength: 12 }),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.array(fc.tuple(fc.oneof(KEYS, fc.constantFrom(...words)), tie("value")), { maxLength: 5 })
        .map((fields) => objectOf(fields)),
    ),
  }));
  return value;
}

/** As `JSON.parse` makes it: `__proto__` is a field like any other. */
function objectOf(fields: readonly (readonly [string, unknown])[]): unknown {
  const texts = fields.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return JSON.parse(`{${texts.join()}}`);
}

/** A gate whose file may hold anything. */
export interface HostileGate<S> {
  readonly row: GateRow<S>;
  readonly settings: unknown;
  /** A world in which it passes. */
  readonly world: TestWorld;
  /** The file that is attacked. */
  readonly path: string;
  /** Words that the gate looks for. */
  readonly words: readonly string[];
}

/** Asserts that a gate passes its good world, and that nothing else in the file passes or throws. */
export function assertNothingElsePasses<S>({ row, settings, world, path, words }: HostileGate<S>) {
  assertEquals(judgeGate(row, settings, world).faults, []);
  const judge = (value: unknown) =>
    judgeGate(row, settings, { ...world, values: { ...world.values, [path]: value } });
  fc.assert(
    fc.property(hostileJson(words), (value) => {
      assertNotEquals(judge(value).faults.length, 0);
    }),
    { numRuns: 300 },
  );
  const good: unknown = JSON.parse(String(world.files?.[path] ?? "null"));
  fc.assert(
    fc.property(hostileJson(words), fc.nat(), (value, at) => {
      judge(replaceOne(structuredClone(good), value, at));
    }),
    { numRuns: 300 },
  );
}

/** The value with one of its parts, whichever the number picks, replaced by another. */
function replaceOne(root: unknown, value: unknown, pick: number): unknown {
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const visit = (one: unknown): void => {
    if (typeof one !== "object" || one === null) return;
    for (const key of Object.keys(one)) {
      places.push({ holder: one as Record<string, unknown>, key });
      visit((one as Record<string, unknown>)[key]);
    }
  };
  visit(root);
  const place = places[pick % Math.max(1, places.length)];
  if (place === undefined) return value;
  place.holder[place.key] = value;
  return root;
}
