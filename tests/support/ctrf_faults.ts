import Ajv from "ajv";
import addFormats from "ajv-formats";
import schema from "../../fixtures/ctrf/schema/ctrf-schema-0.0.json" with { type: "json" };

const accepts = addFormats.default(new Ajv.default({ strict: true, allErrors: true }))
  .compile(schema);

/** What the published schema of CTRF says against a document; empty when nothing. */
export function ctrfFaults(document: unknown): readonly string[] {
  return accepts(document)
    ? []
    : (accepts.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
