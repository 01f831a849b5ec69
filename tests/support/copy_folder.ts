/** Copies a file, or all of a folder into another one, which may be there. */
export async function copy(from: string, to: string): Promise<void> {
  const isFolder = (await Deno.stat(from)).isDirectory;
  if (isFolder) await Deno.mkdir(to, { recursive: true });
  const args = isFolder ? ["-a", `${from}/.`, `${to}/`] : ["-a", from, to];
  const { success, stderr } = await new Deno.Command("cp", { args }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}
