const CALL_MS = 20_000;

/** Options to spread into `Deno.test`, and the environment in which the program is found. */
export interface ProgramOptions {
  readonly ignore: boolean;
}

/** Options of a test that needs a program: skipped, loudly, without it; with CI=true that is an error. */
export async function requireProgram(
  argv: readonly string[],
  remedy: string,
): Promise<ProgramOptions> {
  return await answers(argv, {}) ? { ignore: false } : missing(argv[0] ?? "", remedy);
}

/** A Python that has these modules: the first on PATH, else the system's own. `env` makes it `python3`. */
export async function requirePython(
  modules: readonly string[],
): Promise<{ readonly options: ProgramOptions; readonly env: Readonly<Record<string, string>> }> {
  const argv = ["python3", "-c", `import ${modules.join(", ")}`];
  for (const path of [Deno.env.get("PATH") ?? "", `/usr/bin:${Deno.env.get("PATH")}`]) {
    const env = { PATH: path, PYTHONDONTWRITEBYTECODE: "1" };
    if (await answers(argv, env)) return { options: { ignore: false }, env };
  }
  const remedy = `install ${
    modules.map((name) => `python3-${name.replaceAll("_", "-")}`).join(" ")
  }`;
  return { options: missing("a python3 with these modules", remedy), env: {} };
}

function missing(what: string, remedy: string): ProgramOptions {
  if (Deno.env.get("CI") === "true") throw new Error(`CI=true and ${what} is missing; ${remedy}`);
  console.error(`\n!!! SKIPPED: ${what} is missing; ${remedy}\n`);
  return { ignore: true };
}

async function answers(
  [program = "", ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<boolean> {
  try {
    // The shell finds the program in the PATH that is given, not in ours.
    const { success } = await new Deno.Command("/usr/bin/env", {
      args: [program, ...args],
      env: { ...env },
      stdin: "null",
      stdout: "null",
      stderr: "null",
      signal: AbortSignal.timeout(CALL_MS),
    }).output();
    return success;
  } catch {
    return false;
  }
}
