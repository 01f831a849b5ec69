import { assert, assertEquals, assertThrows } from "@std/assert";
import * as fs from "node:fs";
import { openMachine } from "../../../lib/host/machine.ts";
import { openNoFollow } from "../../../lib/host/open_file.ts";
import type { Problem } from "../../../lib/model/problem.ts";
import { ok, type Result } from "../../../lib/model/result.ts";

const host = openMachine();
const { files } = host;
const isRoot = Deno.uid() === 0;

function codeOf(result: Result<unknown, Problem>): string {
  if (result.ok) return "ok";
  return result.error.kind === "file" ? result.error.code : result.error.kind;
}

/** A test in a folder of its own. */
function inFolder(name: string, body: (dir: string) => Promise<void>, ignore = false) {
  Deno.test({
    name,
    ignore,
    async fn() {
      const dir = await Deno.realPath(await Deno.makeTempDir());
      try {
        await body(dir);
      } finally {
        await Deno.remove(dir, { recursive: true });
      }
    },
  });
}

async function namesIn(dir: string): Promise<string[]> {
  const listed = await files.list(dir);
  assert(listed.ok);
  return listed.value.map(({ name }) => name);
}

async function makeFifo(path: string): Promise<void> {
  assert((await new Deno.Command("mkfifo", { args: [path] }).output()).success);
}

inFolder("writeWhole() writes, replaces, and leaves nothing beside", async (dir) => {
  await files.writeWhole(`${dir}/a`, "one");
  await files.writeWhole(`${dir}/a`, new Uint8Array([116, 119, 111]));
  assertEquals(await files.readText(`${dir}/a`), ok("two"));
  assertEquals(await namesIn(dir), ["a"]);
});

inFolder("writeWhole() applies a mode exactly, whatever the umask", async (dir) => {
  const before = Deno.umask(0o077);
  try {
    await files.writeWhole(`${dir}/mine`, "x");
    await files.writeWhole(`${dir}/all`, "x", 0o644);
  } finally {
    Deno.umask(before);
  }
  const modes = await Promise.all(["mine", "all"].map((name) => files.stat(`${dir}/${name}`)));
  assertEquals(modes.map((one) => one?.mode), [0o600, 0o644]);
});

inFolder("list() stops at the limit", async (dir) => {
  for (const name of ["a", "b", "c"]) await Deno.writeTextFile(`${dir}/${name}`, "");
  const listed = await files.list(dir, 2);
  assert(listed.ok);
  assertEquals(listed.value.length, 2);
});

inFolder("writeWhole() replaces a planted link and does not write through it", async (dir) => {
  await Deno.writeTextFile(`${dir}/victim`, "precious");
  await Deno.symlink(`${dir}/victim`, `${dir}/a`);
  assertEquals(codeOf(await files.writeWhole(`${dir}/a`, "ours")), "ok");
  assertEquals(await Deno.readTextFile(`${dir}/victim`), "precious");
  assertEquals((await files.stat(`${dir}/a`))?.kind, "file");
});

inFolder("writeWhole() names what is in its way and leaves nothing", async (dir) => {
  await Deno.mkdir(`${dir}/folder/x`, { recursive: true });
  const codes = [`${dir}/none/a`, `${dir}/folder`, "/proc/qa-gate"].map(async (path) =>
    codeOf(await files.writeWhole(path, "x"))
  );
  assertEquals(await Promise.all(codes), ["not-found", "not-a-file", "not-found"]);
  assertEquals(await namesIn(dir), ["folder"]);
});

if (!isRoot) console.warn("SKIPPED: full and read-only disks need root to be mounted");

inFolder(
  "writeWhole() leaves the old file whole on a full disk, and append() says so",
  async (dir) => {
    await mount(dir, ["-t", "tmpfs", "-o", "size=256k", "tmpfs"], async () => {
      const old = "o".repeat(100_000);
      assertEquals(codeOf(await files.writeWhole(`${dir}/a`, old)), "ok");
      assertEquals(codeOf(await files.writeWhole(`${dir}/a`, "n".repeat(200_000))), "disk-full");
      assertEquals(await files.readText(`${dir}/a`), ok(old));
      assertEquals(await namesIn(dir), ["a"]);
      const sink = await files.append(`${dir}/log`);
      assert(sink.ok);
      assertEquals(codeOf(await sink.value.write(new Uint8Array(400_000))), "disk-full");
      await sink.value.close();
    });
  },
  !isRoot,
);

