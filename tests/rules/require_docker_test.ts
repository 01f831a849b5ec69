import { assertEquals, assertStringIncludes } from "@std/assert";

const MODULE = new URL("../support/require_docker.ts", import.meta.url).href;
const CODE = `const { requireDocker } = await import(${JSON.stringify(MODULE)});
console.log(JSON.stringify(await requireDocker()));`;

/** What requireDocker() says in a process that finds no docker. */
async function askWithoutDocker(env: Record<string, string>) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", CODE],
    env: { PATH: "/nowhere", NO_COLOR: "1", ...env },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout).trim(), error: text(stderr) };
}

Deno.test("requireDocker() skips loudly when no engine answers", async () => {
  const { out, error } = await askWithoutDocker({ CI: "" });
  assertEquals(out, '{"ignore":true}');
  assertStringIncludes(error, "!!! SKIPPED: no container engine answers");
});

Deno.test("requireDocker() fails when no engine answers and CI=true", async () => {
  const { code, error } = await askWithoutDocker({ CI: "true" });
  assertEquals(code, 1);
  assertStringIncludes(error, "CI=true and no container engine answers");
});
