import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { openMachine } from "../../../lib/host/machine.ts";
import { ok } from "../../../lib/model/result.ts";

const host = openMachine();
const SCRIPT = new URL("ending_main.ts", import.meta.url).pathname;

function script(ending: string): string[] {
  return [Deno.execPath(), "run", "-A", "--no-check", SCRIPT, ending];
}

async function endOf(argv: string[]) {
  return (await host.run({ argv, timeoutMs: 20_000, read: ok })).output;
}

Deno.test("runMain() ends with the code that main returns", async () => {
  const { code, stderr } = await endOf(script("returns"));
  assertEquals([code, stderr], [5, ""]);
});

Deno.test("runMain() ends with 70 and the stack for every kind of bug", async () => {
  const words = {
    "throws": "no such shelf",
    "throws-beside": "in a timer",
    "rejects-beside": "nobody waits",
    "never-answers": "nothing is left to wait for",
  };
  await Promise.all(
    Object.entries(words).map(async ([ending, word]) => {
      const { code, stdout, stderr } = await endOf(script(ending));
      assertEquals([ending, code, stdout], [ending, 70, ""]);
      for (const part of [word, "bug in QA Gate", "Please report it"]) {
        assertStringIncludes(stderr, part);
      }
    }),
  );
});

Deno.test("runMain() survives a reader that leaves, on either stream", async () => {
  const quoted = script("prints").map((word) => `'${word}'`).join(" ");
  for (
    const closed of [
      `{ ${quoted} 2>/dev/null; echo $? >&2; } | head -1`,
      `{ { ${quoted}; } 2>&1 >/dev/null; echo $? >&3; } 3>&2 | head -1`,
    ]
  ) {
    const { stdout, stderr } = await endOf(["sh", "-c", closed]);
    assertEquals([stdout, stderr], ["line 0\n", "6\n"]);
  }
});

Deno.test("runMain() ends with main's code when standard output is full", async () => {
  if (Deno.build.os !== "linux") return;
  const quoted = script("prints").map((word) => `'${word}'`).join(" ");
  const { code } = await endOf(["sh", "-c", `${quoted} >/dev/full 2>/dev/full`]);
  assertEquals(code, 6);
});

Deno.test("onInterrupt() hears every signal, not only the first", async () => {
  const started = host.start({ argv: script("interrupts"), cwd: "/" });
  assert(started.ok);
  const { stdout, ended, abandonStreams } = started.value;
  const signals = ["SIGINT", "SIGINT", "SIGTERM"] as const;
  const heard: string[] = [];
  for await (const chunk of stdout) {
    heard.push(...new TextDecoder().decode(chunk).trim().split("\n"));
    const next = signals[heard.length - 1];
    if (next) started.value.signalGroup(next);
  }
  assertEquals(heard, ["ready", ...signals]);
  assertEquals(await ended, { code: 7, signal: null });
  await abandonStreams();
});