inFolder("writes say read-only on a read-only disk", async (dir) => {
  await mount(dir, ["-t", "tmpfs", "-o", "ro", "tmpfs"], async () => {
    const results = await Promise.all([
      files.writeWhole(`${dir}/a`, "x"),
      files.append(`${dir}/a`),
      files.makeDir(`${dir}/d`),
      files.makeDirExclusive(`${dir}/d`),
    ]);
    assertEquals(results.map(codeOf), ["read-only", "read-only", "read-only", "read-only"]);
  });
}, !isRoot);

inFolder("open() reads a file through one buffer, with its size and time", async (dir) => {
  const data = crypto.getRandomValues(new Uint8Array(65_536));
  for (let i = 0; i < 20; i++) await Deno.writeFile(`${dir}/a`, data, { append: true });
  const opened = await files.open(`${dir}/a`);
  assert(opened.ok);
  assertEquals(opened.value.sizeBytes, 20 * data.length);
  assert(Math.abs((opened.value.modifiedMs ?? 0) - Date.now()) < 60_000);
  const buffers = new Set<ArrayBufferLike>();
  const parts: Uint8Array[] = [];
  for await (const chunk of opened.value.chunks) {
    buffers.add(chunk.buffer);
    parts.push(chunk.slice());
  }
  opened.value.close();
  opened.value.close();
  assertEquals(buffers.size, 1);
  const all = new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer());
  assertEquals(await host.sha256(all), await host.sha256(await Deno.readFile(`${dir}/a`)));
});

inFolder("open() refuses links, FIFOs, devices and folders without waiting", async (dir) => {
  await Deno.writeTextFile(`${dir}/file`, "x");
  await Deno.symlink(`${dir}/file`, `${dir}/link`);
  await Deno.symlink(`${dir}/none`, `${dir}/dangling`);
  await makeFifo(`${dir}/fifo`);
  const paths = ["link", "dangling", "fifo", "none"].map((name) => `${dir}/${name}`);
  const opened = await Promise.all([...paths, dir, "/dev/zero"].map((path) => files.open(path)));
  assertEquals(opened.map(codeOf), [
    "is-a-link",
    "is-a-link",
    "not-a-file",
    "not-found",
    "not-a-file",
    "not-a-file",
  ]);
});

inFolder(
  "open() follows no link and waits on no FIFO that is swapped in meanwhile",
  async (dir) => {
    await Deno.writeTextFile(`${dir}/secret`, "secret");
    await Deno.writeTextFile(`${dir}/good`, "good");
    const swapper = host.start({
      argv: [
        "sh",
        "-c",
        `while :; do
      ln -f good a.new; mv -f a.new a; ln -sf secret b.new; mv -f b.new a
      mkfifo c.new; mv -f c.new a; done`,
      ],
      cwd: dir,
    });
    assert(swapper.ok);
    const seen = new Set<string>();
    try {
      // At least a thousand looks, and until both sides of the swap were met.
      const endMs = host.monotonicMs() + 20_000;
      for (let round = 0; round < 1000 || !(seen.has("good") && seen.has("is-a-link")); round++) {
        seen.add(await readOpened(`${dir}/a`));
        assert(host.monotonicMs() < endMs, [...seen].join());
      }
    } finally {
      swapper.value.signalGroup("SIGKILL");
      await swapper.value.ended;
      await swapper.value.abandonStreams();
    }
    const refusals = ["is-a-link", "not-a-file", "not-found"];
    assertEquals([...seen].filter((word) => !refusals.includes(word)), ["good"]);
  },
);

inFolder(
  "openNoFollow() refuses a link and does not wait on a FIFO, however they got there",
  async (dir) => {
    await makeFifo(`${dir}/fifo`);
    await Deno.symlink("fifo", `${dir}/link`);
    const fd = openNoFollow(fs, `${dir}/fifo`);
    assertEquals(fs.fstatSync(fd).isFIFO(), true);
    fs.closeSync(fd);
    assertThrows(() => openNoFollow(fs, `${dir}/link`), Error, "ELOOP");
  },
);

