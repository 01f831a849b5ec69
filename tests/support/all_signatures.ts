import { loadSignatures } from "../../lib/catalog/signatures.ts";

/** Every built-in row of signatures. */
export const SIGNATURES = await loadSignatures();
