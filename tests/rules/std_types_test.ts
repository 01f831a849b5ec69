// The adapters in lib/std are really typed. A plain mapping to the npm package type-checks as `any`,
// silently; with `any`, every `@ts-expect-error` below would itself be an error of `deno check`.

import * as std_assert from "@std/assert";
import * as std_cli from "@std/cli";
import * as std_colors from "@std/fmt/colors";
import * as std_fs from "@std/fs";
import * as std_jsonc from "@std/jsonc";
import * as std_path from "@std/path";
import * as std_streams from "@std/streams";
import * as std_yaml from "@std/yaml";

const { assertEquals, assertThrows } = std_assert;

/** Never called: only its types are looked at. */
export function wrongCalls(): unknown[] {
  const flags = std_cli.parseArgs([], { string: ["name"], boolean: ["quiet"], collect: ["env"] });
  return [
    // @ts-expect-error a message is text
    () => std_assert.assert(true, 1),
    // @ts-expect-error not the same type
    () => std_assert.assertEquals<number>(1, "1"),
    // @ts-expect-error not a number
    () => std_assert.assertAlmostEquals("1", 1),
    // @ts-expect-error not a pattern
    () => std_assert.assertMatch("a", "a"),
    // @ts-expect-error not a function
    () => std_assert.assertThrows(1),
    // @ts-expect-error not a promise
    () => std_assert.assertRejects(() => 1),
    // @ts-expect-error not a text
    () => std_assert.assertStringIncludes(1, "a"),
    // @ts-expect-error not a class
    () => std_assert.assertInstanceOf({}, {}),
    // @ts-expect-error a switch is no text
    () => flags.quiet.trim(),
    // @ts-expect-error may be missing
    () => flags.name.trim(),
    // @ts-expect-error not declared, so unknown
    () => flags.other.trim(),
    // @ts-expect-error arguments are texts
    () => std_cli.parseArgs([1]),
    // @ts-expect-error not a text
    () => std_colors.red(1),
    // @ts-expect-error gives a promise
    () => std_fs.exists("a").length,
    // @ts-expect-error may be null, a number, …
    () => std_jsonc.parse("{}").key,
    // @ts-expect-error not a path
    () => std_path.join(1),
    // @ts-expect-error gives a text
    () => std_path.basename("a") + 1 satisfies number,
    // @ts-expect-error not a text
    () => std_yaml.parseAll(1),
    // @ts-expect-error may be anything
    () => std_yaml.parseAll("a").length,
    // @ts-expect-error not a stream
    () => std_streams.toText("a"),
    // @ts-expect-error gives bytes
    () => std_streams.toArrayBuffer(new ReadableStream()).then((bytes) => bytes.trim()),
  ];
}

Deno.test("@std adapters hold every name they declare", () => {
  const modules = [
    std_assert,
    std_cli,
    std_colors,
    std_fs,
    std_jsonc,
    std_path,
    std_streams,
    std_yaml,
  ];
  const missing = modules.flatMap((names) =>
    Object.entries(names).filter(([, value]) => value === undefined).map(([name]) => name)
  );
  assertEquals(missing, []);
});

Deno.test("@std/assert assertThrows() gives back the error", () => {
  const error = assertThrows(() => std_assert.fail("why"), std_assert.AssertionError, "why");
  assertEquals(error.name, "AssertionError");
});

Deno.test("@std/cli parseArgs() gives switches, texts, lists and the rest", () => {
  const flags = std_cli.parseArgs(["--name", "7", "--env=a", "--env=b", "x", "--", "-y"], {
    string: ["name"],
    boolean: ["quiet"],
    collect: ["env"],
    "--": true,
  });
  assertEquals(flags.name, "7");
  assertEquals(flags.quiet, false);
  assertEquals(flags._, ["x"]);
  assertEquals(flags["--"], ["-y"]);
});

Deno.test("@std/jsonc parse() reads comments and trailing commas", () => {
  assertEquals(std_jsonc.parse('{ "a": [1, /* two */ 3,], }'), { a: [1, 3] });
});

Deno.test("@std/yaml parseAll() reads several documents", () => {
  assertEquals(std_yaml.parseAll("a: [1, x]\n---\nb: |\n  two\n"), [{ a: [1, "x"] }, {
    b: "two\n",
  }]);
});

Deno.test("@std/path join() and relative() are those of the system", () => {
  assertEquals(std_path.extname("a.test.ts"), ".ts");
});

Deno.test("@std/streams toText() joins chunks across a character", async () => {
  const bytes = new TextEncoder().encode("ö");
  const stream = ReadableStream.from([bytes.subarray(0, 1), bytes.subarray(1)]);
  assertEquals(await std_streams.toText(stream), "ö");
});

Deno.test("@std/fs ensureDir(), exists() and walk() do what the real ones do", async () => {
  const root = await Deno.makeTempDir();
  try {
    await std_fs.ensureDir(std_path.join(root, "a", "b"));
    await Deno.writeTextFile(std_path.join(root, "a", "b", "c.ts"), "");
    await Deno.writeTextFile(std_path.join(root, "a", "d.md"), "");
    const found = await Array.fromAsync(std_fs.walk(root, { includeDirs: false, exts: [".ts"] }));
    assertEquals(found.map((entry) => std_path.relative(root, entry.path)), ["a/b/c.ts"]);
    assertEquals(await std_fs.exists(std_path.join(root, "a"), { isFile: true }), false);
    assertEquals(await std_fs.exists(std_path.join(root, "a"), { isDirectory: true }), true);
    assertEquals(await std_fs.exists(std_path.join(root, "z")), false);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
