import { join } from "@std/path";
import { explainDetected, formatInit } from "../config/format_init.ts";
import type { Host } from "../host/host.ts";
import { configSchema } from "../model/config_schema.ts";
import { refuse, type Voice } from "./voice.ts";
import { CONFIG_NAME } from "../model/read_config.ts";
import type { LoadedProject } from "./load_plan.ts";

/** Schema of the configuration, written beside it. */
const SCHEMA_NAME = "qa.schema.json";

/** Writes a commented `qa.jsonc` from what was detected; never over one that exists. */
export async function initProject(
  host: Host,
  project: LoadedProject,
  voice: Voice,
): Promise<number> {
  const path = join(project.root, CONFIG_NAME);
  if (await host.files.stat(path)) {
    return refuse(host, {
      kind: "usage",
      message: `--init: ${CONFIG_NAME} is already there`,
      hint: "Remove or rename it first; nothing was changed",
    }, voice);
  }
  const text = formatInit(project.detected, {
    image: null,
    dockerfile: project.dockerfile,
    schema: `./${SCHEMA_NAME}`,
  });
  // The schema first: a configuration that names a missing one would be the worse half.
  const rows = await (await import("../catalog/gates.ts")).loadGateRows();
  const schema = `${JSON.stringify(configSchema(rows), null, 2)}\n`;
  for (const [name, content] of [[SCHEMA_NAME, schema], [CONFIG_NAME, text]] as const) {
    const written = await host.files.writeWhole(join(project.root, name), content);
    if (!written.ok) return refuse(host, written.error, voice);
  }
  for (const line of explainDetected(project.detected)) voice.write(`${line}\n`);
  voice.write(
    `Wrote ${CONFIG_NAME}, and ${SCHEMA_NAME} for completion in editors. ` +
      "See what it does: qa_gate --dry-run\n",
  );
  return 0;
}
