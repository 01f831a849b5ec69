import type { Pointer } from "../model/read_config.ts";
import type { SignatureRow, Specimen, TextPattern } from "../model/signature.ts";
import type { SignatureConfig, SpecimenConfig } from "../model/signature_config.ts";
import { faultOfTemplate } from "../model/template.ts";
import { faultAt } from "./check_container.ts";
import type { ConfigFault } from "./explain_issue.ts";

/** A user's entry as a row, and what is wrong with it by itself. */
export interface ReadSignature {
  readonly row: SignatureRow;
  readonly faults: readonly ConfigFault[];
}

/** Outweighs what is as specific and built in: who writes an entry knows the project. */
const OWN_WEIGHT = 9;
/** Stands for a pattern that is none; the fault is told, so it is never used. */
const NOTHING = /(?!)/;

/** Makes a row of one entry of `signatures[]`; `at` is the way to it. */
export function readSignature(config: SignatureConfig, at: Pointer): ReadSignature {
  const patterns = (config.patterns ?? []).map((one, index) =>
    readPattern(one, [...at, "patterns", index])
  );
  const templates = (config.replay ?? []).flatMap((template, index) =>
    faultAt(
      [...at, "replay", index],
      faultOfTemplate(template),
      "Write one line, such as: deno task qa:replay {record} --suite {suite} --test {test}",
    )
  );
  return {
    row: makeRow(config, patterns.map(({ text }) => text)),
    faults: [...patterns.flatMap(({ faults }) => faults), ...templates],
  };
}

function makeRow(config: SignatureConfig, texts: readonly TextPattern[]): SignatureRow {
  const { exit_codes, signals, artifacts, runners, outcomes, owner, links } = config;
  return {
    id: config.id,
    class: config.class,
    title: config.title,
    texts,
    ...(exit_codes === undefined ? {} : { exitCodes: exit_codes }),
    ...(signals === undefined ? {} : { signals }),
    ...(artifacts === undefined ? {} : { artifacts: artifacts.map(readCondition) }),
    ...(runners === undefined ? {} : { runners }),
    ...(outcomes === undefined ? {} : { outcomes }),
    weight: config.weight ?? OWN_WEIGHT,
    specimens: config.specimens.map(readSpecimen),
    counterSpecimens: (config.counter_specimens ?? []).map(readSpecimen),
    read: config.read ?? [],
    remedy: config.remedy,
    replay: config.replay ?? [],
    disproof: config.disproof ?? "",
    ...(owner === undefined ? {} : { owner }),
    ...(links === undefined ? {} : { links }),
  };
}

function readPattern(
  config: NonNullable<SignatureConfig["patterns"]>[number],
  at: Pointer,
): { readonly text: TextPattern; readonly faults: readonly ConfigFault[] } {
  const { pattern, flags = "", kinds, weight } = typeof config === "string"
    ? { pattern: config }
    : config;
  const compiled = compile(pattern, flags);
  const place = typeof config === "string" ? at : [...at, "pattern"];
  const hint = "Write a regular expression of JavaScript; in JSON a backslash is written twice";
  return {
    text: {
      pattern: compiled instanceof RegExp ? compiled : NOTHING,
      ...(kinds === undefined ? {} : { kinds }),
      ...(weight === undefined ? {} : { weight }),
    },
    faults: faultAt(place, compiled instanceof RegExp ? null : compiled, hint),
  };
}

/** The expression, or why it is none. */
function compile(pattern: string, flags: string): RegExp | string {
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

type ConditionConfig = NonNullable<SignatureConfig["artifacts"]>[number];

function readCondition({ artifact, pointer, equals, at_least, weight }: ConditionConfig) {
  return {
    artifact,
    pointer,
    ...(equals === undefined ? {} : { equals }),
    ...(at_least === undefined ? {} : { atLeast: at_least }),
    ...(weight === undefined ? {} : { weight }),
  };
}

function readSpecimen(config: SpecimenConfig): Specimen {
  if (typeof config === "string") return { text: config };
  const { text, kind, runner, exit_code, signal, timed_out } = config;
  return {
    text,
    ...(kind === undefined ? {} : { kind }),
    ...(runner === undefined ? {} : { runner }),
    ...(exit_code === undefined ? {} : { exitCode: exit_code }),
    ...(signal === undefined ? {} : { signal }),
    ...(timed_out === undefined ? {} : { timedOut: timed_out }),
  };
}
