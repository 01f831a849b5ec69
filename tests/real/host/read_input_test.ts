import { assert, assertEquals } from "@std/assert";
import { readInput } from "../../../lib/host/read_input.ts";
import { fromFileUrl } from "@std/path";

const MODULE = fromFileUrl(new URL("../../../lib/host/read_input.ts", import.meta.url));
/** Says how many bytes it read, and of which kind. */
const MAIN = `
  import { readInput } from ${JSON.stringify(`file://${MODULE}`)};
  let size = 0;
  for await (const chunk of readInput(Number(Deno.args[0]))) size += chunk.length;
  console.log(size);
`;

/** What a process of its own reads of the input that a shell gives it. */
async function readBehind(shell: string, maxBytes: number): Promise<string> {
  const main = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(main, MAIN);
  const words = `${shell.replace("READ", '"$0" run -A "$1" "$2"')}`;
  const command = new Deno.Command("sh", {
    args: ["-c", words, Deno.execPath(), main, String(maxBytes)],
    stdin: "null",
  });
  const { stdout, stderr } = await command.output();
  await Deno.remove(main);
  const text = new TextDecoder();
  return text.decode(stdout).trim() || text.decode(stderr);
}

for (
  const [shell, expected] of [
    ["printf 'a\\nb' | READ", "3"],
    ["READ < /dev/null", "0"],
    ["READ <&-", "0"],
    ["head -c 3000000 /dev/zero | READ", "1000000"],
  ] as const
) {
  Deno.test(`readInput() reads ${expected} bytes of ${shell}`, async () => {
    assertEquals(await readBehind(shell, 1_000_000), expected);
  });
}

Deno.test("readInput() leaves what is beyond its bound, and passes on what its reader throws", async () => {
  const endless = () =>
    new ReadableStream<Uint8Array<ArrayBuffer>>({
      type: "bytes",
      pull: (stream) => stream.enqueue(new Uint8Array(1000)),
    });
  let size = 0;
  for await (const chunk of readInput(2500, endless)) size += chunk.length;
  assertEquals(size, 2500);
  const thrown = await (async () => {
    for await (const chunk of readInput(2500, endless)) throw new RangeError(`${chunk.length}`);
  })().catch((cause) => cause);
  assert(thrown instanceof RangeError);
});
