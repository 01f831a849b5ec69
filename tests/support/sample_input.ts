import { RUNNERS } from "./all_runners.ts";
import { parseFlags } from "../../lib/config/parse_flags.ts";
import { QA_GATE_FLAGS } from "../../lib/config/qa_gate_flags.ts";
import { readConfig } from "../../lib/config/read_config.ts";
import type { PlanInput } from "../../lib/plan/plan_input.ts";

/** What a test says about the input of a plan; the rest is a project `p` in `/p` on four processors. */
export interface InputScript extends Partial<Omit<PlanInput, "flags" | "config">> {
  readonly args?: readonly string[];
  /** Text of `qa.jsonc`. */
  readonly config?: string;
}

/** The input of a plan, read as a script would read it; throws when flags or configuration are bad. */
export function sampleInput({ args = [], config, ...rest }: InputScript = {}): PlanInput {
  const flags = parseFlags(QA_GATE_FLAGS, args);
  if (!flags.ok) throw new Error(JSON.stringify(flags.error));
  const read = config === undefined ? null : readConfig(config, "qa.jsonc");
  if (read !== null && !read.ok) throw new Error(JSON.stringify(read.error));
  return {
    root: "/p",
    cwdName: "p",
    flags: flags.value,
    environment: {},
    config: read?.value ?? null,
    configPath: read === null ? null : "qa.jsonc",
    detected: [],
    runners: RUNNERS,
    hasDockerfile: null,
    memoryBytes: 8 * 1024 ** 3,
    cpus: 4,
    ...rest,
  };
}
