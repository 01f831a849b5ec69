import type { GateRow } from "../../lib/model/gate.ts";
import { CERTIFICATION_CODES } from "../../lib/classify/judge_certification.ts";
import { PROMOTION_CODES } from "../../lib/classify/judge_promotion.ts";
import { GateHeadConfig, gateSchema } from "../../lib/model/gate_config.ts";
import { jsonSchemaOf } from "../../lib/model/json_schema.ts";
import { WaiverEntry } from "../../lib/model/waiver.ts";
import { describeSchema, type JsonSchema } from "./describe_schema.ts";
import { page, table } from "./make_documents.ts";

/** `docs/gates.md`: every kind of gate, what its entry may say, its faults and what to do about them. */
export function makeGatesDocument(rows: readonly GateRow[]): string {
  return page("Gates", [
    "What `deno task qa:verdict` judges is declared in `gates[]` of `qa.jsonc`, in the order in which it is " +
    "judged. How a verdict is made of it: [verdict](verdict.md). What is missing, unreadable, stale or of a " +
    "newer version is a fault with its name, never a skip.",
    table(
      ["kind", "which question it answers"],
      rows.map(({ kind, answers }) => [
        `[\`${kind}\`](#${kind})`,
        answers,
      ]),
    ),
    "## What every gate says",
    settingsTable(jsonSchemaOf(GateHeadConfig) as JsonSchema),
    ...rows.flatMap(describeRow),
    "## What a waiver says",
    "An entry of `waivers[]`. It is judged by the kind [`waivers`](#waivers), also where nobody declares it.",
    settingsTable(jsonSchemaOf(WaiverEntry) as JsonSchema),
    "## What the verdict itself requires",
    "A rollback is judged as a gate `promotion`, and `--certify` adds a gate `certification`.",
    codesTable({ ...PROMOTION_CODES, ...CERTIFICATION_CODES }),
  ]);
}

function describeRow(row: GateRow): readonly string[] {
  const heads = Object.keys(GateHeadConfig.shape);
  const schema = withoutHead(gateSchema(row) as JsonSchema, heads);
  const settings = settingsTable(schema);
  return [
    `## ${row.kind}`,
    row.answers + (row.startsPrograms === true ? " It may start programs." : "") +
    (row.fix === undefined ? "" : " `--fix` mends what it can."),
    `\`\`\`json\n${JSON.stringify(row.example, null, 2)}\n\`\`\``,
    ...settings === "" ? [] : [settings],
    codesTable(row.codes),
  ];
}

function settingsTable(schema: JsonSchema): string {
  const seen = new Set<string>();
  const rows = describeSchema(schema).filter(({ path }) => seen.size !== seen.add(path).size);
  if (rows.length === 0) return "";
  return table(
    ["key", "value", "meaning"],
    rows.map(({ path, type, meaning, required }) => [
      `\`${path}\``,
      type,
      required ? `${meaning} (required)`.trim() : meaning,
    ]),
  );
}

function withoutHead(schema: JsonSchema, heads: readonly string[]): JsonSchema {
  const properties = Object.entries(schema.properties ?? {}).filter(([key]) =>
    !heads.includes(key)
  );
  const branches = schema.anyOf?.map((one) => withoutHead(one, heads));
  return {
    ...schema,
    properties: Object.fromEntries(properties),
    ...branches === undefined ? {} : { anyOf: branches },
  };
}

function codesTable(codes: Readonly<Record<string, string>>): string {
  return table(
    ["fault", "what to do"],
    Object.entries(codes).map(([code, advice]) => [`\`${code}\``, advice]),
  );
}
