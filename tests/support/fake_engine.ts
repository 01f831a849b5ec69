import versionText from "../../fixtures/docker/version/ok/stdout.txt" with { type: "text" };
import imageText from "../../fixtures/docker/image_inspect/ok/stdout.txt" with { type: "text" };
import runningText from "../../fixtures/docker/inspect/running/stdout.txt" with { type: "text" };
import createdText from "../../fixtures/docker/inspect/created/stdout.txt" with { type: "text" };
import goneText from "../../fixtures/docker/inspect/missing/stderr.txt" with { type: "text" };
import deadText from "../../fixtures/docker/version/no-socket/stderr.txt" with { type: "text" };
import { type FakeHost, fakeHost, type FakeScript } from "./fake_host.ts";
import type { FakeAnswer, FakeCall } from "./fake_answer.ts";
import { lifeMs, piecesOf } from "./fake_life.ts";
import type { FakeProgram } from "./fake_programs.ts";

/** What happens in the container of one suite. Without anything: exit code 0, a trailer, no report. */
export interface FakeContainer {
  readonly stdout?: FakeAnswer["stdout"];
  readonly stderr?: FakeAnswer["stderr"];
  readonly exitCode?: number;
  /** Text of the report it leaves. */
  readonly report?: string;
  readonly delayMs?: number;
  /** Runs until it is stopped. */
  readonly hangs?: boolean;
  /** Processes killed for memory, as the trailer tells it. */
  readonly oomKills?: number;
  /** What the entry script did not live to write. */
  readonly lacks?: "trailer" | "end" | "nonce";
  /** `gone`: somebody removed it; `dead-engine`: the engine vanished meanwhile. */
  readonly lost?: "gone" | "dead-engine";
  /** The runtime refused to start it. */
  readonly startError?: string;
}

/** An engine on which each suite's container does what the test says; every step can fail instead. */
export interface EngineScript {
  /** By suite; `unit#2` for the second attempt of the suite unit. */
  readonly containers?: Readonly<Record<string, FakeContainer>>;
  readonly version?: FakeAnswer;
  readonly image?: FakeAnswer;
  readonly pull?: FakeAnswer;
  readonly create?: FakeAnswer;
}

/** A fake host with a docker client that behaves like a captured one. */
export function engineHost(script: FakeScript, engine: EngineScript = {}): FakeHost {
  const suites = Object.entries(engine.containers ?? {});
  const programs = [
    answer(["version"], { stdout: versionText, ...engine.version }),
    answer(["image", "inspect"], { stdout: imageText, ...engine.image }),
    answer(["pull"], engine.pull ?? {}),
    answer(["events"], { hangs: true }),
    answer(["ps"], {}),
    answer(["rm"], {}),
    ...suites.flatMap(([suite, container], at) =>
      containerPrograms({ suite, container, id: idOf(at), engine, host: () => host })
    ),
  ];
  const host = fakeHost({ ...script, programs: [...script.programs ?? [], ...programs] });
  return host;
}

/** Id of the container of the n-th suite of the script. */
export function idOf(nth: number): string {
  return (nth + 1).toString(16).padStart(64, "c");
}

interface Life {
  readonly suite: string;
  readonly container: FakeContainer;
  readonly id: string;
  readonly engine: EngineScript;
  readonly host: () => FakeHost;
}

