import { READERS } from "../catalog/readers.ts";
import { lookArgv, readLook } from "../docker/look_script.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { DoctorFacts } from "../model/doctor.ts";
import type { Plan, PlannedSuite, SuiteCommand } from "../model/plan.ts";
import { openRun } from "../write/open_run.ts";
import { leaveBox } from "./leave_box.ts";
import type { Interrupts } from "./listen_for_interrupts.ts";
import type { InsideView } from "./look_inside.ts";
import { openDeadline } from "./open_deadline.ts";
import { closeSession, openSession } from "./open_session.ts";
import type { Readiness } from "./ready_images.ts";
import { fence, removeLater, runContainer } from "./run_container.ts";
import { imageFor } from "./run_suite.ts";

/** What one short container has shown. */
export interface DoctorView {
  readonly inside: DoctorFacts["inside"];
  /** As the doctor of mounts reads it. */
  readonly view: InsideView;
  /** Which of the programs that were looked for are there. */
  readonly programs: ReadonlyMap<string, boolean>;
}

/** What it needs. */
export interface DoctorContainer {
  readonly plan: Plan;
  readonly suite: PlannedSuite;
  readonly ready: Readiness;
  /** Programs of all suites of that image. */
  readonly programs: readonly string[];
  readonly redactor: Redactor;
  readonly interrupts: Interrupts;
  readonly warn: (message: string) => void;
}

const LOOK_TIMEOUT_MS = 15_000;
const LOOK_BYTES = 512 * 1024;
const PROGRAM = "@@qa-program ";

/** Behind the look itself: each further word is a program that is looked for. */
const PROGRAMS = `
shift
for each in "$@"; do
  if command -v -- "$each" >/dev/null 2>&1; then printf '${PROGRAM}yes %s\\n' "$each"
  else printf '${PROGRAM}no %s\\n' "$each"; fi
done
exit 0
`;

/**
 * Starts one short container with the settings of a suite and removes it: whether the project is seen
 * inside, who we are there, which programs are there. It leaves no file behind.
 */
export async function lookWithContainer(
  host: Host,
  { plan, suite, ready, programs, redactor, interrupts, warn }: DoctorContainer,
): Promise<DoctorView | null> {
  const outputs = `${host.environment()["TMPDIR"] ?? "/tmp"}/qa-preflight-${host.randomHex(6)}`;
  const run = await openRun(host, { outputs, runId: null });
  if (!run.ok) return null;
  const deadline = openDeadline(host, null);
  const emit = (): void => {};
  const parts = { tables: { runners: [], readers: READERS }, redactor, interrupts, deadline, emit };
  const session = await openSession(host, plan, { ...parts, run: run.value, ready });
  try {
    return await look({ ...session, warn }, { suite, programs });
  } finally {
    session.suitesDone.abort();
    await closeSession(session);
    deadline.close();
    await host.files.remove(outputs);
  }
}

async function look(
  session: Awaited<ReturnType<typeof openSession>>,
  { suite, programs }: Pick<DoctorContainer, "suite" | "programs">,
): Promise<DoctorView | null> {
  const { host, run } = session;
  const image = imageFor(session, suite);
  if (image === null || !image.ok) return null;
  const [folder, box] = [`${run.path}/preflight`, `${run.spool}/preflight/box`];
  for (const path of [folder, `${run.spool}/preflight`]) await host.files.makeDir(path);
  const [shell = "", flag = "", script = "", ...rest] = lookArgv(suite.full.argv[0] ?? "true");
  const text = `${script.replace(/exit 0\s*$/, "")}${PROGRAMS}`;
  const command: SuiteCommand = {
    argv: [shell, flag, text, ...rest, ...programs],
    ...{ env: {}, cwd: suite.full.cwd, timeoutMs: LOOK_TIMEOUT_MS },
    report: { from: "nowhere" },
  };
  const ran = await runContainer(session, {
    ...{ suite, image: image.value, attempt: { number: 1, command } },
    ...{ folder, label: "preflight", box, suffix: "preflight" },
  });
  const { account = null, problem = null } = ran.facts.container ?? {};
  if (account?.state?.status === "exited") removeLater(session, ran.container, account.id);
  else await fence(session, ran);
  await leaveBox(session, { label: "preflight", box, mayRun: session.unfenced.has(suite.name) });
  const told = await host.files.readText(`${folder}/stdout.log`, LOOK_BYTES);
  const seen = told.ok && told.value.includes("@@qa-look") ? readLook(told.value) : null;
  const nonce = account?.trailer?.nonce;
  const isNonceRead = nonce === undefined ? null : nonce === session.nonce?.value;
  const why = problem !== null && "detail" in problem
    ? problem.detail
    : isNonceRead === false
    ? "what was written here is not read there"
    : "the image has no shell, or it did not start";
  const workdir = suite.container?.workdir ?? "";
  return {
    inside: { isNonceRead, why, image: suite.container?.image ?? "", workdir },
    view: { look: seen, isNonceRead, why },
    programs: told.ok ? readPrograms(told.value) : new Map(),
  };
}

function readPrograms(text: string): ReadonlyMap<string, boolean> {
  return new Map(
    text.split("\n").filter((line) => line.startsWith(PROGRAM)).map((line) => {
      const [is = "", ...name] = line.slice(PROGRAM.length).split(" ");
      return [name.join(" "), is === "yes"] as const;
    }),
  );
}
