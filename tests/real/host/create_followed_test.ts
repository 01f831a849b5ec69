import { assert, assertEquals } from "@std/assert";
import { openMachine } from "../../../lib/host/machine.ts";
import type { FollowedFile } from "../../../lib/host/host.ts";

const { files } = openMachine();

/** A test with a followed file in a folder of its own. */
function following(name: string, body: (path: string, file: FollowedFile) => Promise<void>) {
  Deno.test(name, async () => {
    const dir = await Deno.realPath(await Deno.makeTempDir());
    try {
      const made = await files.createFollowed(`${dir}/stdout`);
      assert(made.ok);
      try {
        await body(`${dir}/stdout`, made.value);
      } finally {
        made.value.close();
      }
    } finally {
      await Deno.remove(dir, { recursive: true });
    }
  });
}

async function textOf(file: FollowedFile): Promise<string> {
  return new TextDecoder().decode(await file.read());
}

const append = (path: string, text: string) => Deno.writeTextFile(path, text, { append: true });

following(
  "createFollowed() reads what was appended since the last time, empty at the end",
  async (path, file) => {
    assertEquals(await textOf(file), "");
    await append(path, "one\n");
    assertEquals([await textOf(file), await textOf(file)], ["one\n", ""]);
    await append(path, "two\n");
    await append(path, "three");
    assertEquals([await textOf(file), await textOf(file)], ["two\nthree", ""]);
  },
);

following("createFollowed() reads a long file a piece at a time, whole", async (path, file) => {
  const long = Uint8Array.from({ length: 1_000_003 }, (_, at) => at % 251);
  await Deno.writeFile(path, long, { append: true });
  const got: number[] = [];
  for (;;) {
    const piece = await file.read();
    if (piece.length === 0) break;
    assert(piece.length <= 1024 * 1024);
    for (const byte of piece) got.push(byte);
  }
  assertEquals(got.length, long.length);
  assert(got.every((byte, at) => byte === long[at]));
});

following(
  "createFollowed() follows the file itself, whatever is done to its name",
  async (path, file) => {
    await append(path, "one\n");
    await Deno.rename(path, `${path}-moved`);
    await Deno.symlink("/etc/passwd", path);
    await append(`${path}-moved`, "two\n");
    assertEquals(await textOf(file), "one\ntwo\n");
    await Deno.remove(path);
    using kept = await Deno.open(`${path}-moved`, { append: true });
    await Deno.remove(`${path}-moved`);
    await kept.write(new TextEncoder().encode("three\n"));
    assertEquals([await textOf(file), (await file.size()).bytes], ["three\n", 14]);
  },
);

following(
  "createFollowed() tells a file that was cut by its size, and reads it anew after a rewind",
  async (path, file) => {
    await append(path, "one\ntwo\n");
    await file.read();
    await Deno.truncate(path, 0);
    assertEquals([await textOf(file), (await file.size()).bytes], ["", 0]);
    await file.rewind();
    await append(path, "3\n");
    assertEquals(await textOf(file), "3\n");
  },
);

following(
  "createFollowed() tells the bytes that are really stored of a file with holes",
  async (path, file) => {
    await Deno.truncate(path, 1024 ** 4);
    const { bytes, stored } = await file.size();
    assertEquals(bytes, 1024 ** 4);
    assert(stored < 1024 ** 2, `${stored} bytes`);
  },
);

following("createFollowed() counts what is stored in bytes, not in blocks", async (path, file) => {
  await Deno.writeFile(path, new Uint8Array(1024 ** 2).fill(1), { append: true });
  const { bytes, stored } = await file.size();
  assertEquals(bytes, 1024 ** 2);
  assert(stored >= bytes && stored < 2 * bytes, `${stored} bytes`);
});

following(
  "createFollowed() begins a file with a head, which is neither read nor counted",
  async (path) => {
    const made = await files.createFollowed(`${path}-2`, "head\n");
    assert(made.ok);
    using file = { ...made.value, [Symbol.dispose]: () => made.value.close() };
    await Deno.writeTextFile(`${path}-2`, "one\n", { append: true });
    assertEquals([await textOf(file), (await file.size()).bytes], ["one\n", 4]);
    assertEquals([await file.keepsHead(), await textOf(file)], [true, ""]);
    await Deno.writeTextFile(`${path}-2`, "two\n", { append: true });
    assertEquals(await textOf(file), "two\n");
  },
);

following(
  "createFollowed() tells a file that was cut and has grown again by its head",
  async (path) => {
    const made = await files.createFollowed(`${path}-2`, "head\n");
    assert(made.ok);
    using file = { ...made.value, [Symbol.dispose]: () => made.value.close() };
    await Deno.writeTextFile(`${path}-2`, "longer than the head\n");
    assertEquals(await file.keepsHead(), false);
    await file.rewind();
    assertEquals([await textOf(file), await file.keepsHead()], ["longer than the head\n", true]);
    assertEquals((await file.size()).bytes, 21);
  },
);

following("createFollowed() lets everybody append, whatever our own mask says", async (path) => {
  assertEquals((await Deno.stat(path)).mode! & 0o777, 0o666);
});

following(
  "createFollowed() takes over no file that is there, nor writes through a link",
  async (path) => {
    await Deno.writeTextFile(`${path}-victim`, "precious");
    await Deno.symlink(`${path}-victim`, `${path}-link`);
    await Deno.symlink(`${path}-nowhere`, `${path}-dangling`);
    for (const taken of [path, `${path}-link`, `${path}-dangling`]) {
      const made = await files.createFollowed(taken);
      assert(!made.ok && made.error.kind === "file", taken);
      assertEquals([made.error.code, made.error.path], ["already-exists", taken]);
    }
    assertEquals(await Deno.readTextFile(`${path}-victim`), "precious");
    assertEquals(await files.stat(`${path}-nowhere`), null);
  },
);

following("createFollowed() names a folder that is not there", async (path) => {
  const made = await files.createFollowed(`${path}-none/stdout`);
  assert(!made.ok && made.error.kind === "file");
  assertEquals([made.error.code, made.error.action], ["not-found", "create"]);
});

following("FollowedFile.close() may be called twice", (_path, file) => {
  file.close();
  return Promise.resolve();
});