/** Every call of the client that concerns one container; the state moves as they are answered. */
function containerPrograms(life: Life): readonly FakeProgram[] {
  const { suite, container, id, engine, host } = life;
  let state: "none" | "created" | "running" | "ended" = "none";
  let created: FakeCall | null = null;
  const over = new AbortController();
  const end = (): void => {
    if (state === "ended") return;
    state = "ended";
    over.abort();
    if (created) leaveFiles(life, created);
  };
  const run = async (): Promise<void> => {
    state = "running";
    if (created) void print(life, boxOf(created), over.signal);
    if (container.hangs) return;
    const { stdout = "", stderr = "", delayMs = 20 } = container;
    await host().sleep(lifeMs({ stdout, stderr, delayMs }), over.signal);
    end();
  };
  const isDead = (): boolean => state === "ended" && container.lost === "dead-engine";
  const mine = (verb: string) => (argv: readonly string[]): boolean =>
    argv[0] === "docker" && argv[1] === verb && argv.includes(id);
  const inspect = (answer: FakeAnswer, when: () => boolean): FakeProgram => ({
    match: (argv) => mine("inspect")(argv) && when(),
    ...answer,
  });
  return [
    {
      match: (argv) => argv[1] === "create" && isFor(argv, suite),
      stdout: `${id}\n`,
      ...engine.create,
      effect: (call) => {
        created = call;
        state = "created";
      },
    },
    {
      match: mine("start"),
      code: container.startError === undefined ? 0 : 1,
      stderr: container.startError ?? "",
      effect: () => container.startError === undefined ? void run() : end(),
    },
    inspect({ code: 1, stdout: "\n", stderr: deadText }, isDead),
    inspect(
      { code: 1, stdout: "\n", stderr: goneText.replace(/[0-9a-f]{64}|\S+$/, id) },
      () => state === "ended" && container.lost === "gone",
    ),
    inspect({ stdout: inspected(id, container) }, () => state === "ended"),
    inspect(
      { stdout: described(runningText, id, { StartedAt: STARTED }) },
      () => state === "running",
    ),
    inspect({ stdout: createdText }, () => true),
    { match: (argv) => mine("stop")(argv) || mine("kill")(argv), effect: end },
    answer(["logs"], {}),
  ];
}

/** True for the container of a suite's first attempt, or of the n-th, spelled `unit#2`. */
function isFor(argv: readonly string[], suite: string): boolean {
  const [name, attempt = "1"] = suite.split("#");
  return argv.includes(`--label=qa.suite=${name}`) &&
    argv.includes(`--label=qa.attempt=${attempt}`);
}

/** Appends to the streams in the box what the tests print, when they print it. */
async function print({ container, host }: Life, box: string, over: AbortSignal): Promise<void> {
  for (const name of ["stdout", "stderr"] as const) {
    let atMs = 0;
    for (const piece of piecesOf(container[name])) {
      await host().sleep(piece.atMs - atMs, over);
      atMs = piece.atMs;
      if (over.aborted) return;
      const sink = await host().files.append(`${box}/${name}`);
      if (sink.ok) await sink.value.write(piece.bytes);
    }
  }
}

function answer(verb: readonly string[], what: FakeAnswer): FakeProgram {
  return {
    match: (argv) => argv[0] === "docker" && verb.every((w, at) => argv[at + 1] === w),
    ...what,
  };
}

/** What the entry script and the tests would leave in the box. */
function leaveFiles({ container, host }: Life, created: FakeCall): void {
  const box = boxOf(created);
  const { argv } = created;
  const nonceInside = argv[argv.indexOf("qa-entry") + 1] ?? "";
  const nonce = host().files.text(nonceInside.replace("/workspace", "/project")).trim();
  const { files } = host();
  if (container.lacks !== "trailer" && container.startError === undefined) {
    files.grow(`${box}/trailer.txt`, trailerOf(container, nonce));
  }
  if (container.report !== undefined) files.put(`${box}/report.xml`, container.report);
}

function boxOf({ argv }: FakeCall): string {
  const mount = argv.find((word) => word.includes("target=/qa-gate"));
  return /source=([^,]*)/.exec(mount ?? "")?.[1] ?? "/lost";
}

function trailerOf({ lacks, oomKills = 0, exitCode = 0 }: FakeContainer, nonce: string): string {
  if (lacks === "nonce") return "nonce \n";
  if (lacks === "end") return `nonce ${nonce}\nspooled 1\n`;
  return `nonce ${nonce}\nspooled 1\noom_kills ${oomKills}\nexit_code ${exitCode}\n`;
}

const STARTED = "2026-01-02T03:04:05.1Z";

function inspected(id: string, container: FakeContainer): string {
  const ended = {
    Status: "exited",
    ExitCode: container.exitCode ?? 0,
    StartedAt: STARTED,
    FinishedAt: "2026-01-02T03:04:06.1Z",
  };
  const refused = { Error: container.startError };
  return described(createdText, id, container.startError === undefined ? ended : refused);
}

function described(text: string, id: string, state: Readonly<Record<string, unknown>>): string {
  const description = JSON.parse(text);
  return `${
    JSON.stringify({ ...description, Id: id, State: { ...description.State, ...state } })
  }\n`;
}