async function readOpened(path: string): Promise<string> {
  const opened = await files.open(path);
  if (!opened.ok) return codeOf(opened);
  let text = "";
  for await (const chunk of opened.value.chunks) text += new TextDecoder().decode(chunk);
  opened.value.close();
  return text;
}

inFolder(
  "open() begins where it is told to, and counts what is before into its cap",
  async (dir) => {
    await Deno.writeTextFile(`${dir}/a`, "0123456789");
    const read = async (from: number, maxBytes = 100): Promise<string> => {
      const opened = await files.open(`${dir}/a`, maxBytes, from);
      if (!opened.ok) return opened.error.kind;
      let text = "";
      for await (const chunk of opened.value.chunks) text += new TextDecoder().decode(chunk);
      opened.value.close();
      return text;
    };
    assertEquals(
      [await read(0), await read(7), await read(10), await read(50), await read(7, 5)],
      ["0123456789", "789", "", "", "file"],
    );
  },
);

inFolder(
  "open() refuses what is too large and ends at its bound in a file that grows",
  async (dir) => {
    await Deno.writeTextFile(`${dir}/a`, "12345");
    assertEquals(codeOf(await files.open(`${dir}/a`, 4)), "too-large");
    const opened = await files.open(`${dir}/a`, 8);
    assert(opened.ok);
    await Deno.writeTextFile(`${dir}/a`, "6789", { append: true });
    let text = "";
    for await (const chunk of opened.value.chunks) text += new TextDecoder().decode(chunk);
    opened.value.close();
    assertEquals([text, opened.value.sizeBytes], ["12345678", 5]);
  },
);

inFolder("readText() bounds, refuses FIFOs and reads files whose size is 0", async (dir) => {
  await makeFifo(`${dir}/fifo`);
  await Deno.writeTextFile(`${dir}/a`, "12345");
  const read = [files.readText(`${dir}/fifo`), files.readText(`${dir}/a`, 4), files.readText(dir)];
  assertEquals((await Promise.all(read)).map(codeOf), ["not-a-file", "too-large", "not-a-file"]);
  if (Deno.build.os !== "linux") return;
  const status = await files.readText("/proc/self/status");
  assert(status.ok && status.value.includes("VmRSS"));
  assertEquals(codeOf(await files.readText("/proc/self/status", 10)), "too-large");
});

inFolder(
  "append() adds at the end, also beside another writer, and follows no link",
  async (dir) => {
    const [a, b] = [await files.append(`${dir}/log`), await files.append(`${dir}/log`)];
    assert(a.ok && b.ok);
    for (const [sink, text] of [[a, "1"], [b, "2"], [a, "3"]] as const) {
      await sink.value.write(new TextEncoder().encode(text));
    }
    assertEquals([codeOf(await a.value.close()), codeOf(await b.value.close())], ["ok", "ok"]);
    assertEquals(await files.readText(`${dir}/log`), ok("123"));
    await Deno.symlink(`${dir}/log`, `${dir}/link`);
    await makeFifo(`${dir}/fifo`);
    const refused = await Promise.all(
      ["link", "fifo"].map((name) => files.append(`${dir}/${name}`)),
    );
    assertEquals(refused.map(codeOf), ["is-a-link", "not-a-file"]);
  },
);

inFolder(
  "makeDir() applies a mode exactly, to the folder alone, and is fine twice",
  async (dir) => {
    const umask = Deno.umask(0o077);
    try {
      for (const mode of [0o755, 0o700, 0o1777]) {
        assertEquals(codeOf(await files.makeDir(`${dir}/p/q`, mode)), "ok");
        assertEquals((await files.stat(`${dir}/p/q`))?.mode, mode);
      }
      assertEquals((await files.stat(`${dir}/p`))?.mode, 0o700);
    } finally {
      Deno.umask(umask);
    }
    await Deno.writeTextFile(`${dir}/file`, "");
    assertEquals(codeOf(await files.makeDir(`${dir}/file`)), "already-exists");
  },
);

