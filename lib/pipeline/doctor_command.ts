import { judgeDoctor } from "../classify/judge_doctor.ts";
import { judgeMounts } from "../classify/judge_mounts.ts";
import { dockerVersion } from "../docker/docker_version.ts";
import { createRedactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { DoctorFacts } from "../model/doctor.ts";
import type { Finding } from "../model/finding.ts";
import type { Plan } from "../model/plan.ts";
import { PreflightJson } from "../model/preflight_json.ts";
import { formatDoctor } from "../report/format_doctor.ts";
import { formatJsonLine } from "../report/format_json_line.ts";
import { buildTag } from "./build_tag.ts";
import { type DoctorView, lookWithContainer } from "./doctor_container.ts";
import {
  askDisks,
  askEngineRest,
  askOutputs,
  askRoot,
  countDeadSpools,
  createWatch,
  expiriesOf,
} from "./doctor_facts.ts";
import { imagesOf, listPrograms, withoutFetching } from "./doctor_plan.ts";
import { gatherMountFacts } from "./doctor_mounts.ts";
import { listenForInterrupts } from "./listen_for_interrupts.ts";
import type { LoadedProject } from "./load_plan.ts";
import { NO_ENGINE, type Readiness, readyImages } from "./ready_images.ts";
import { secretsOf } from "./secrets_of.ts";
import { discreetVoice, refuse, type Voice } from "./voice.ts";

/**
 * `qa_gate --preflight`: looks whether a gate could run here, and says of everything that is not as it
 * should be what mends it. It fetches and builds nothing, starts at most one short container, and leaves
 * no file; gives the exit code.
 */
export async function doctorCommand(
  host: Host,
  { plan, project, voice: loud }: {
    readonly plan: Plan;
    readonly project: LoadedProject;
    readonly voice: Voice;
  },
): Promise<number> {
  const startMs = host.monotonicMs();
  const redactor = createRedactor(secretsOf(host, plan));
  const voice = discreetVoice(loud, redactor);
  const interrupts = listenForInterrupts(host);
  const watch = createWatch(host);
  const asking = askHere(host, plan, watch);
  const modest = withoutFetching(plan);
  const ready = plan.mode === "failsafe"
    ? { ok: true as const, value: NO_ENGINE }
    : await watch.time("engine", () =>
      readyImages(host, modest, {
        signal: interrupts.signal,
        buildTag: buildTag(plan),
        onSlow: () => {},
      }));
  if (!ready.ok) return refuse(host, ready.error, voice);
  if (plan.remote !== undefined) voice.warn(ELSEWHERE);
  const answers = doesAnswer(ready.value);
  const bin = plan.suites.find(({ container }) => container !== null)?.container?.dockerBin ??
    "docker";
  const [rest, seen, here] = await Promise.all([
    answers ? watch.time("engine-rest", () => askEngineRest(host, bin)) : null,
    watch.time(
      "container",
      () =>
        lookInside(host, {
          plan: modest,
          ready: ready.value,
          redactor,
          interrupts,
          warn: voice.warn,
        }),
    ),
    asking,
  ]);
  const disks = await watch.time("disk", () =>
    askDisks(host, [
      { what: "project", path: plan.root },
      { what: "engine", path: rest?.dataRoot ?? "" },
      { what: "temporary files", path: host.environment()["TMPDIR"] ?? "/tmp" },
    ]));
  const facts: DoctorFacts = {
    mode: plan.mode,
    isStrict: plan.requireContainer || plan.failsafePolicy === "strict",
    config: { from: plan.configPath ?? "what was detected", suites: plan.suites.length },
    engine: plan.mode === "failsafe" ? null : await accountOf(host, ready.value, bin),
    images: plan.mode === "failsafe" ? [] : imagesOf(plan, ready.value),
    inside: seen?.inside ?? null,
    mounts: seen === null ? [] : await findMountFaults(host, { plan, project, seen }),
    programs: await listPrograms(host, plan, seen),
    disks,
    outputs: { path: plan.outputs, fault: here.outputs.fault },
    root: { path: plan.root, fault: here.root },
    expiries: expiriesOf(plan, project.config?.config.waivers ?? []),
    today: host.now().slice(0, "2026-01-01".length),
    clocks: { files: here.outputs.skewMs, engine: rest?.skewMs ?? null },
    leftovers: { containers: rest?.leftContainers ?? null, spools: here.spools },
    tookMs: watch.tookMs,
  };
  interrupts.stop();
  return tell(host, plan, { facts, voice, durationMs: host.monotonicMs() - startMs });
}

async function askHere(host: Host, plan: Plan, watch: ReturnType<typeof createWatch>) {
  return await watch.time("folders", async () => ({
    root: await askRoot(host, plan.root),
    outputs: await askOutputs(host, plan.outputs),
    spools: await countDeadSpools(host, plan.outputs),
  }));
}

const ELSEWHERE =
  "a preflight looks at this machine alone: the machines of --engine are asked when " +
  "a run begins";

/** An image that is not there says that its engine answers. */
function doesAnswer({ engine, images, fallback }: Readiness): boolean {
  return engine !== null || (images.size === 0 && fallback?.reason === "image-missing");
}

async function accountOf(
  host: Host,
  ready: Readiness,
  bin: string,
): Promise<DoctorFacts["engine"]> {
  if (!doesAnswer(ready)) return ready.fallback;
  const asked = ready.engine === null ? (await host.run(dockerVersion(bin))).result : null;
  const version = ready.engine?.version ?? (asked?.ok ? asked.value : null);
  if (version === null) return ready.fallback;
  const { clientVersion, serverVersion, os, arch } = version;
  return { client: clientVersion, server: serverVersion, platform: `${os}/${arch}` };
}

async function lookInside(
  host: Host,
  { plan, ready, ...means }: Pick<
    Parameters<typeof lookWithContainer>[1],
    "plan" | "ready" | "redactor" | "interrupts" | "warn"
  >,
): Promise<DoctorView | null> {
  const suite = plan.suites.find(({ container }) =>
    container !== null && ready.images.get(container.image ?? "")?.ok === true
  );
  if (suite === undefined || means.interrupts.signal.aborted) return null;
  const same = plan.suites.filter(({ container }) => container?.image === suite.container?.image);
  const programs = [...new Set(same.map(({ full }) => full.argv[0] ?? ""))];
  return await lookWithContainer(host, { plan, suite, ready, programs, ...means });
}

async function findMountFaults(
  host: Host,
  { plan, project, seen }: {
    readonly plan: Plan;
    readonly project: LoadedProject;
    readonly seen: DoctorView;
  },
): Promise<readonly Finding[]> {
  const suite = plan.suites.find(({ container }) => container !== null);
  if (suite?.container == null) return [];
  const { container } = suite;
  const { listProject } = await import("../observe/list_project.ts");
  const files = await listProject(host, project.root);
  const facts = await gatherMountFacts(host, {
    ...{ suite: { ...suite, container }, root: plan.root, files, view: seen.view },
  });
  return judgeMounts(facts);
}

function tell(
  host: Host,
  plan: Plan,
  { facts, voice, durationMs }: {
    readonly facts: DoctorFacts;
    readonly voice: Voice;
    readonly durationMs: number;
  },
): number {
  const answer: PreflightJson = {
    schema: "qa.preflight.v1",
    project: plan.project,
    root: plan.root,
    ...judgeDoctor(facts),
    duration_ms: Math.round(durationMs),
    took_ms: { ...facts.tookMs },
  };
  const isTerminal = voice.json ? host.terminal.stderrIsTerminal : host.terminal.stdoutIsTerminal;
  const columns = isTerminal ? host.terminal.columns() : 10_000;
  voice.write(formatDoctor(answer, { color: voice.color, columns }));
  if (voice.json) host.terminal.out(voice.clean(formatJsonLine(PreflightJson.parse(answer))));
  return answer.exit_code;
}
