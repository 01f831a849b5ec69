import * as z from "zod";
import { QaConfig } from "./config.ts";

/** The JSON Schema of `qa.jsonc`, for completion in editors. */
export function configSchema(): unknown {
  return z.toJSONSchema(QaConfig, { io: "input", target: "draft-7" });
}
