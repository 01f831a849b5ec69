// Every script works alone: exported into an empty folder, with an empty cache, with neither network
// nor a configuration of ours.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { listScripts, makeExport, writeExport } from "../../scripts/dev/export_script.ts";
import { ROOT } from "../../scripts/dev/write_generated.ts";

interface Alone extends AsyncDisposable {
  readonly folder: string;
  run(file: string, args: readonly string[]): Promise<{ code: number; out: string; error: string }>;
}

/** An empty folder and a Deno that knows nothing and reaches nothing. */
async function makeAlone(): Promise<Alone> {
  const folder = await Deno.makeTempDir();
  const cache = await Deno.makeTempDir();
  return {
    folder,
    async run(file, args) {
      const output = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--deny-net", "--no-remote", "--cached-only", file, ...args],
        cwd: folder,
        clearEnv: true,
        env: { PATH: Deno.env.get("PATH") ?? "", HOME: folder, DENO_DIR: cache, NO_COLOR: "1" },
        stdin: "null",
      }).output();
      const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
      return { code: output.code, out: text(output.stdout), error: text(output.stderr) };
    },
    async [Symbol.asyncDispose]() {
      await Deno.remove(folder, { recursive: true });
      await Deno.remove(cache, { recursive: true });
    },
  };
}

const GREEN_AND_RED = `{
  // two checks that exist everywhere
  "suites": [
    { "name": "green", "kind": "check", "command": ["true"], "failsafe": true },
    { "name": "red", "kind": "check", "command": ["false"], "failsafe": true, "profiles": ["full"] },
  ],
}`;

Deno.test("there is at least the gate to export", async () => {
  assertEquals((await listScripts()).includes("qa_gate"), true);
});

for (const name of await listScripts()) {
  Deno.test(`exported ${name} answers --help alone, and is the same bytes each time`, async () => {
    await using alone = await makeAlone();
    const file = join(alone.folder, `${name}.js`);
    const text = await makeExport(name);
    assert(await writeExport(text, file));
    const help = await alone.run(file, ["--help"]);
    assertEquals(help.code, 0, help.error);
    assertStringIncludes(help.out, "--config");
    assertEquals(await makeExport(name), text);
    assert(!text.includes(ROOT), "holds the path of this checkout");
    assert(!/^\/\/ .*\/npm\//m.test(text), "holds a path of this machine's cache");
    const wrong = await alone.run(file, ["--no-such-flag"]);
    assertEquals(wrong.code, 2, wrong.error);
  });
}

Deno.test("exported qa_gate gates a repository alone, in the failsafe", async () => {
  await using alone = await makeAlone();
  const file = join(alone.folder, "qa_gate.js");
  assert(await writeExport(await makeExport("qa_gate"), file));
  await Deno.writeTextFile(join(alone.folder, "qa.jsonc"), GREEN_AND_RED);
  const green = await alone.run(file, ["--mode", "failsafe", "--profile", "quick"]);
  assertEquals(green.code, 0, green.out + green.error);
  const red = await alone.run(file, ["--mode", "failsafe", "--profile", "full"]);
  assertEquals(red.code, 1, red.out + red.error);
  const summary = await Deno.readTextFile(join(alone.folder, "outputs/qa/summary.json"));
  assertEquals(JSON.parse(summary).verdict, "failed");
});

Deno.test("writeExport() leaves a file alone that is no export of ours", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const file = join(folder, "own.js");
    await Deno.writeTextFile(file, "mine");
    assertEquals(await writeExport("ours", file), false);
    assertEquals(await Deno.readTextFile(file), "mine");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
