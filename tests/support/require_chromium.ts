import { type ProgramOptions, requireProgram } from "./require_program.ts";

/** Options of a test that needs a browser: skipped, loudly, without one; with CI=true that is an error. */
export async function requireChromium(): Promise<ProgramOptions> {
  return await requireProgram(["chromium", "--version"], "install chromium");
}
