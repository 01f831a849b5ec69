import type { SignatureRow } from "../model/signature.ts";
import type { LoadedProject } from "./load_plan.ts";

/** Every row that failures of a project are weighed by, loaded when one is: most runs have none to explain. */
export function signatureTable(
  { config }: Pick<LoadedProject, "config">,
): () => Promise<readonly SignatureRow[]> {
  return async () => {
    const own = config?.config ?? null;
    if (own?.signatures === undefined) {
      return await (await import("../catalog/signatures.ts")).loadSignatures();
    }
    return await (await import("./check_signatures.ts")).loadAllSignatures(own);
  };
}
