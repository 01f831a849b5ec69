import versionText from "../../fixtures/docker/version/ok/stdout.txt" with { type: "text" };
import imageText from "../../fixtures/docker/image_inspect/ok/stdout.txt" with { type: "text" };
import createdText from "../../fixtures/docker/inspect/created/stdout.txt" with { type: "text" };
import goneText from "../../fixtures/docker/inspect/missing/stderr.txt" with { type: "text" };
import deadText from "../../fixtures/docker/version/no-socket/stderr.txt" with { type: "text" };
import { type FakeHost, fakeHost, type FakeScript } from "./fake_host.ts";
import type { FakeAnswer, FakeCall } from "./fake_answer.ts";
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
  const { suite, container, id, engine } = life;
  let state: "none" | "created" | "ended" = "none";
  let created: FakeCall | null = null;
  const isDead = (): boolean => state === "ended" && container.lost === "dead-engine";
  const mine = (verb: string) => (argv: readonly string[]): boolean =>
    argv[0] === "docker" && argv[1] === verb && argv.includes(id);
  return [
    {
      match: (argv) => argv[1] === "create" && argv.includes(`--label=qa.suite=${suite}`),
      stdout: `${id}\n`,
      ...engine.create,
      effect: (call) => {
        created = call;
        state = "created";
      },
    },
    {
      match: mine("start"),
      stdout: container.stdout ?? "",
      stderr: container.stderr ?? "",
      code: container.startError === undefined ? container.exitCode ?? 0 : 1,
      delayMs: container.delayMs ?? 20,
      hangs: container.hangs ?? false,
      effect: () => {
        state = "ended";
        if (created) leaveFiles(life, created);
      },
    },
    {
      match: (argv) => mine("inspect")(argv) && isDead(),
      code: 1,
      stdout: "\n",
      stderr: deadText,
    },
    {
      match: (argv) => mine("inspect")(argv) && state === "ended" && container.lost === "gone",
      code: 1,
      stdout: "\n",
      stderr: goneText.replace(/[0-9a-f]{64}|\S+$/, id),
    },
    {
      match: (argv) => mine("inspect")(argv) && state === "ended",
      stdout: inspected(id, container),
    },
    { match: mine("inspect"), stdout: createdText },
    {
      match: (argv) => mine("stop")(argv) || mine("kill")(argv),
      effect: () => {
        state = "ended";
        if (created) leaveFiles(life, created);
      },
    },
  ];
}

function answer(verb: readonly string[], what: FakeAnswer): FakeProgram {
  return {
    match: (argv) => argv[0] === "docker" && verb.every((w, at) => argv[at + 1] === w),
    ...what,
  };
}

/** What the entry script and the tests would leave in the box. */
function leaveFiles({ container, host }: Life, created: FakeCall): void {
  const mount = created.argv.find((word) => word.includes("target=/qa-gate"));
  const box = /source=([^,]*)/.exec(mount ?? "")?.[1] ?? "/lost";
  const argv = created.argv;
  const nonceInside = argv[argv.indexOf("qa-entry") + 1] ?? "";
  const nonce = host().files.text(nonceInside.replace("/workspace", "/project")).trim();
  const { files } = host();
  if (container.lacks !== "trailer" && container.startError === undefined) {
    files.put(`${box}/trailer.txt`, trailerOf(container, nonce));
  }
  if (container.report !== undefined) files.put(`${box}/report.xml`, container.report);
}

function trailerOf({ lacks, oomKills = 0, exitCode = 0 }: FakeContainer, nonce: string): string {
  if (lacks === "nonce") return "nonce \n";
  if (lacks === "end") return `nonce ${nonce}\n`;
  return `nonce ${nonce}\noom_kills ${oomKills}\nexit_code ${exitCode}\n`;
}

function inspected(id: string, container: FakeContainer): string {
  const description = JSON.parse(createdText);
  const ended = {
    Status: "exited",
    ExitCode: container.exitCode ?? 0,
    StartedAt: "2026-01-02T03:04:05.1Z",
    FinishedAt: "2026-01-02T03:04:06.1Z",
  };
  const refused = { Error: container.startError };
  const state = container.startError === undefined ? ended : refused;
  return `${
    JSON.stringify({ ...description, Id: id, State: { ...description.State, ...state } })
  }\n`;
}
