/** Writes all bytes to an open file, however few the system takes at a time. */
export async function writeAll(file: Deno.FsFile, data: Uint8Array): Promise<void> {
  let rest = data;
  while (rest.length > 0) rest = rest.subarray(await file.write(rest));
}
