/** What a call of the docker client gave; streams trimmed. */
export interface DockerAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Calls the docker client of the machine, bounded by a minute; variables may lead it elsewhere. */
export async function askDocker(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<DockerAnswer> {
  const { code, stdout, stderr } = await new Deno.Command("docker", {
    args: [...args],
    env: { ...env },
    stdin: "null",
    signal: AbortSignal.timeout(60_000),
  }).output();
  const [out = "", error = ""] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { code, stdout: out.trim(), stderr: error.trim() };
}
