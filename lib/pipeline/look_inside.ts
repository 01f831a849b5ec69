import { type Look, lookArgv, readLook } from "../docker/look_script.ts";
import type { ReadyImage } from "../execute/container_request.ts";
import type { PlannedSuite, SuiteCommand } from "../model/plan.ts";
import type { GateSession } from "./gate_session.ts";
import { leaveBox } from "./leave_box.ts";
import { fence, removeLater, runContainer } from "./run_container.ts";

/** Longer than it takes to start a container and to list a folder. */
const LOOK_TIMEOUT_MS = 15_000;
const LOOK_BYTES = 512 * 1024;

/** What was seen from inside. */
export interface InsideView {
  /** Null where no container could be started, or where the image has no shell. */
  readonly look: Look | null;
  /** Null: nobody got so far. */
  readonly isNonceRead: boolean | null;
  /** Why nothing was seen; "" where something was. */
  readonly why: string;
}

/** Which look it is. */
export interface LookCall {
  readonly suite: PlannedSuite;
  readonly image: ReadyImage;
  readonly attempt: number;
  /** `look-pre` or `look-post`: its folder in the attempt's, and its container's name. */
  readonly name: "look-pre" | "look-post";
}

/**
 * Looks around in a container of its own with the settings of the suite: same image, user, mounts and
 * limits, so that what is seen is what the tests will see, whatever becomes of them.
 */
export async function lookInside(
  session: GateSession,
  { suite, image, attempt, name }: LookCall,
): Promise<InsideView> {
  const { host, run } = session;
  const label = `attempts/${attempt}/${name}`;
  const folder = `${run.path}/${label}`;
  const spool = `${run.spool}/${name}-${attempt}`;
  for (const path of [folder, spool]) await host.files.makeDir(path);
  const program = suite.full.argv[0] ?? "true";
  const command: SuiteCommand = {
    ...{ argv: lookArgv(program), env: {}, cwd: suite.full.cwd, timeoutMs: LOOK_TIMEOUT_MS },
    report: { from: "nowhere" },
  };
  const box = `${spool}/box`;
  const call = { suite, image, attempt: { number: attempt, command }, folder, label, box };
  const ran = await runContainer(session, { ...call, suffix: `${attempt}-${name}` });
  session.progress.delete(suite.name);
  const { container: seen } = ran.facts;
  const { account = null, problem = null } = seen ?? {};
  if (account?.state?.status === "exited") removeLater(session, ran.container, account.id);
  else await fence(session, ran);
  await leaveBox(session, { label, box, mayRun: session.unfenced.has(suite.name) });
  const text = await host.files.readText(`${folder}/stdout.log`, LOOK_BYTES);
  // Everything worth keeping of it stands in the listing; the rest would hide the attempt's own files.
  if (problem === null) await host.files.remove(folder);
  const look = text.ok && text.value.includes("@@qa-look") ? readLook(text.value) : null;
  const nonce = account?.trailer?.nonce;
  return {
    look,
    isNonceRead: nonce === undefined ? null : nonce === session.nonce?.value,
    why: look !== null
      ? ""
      : problem !== null && "detail" in problem
      ? problem.detail
      : nonce === ""
      ? "the project is not to be seen inside"
      : "the image has no shell, or it did not start",
  };
}