inFolder("makeDirExclusive() lets exactly one of 50 succeed", async (dir) => {
  const all = await Promise.all(
    Array.from({ length: 50 }, () => files.makeDirExclusive(`${dir}/one`)),
  );
  const codes = all.map(codeOf);
  assertEquals(codes.filter((code) => code === "ok").length, 1);
  assertEquals(new Set(codes), new Set(["ok", "already-exists"]));
});

inFolder("list() sorts and tells kinds without following links", async (dir) => {
  await Deno.mkdir(`${dir}/folder`);
  await Deno.writeTextFile(`${dir}/b`, "");
  await Deno.symlink("folder", `${dir}/a`);
  await makeFifo(`${dir}/Z`);
  assertEquals(
    await files.list(dir),
    ok([
      { name: "Z", kind: "other" },
      { name: "a", kind: "link" },
      { name: "b", kind: "file" },
      { name: "folder", kind: "folder" },
    ]),
  );
  assertEquals(codeOf(await files.list(`${dir}/none`)), "not-found");
});

inFolder("stat() and realPath() are null where nothing is", async (dir) => {
  for (const path of [`${dir}/none`, `${dir}/none/x`, `${dir}/\0`]) {
    assertEquals([await files.stat(path), await files.realPath(path)], [null, null]);
  }
  await Deno.writeTextFile(`${dir}/a`, "123", { mode: 0o640 });
  await Deno.symlink("a", `${dir}/l`);
  const facts = await files.stat(`${dir}/a`);
  assertEquals([facts?.kind, facts?.sizeBytes, facts?.mode], ["file", 3, 0o640]);
  assertEquals((await files.stat(`${dir}/l`))?.kind, "link");
  assertEquals(await files.realPath(`${dir}/l`), `${dir}/a`);
});

inFolder(
  "remove() takes a whole folder, follows no link, and is fine when it is gone",
  async (dir) => {
    await Deno.mkdir(`${dir}/a/b`, { recursive: true });
    await Deno.mkdir(`${dir}/kept`);
    await Deno.symlink(`${dir}/kept`, `${dir}/a/b/link`);
    assertEquals(codeOf(await files.remove(`${dir}/a`)), "ok");
    assertEquals(codeOf(await files.remove(`${dir}/a`)), "ok");
    assertEquals(await namesIn(dir), ["kept"]);
  },
);

inFolder("linkOrCopy() links, copies to another device, and replaces nothing", async (dir) => {
  await Deno.writeTextFile(`${dir}/a`, "x".repeat(100_000));
  assertEquals(codeOf(await files.linkOrCopy(`${dir}/a`, `${dir}/b`)), "ok");
  assertEquals((await Deno.stat(`${dir}/a`)).ino, (await Deno.stat(`${dir}/b`)).ino);
  assertEquals(codeOf(await files.linkOrCopy(`${dir}/a`, `${dir}/b`)), "already-exists");
  assertEquals(codeOf(await files.linkOrCopy(`${dir}/none`, `${dir}/c`)), "not-found");
  assertEquals(codeOf(await files.rename(`${dir}/b`, `${dir}/c`)), "ok");
  if ((await Deno.stat("/dev/shm").catch(() => null))?.dev === (await Deno.stat(dir)).dev) return;
  const shm = await Deno.makeTempDir({ dir: "/dev/shm" });
  assertEquals(codeOf(await files.linkOrCopy(`${dir}/a`, `${shm}/b`)), "ok");
  assertEquals(await Deno.readTextFile(`${shm}/b`), "x".repeat(100_000));
  assertEquals(codeOf(await files.linkOrCopy(`${dir}/a`, `${shm}/b`)), "already-exists");
  await Deno.remove(shm, { recursive: true });
});

async function mount(dir: string, args: string[], body: () => Promise<void>): Promise<void> {
  assert((await new Deno.Command("mount", { args: [...args, dir] }).output()).success);
  try {
    await body();
  } finally {
    assert((await new Deno.Command("umount", { args: [dir] }).output()).success);
  }
}
