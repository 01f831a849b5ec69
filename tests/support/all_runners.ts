import { loadRunners } from "../../lib/catalog/runners.ts";

/** Every row of the table of runners. */
export const RUNNERS = await loadRunners(null);
