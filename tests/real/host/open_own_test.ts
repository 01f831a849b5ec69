import { assert, assertEquals } from "@std/assert";
import { openMachine } from "../../../lib/host/machine.ts";

const { files } = openMachine();

/** Runs with a folder that is gone afterwards. */
async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function codeOf(path: string): Promise<string> {
  const opened = await files.openOwn(path);
  assert(!opened.ok && opened.error.kind === "file", path);
  return opened.error.code;
}

Deno.test("openOwn() reads a file of any size to its end, through one buffer", () =>
  inFolder(async (folder) => {
    const data = crypto.getRandomValues(new Uint8Array(60_000));
    for (const times of [0, 1, 11]) {
      const whole = new Uint8Array(data.length * times);
      for (let at = 0; at < times; at++) whole.set(data, at * data.length);
      await Deno.writeFile(`${folder}/a`, whole);
      const opened = await files.openOwn(`${folder}/a`);
      assert(opened.ok);
      assertEquals(opened.value.sizeBytes, whole.length);
      const parts: number[] = [];
      for await (const chunk of opened.value.chunks) for (const byte of chunk) parts.push(byte);
      opened.value.close();
      opened.value.close();
      assertEquals(Uint8Array.from(parts), whole);
    }
  }));

Deno.test("openOwn() refuses links, folders, pipes and what is not there", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/a`, "a");
    await Deno.symlink(`${folder}/a`, `${folder}/link`);
    const made = await new Deno.Command("mkfifo", { args: [`${folder}/pipe`] }).output();
    assert(made.success);
    assertEquals(await codeOf(`${folder}/link`), "is-a-link");
    assertEquals(await codeOf(folder), "not-a-file");
    assertEquals(await codeOf(`${folder}/pipe`), "not-a-file");
    assertEquals(await codeOf(`${folder}/none`), "not-found");
  }));
