import { assertEquals } from "@std/assert";
import { dockerImageInspect } from "../../../lib/docker/docker_image_inspect.ts";
import { dockerVersion } from "../../../lib/docker/docker_version.ts";
import type { FlagRow, ParsedFlags } from "../../../lib/model/flag.ts";
import { askEarly } from "../../../lib/pipeline/ask_early.ts";
import { fakeHost, type FakeScript } from "../../support/fake_host.ts";

const CONFIG = '{\n  // the image\n  "image": "example/app:1",\n}\n';
const VERSION = JSON.stringify({
  Client: { Version: "28.2.2" },
  Server: { Version: "20.10.24", ApiVersion: "1.41", Os: "linux", Arch: "amd64" },
});
const ANSWERS = { match: () => true, stdout: VERSION, delayMs: 40 };
const WORLD: FakeScript = { files: { "/project/qa.jsonc": CONFIG }, programs: [ANSWERS] };

const BASE = { group: "common", value: "text", placeholder: "", summary: "" } as const;
const ROWS: readonly FlagRow[] = [
  { ...BASE, name: "mode", env: "QA_MODE" },
  { ...BASE, name: "image", env: "QA_IMAGE" },
];

function flagsOf(values: Readonly<Record<string, string | boolean>> = {}): ParsedFlags {
  return { values: new Map(Object.entries(values)), words: [], rest: [], rows: ROWS };
}

/** The questions asked early of such a world, once all of them have their answers. */
async function asked(script: FakeScript, flags: ParsedFlags): Promise<string[]> {
  const host = fakeHost(script);
  askEarly(host, flags);
  await host.sleep(1000);
  return host.calls.map(({ argv }) => argv.join(" "));
}

const QUESTIONS = (bin: string, image: string) =>
  [dockerVersion(bin), dockerImageInspect(bin, image)].map(({ argv }) => argv.join(" "));

Deno.test("askEarly() answers the same question once, and only once", async () => {
  const host = fakeHost(WORLD);
  const early = askEarly(host, flagsOf());
  const first = await early.host.run(dockerVersion("docker"));
  assertEquals(first.result.ok && first.result.value.serverVersion, "20.10.24");
  assertEquals(first.output.stdout, VERSION);
  assertEquals([host.calls.length, host.calls[0]?.atMs, host.monotonicMs()], [2, 0, 40]);
  const second = await early.host.run(dockerVersion("docker"));
  assertEquals(second.result, first.result);
  assertEquals([host.calls.length, host.calls[2]?.atMs, host.monotonicMs()], [3, 40, 80]);
});

Deno.test("askEarly() reads an early answer as the asker wants it read", async () => {
  const early = askEarly(fakeHost(WORLD), flagsOf());
  const read = ({ stdout }: { stdout: string }) => ({ ok: true, value: stdout.length } as const);
  const run = await early.host.run({ ...dockerVersion("docker"), read });
  assertEquals(run.result, { ok: true, value: VERSION.length });
  await early.host.sleep(1000);
});

Deno.test("askEarly() changes nothing by a wrong guess", async () => {
  const host = fakeHost(WORLD);
  const early = askEarly(host, flagsOf());
  const command = dockerImageInspect("docker", "example/other:2");
  const run = await early.host.run(command, { cwd: "/elsewhere", env: { A: "b" } });
  const { argv, cwd, env } = host.calls.at(-1)!;
  assertEquals({ argv, cwd, env }, { argv: command.argv, cwd: "/elsewhere", env: { A: "b" } });
  assertEquals(run, await host.run(command));
});

Deno.test("askEarly() guesses from flags, then variables, then the configuration", async () => {
  assertEquals(await asked(WORLD, flagsOf()), QUESTIONS("docker", "example/app:1"));
  const variable = { ...WORLD, environment: { QA_IMAGE: "by/variable:1" } };
  assertEquals(await asked(variable, flagsOf()), QUESTIONS("docker", "by/variable:1"));
  const flags = flagsOf({ image: "by/flag:1", "docker-bin": "podman" });
  assertEquals(await asked(variable, flags), QUESTIONS("podman", "by/flag:1"));
});

Deno.test("askEarly() finds the configuration below --root and at --config", async () => {
  const files = { "/project/sub/qa.jsonc": CONFIG, "/etc/other.jsonc": '{"image": "other:1"}' };
  const world = { ...WORLD, files };
  assertEquals(await asked(world, flagsOf({ root: "sub" })), QUESTIONS("docker", "example/app:1"));
  const given = flagsOf({ root: "sub", config: "/etc/other.jsonc" });
  assertEquals(await asked(world, given), QUESTIONS("docker", "other:1"));
});

const SILENT: readonly (readonly [string, FakeScript, ParsedFlags])[] = [
  ["for --dry-run", WORLD, flagsOf({ "dry-run": true })],
  ["for --init", WORLD, flagsOf({ init: true })],
  ["for --mode failsafe", WORLD, flagsOf({ mode: "failsafe" })],
  ["for QA_MODE=failsafe", { ...WORLD, environment: { QA_MODE: "failsafe" } }, flagsOf()],
  ["without an image", { programs: [ANSWERS] }, flagsOf()],
];

for (const [when, script, flags] of SILENT) {
  Deno.test(`askEarly() asks nothing ${when}`, async () => {
    assertEquals(await asked(script, flags), []);
  });
}

const HANGING: FakeScript = { ...WORLD, programs: [{ match: () => true, hangs: true }] };

Deno.test("stop() ends what is running", async () => {
  const host = fakeHost(HANGING);
  const early = askEarly(host, flagsOf());
  await host.sleep(10);
  assertEquals([host.calls.length, host.identify(1001)?.pid, host.identify(1002)?.pid], [
    ...[2, 1001, 1002],
  ]);
  early.stop();
  await host.sleep(1);
  assertEquals([host.identify(1001), host.identify(1002), host.monotonicMs()], [null, null, 11]);
});

Deno.test("askEarly() lets the asker end the question it took over, and only that", async () => {
  const host = fakeHost(HANGING);
  const early = askEarly(host, flagsOf());
  const giveUp = new AbortController();
  const running = early.host.run(dockerVersion("docker"), { signal: giveUp.signal });
  await host.sleep(10);
  giveUp.abort();
  assertEquals([(await running).output.timedOut, host.monotonicMs()], [true, 10]);
  assertEquals([host.identify(1001), host.identify(1002)?.pid], [null, 1002]);
  early.stop();
  await host.sleep(1);
});

Deno.test("askEarly() ends a question at once when its asker has already given up", async () => {
  const host = fakeHost(HANGING);
  const early = askEarly(host, flagsOf());
  const run = await early.host.run(dockerVersion("docker"), { signal: AbortSignal.abort() });
  assertEquals([run.output.timedOut, host.monotonicMs()], [true, 0]);
  early.stop();
  await host.sleep(1);
});
