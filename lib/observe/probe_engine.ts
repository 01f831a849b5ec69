import {
  dockerReport,
  formatReport,
  readContexts,
  readInfo,
  readListed,
} from "../docker/docker_report.ts";
import { dockerVersion } from "../docker/docker_version.ts";
import { asInteger, asText, asTexts, type JsonObject } from "../docker/json_object.ts";
import type { Host } from "../host/host.ts";
import type { CommandOutput } from "../model/command.ts";
import type { HostTelemetryJson } from "../model/host_telemetry_json.ts";

/** What the engine tells of itself: for programs, and as text for people. */
export interface EngineProbe {
  readonly engine: HostTelemetryJson["engine"];
  readonly others: HostTelemetryJson["other_containers"];
  readonly versionText: string;
  readonly infoText: string;
}

const MOST_CONTAINERS = 50;
const JSON_FORMAT = ["--format", "{{json .}}"];

/** Asks client and engine everything at once, each question with its own bound; never fails. */
export async function probeEngine(
  host: Host,
  bin: string,
  { signal, warn }: { readonly signal: AbortSignal; readonly warn: (text: string) => void },
): Promise<EngineProbe> {
  const ask = async (...words: readonly string[]): Promise<CommandOutput> =>
    (await host.run(dockerReport(bin, words), { signal })).output;
  const versionText = ask("version");
  const first = await host.run(dockerVersion(bin), { signal });
  const answers = first.result.ok;
  // A client that is not there, or an engine that is silent, is asked for nothing more.
  const [version, info, described, contexts, running] = await Promise.all([
    versionText,
    ...answers
      ? [
        ask("info"),
        ask("info", ...JSON_FORMAT),
        ask("context", "ls", ...JSON_FORMAT),
        ask("ps", "--no-trunc", ...JSON_FORMAT),
      ]
      : [NOT_ASKED, NOT_ASKED, NOT_ASKED, NOT_ASKED],
  ]);
  const told = described === undefined ? null : readInfo(described);
  if (answers && told === null) warn(`\`${bin} info\` tells nothing that can be read`);
  const places = contexts === undefined ? null : readContexts(contexts);
  const versions = first.result.ok ? first.result.value : null;
  return {
    engine: versions === null ? null : {
      ...tellInfo(told ?? {}),
      bin,
      path: await findProgram(host, bin),
      client_version: versions.clientVersion,
      server_version: versions.serverVersion,
      context: places?.context ?? null,
      endpoint: places?.endpoint ?? null,
      contexts: [...places?.names ?? []],
    },
    others: running === undefined ? [] : readListed(running).slice(0, MOST_CONTAINERS),
    versionText: formatReport([bin, "version"], version),
    infoText: answers && info !== undefined
      ? formatReport([bin, "info"], info)
      : `$ ${bin} info\n(not asked: no engine answers)\n`,
  };
}

const NOT_ASKED = undefined;

type Engine = NonNullable<HostTelemetryJson["engine"]>;
type ToldByInfo =
  | "storage_driver"
  | "cgroup_driver"
  | "cgroup_version"
  | "logging_driver"
  | "root"
  | "cpus"
  | "memory_bytes"
  | "running"
  | "images"
  | "security"
  | "warnings";

function tellInfo(info: JsonObject): Pick<Engine, ToldByInfo> {
  const text = (name: string): string | null => asText(info[name]) || null;
  return {
    storage_driver: text("Driver"),
    cgroup_driver: text("CgroupDriver"),
    cgroup_version: text("CgroupVersion"),
    logging_driver: text("LoggingDriver"),
    root: text("DockerRootDir"),
    cpus: asInteger(info["NCPU"]),
    memory_bytes: asInteger(info["MemTotal"]),
    running: asInteger(info["ContainersRunning"]),
    images: asInteger(info["Images"]),
    security: [...asTexts(info["SecurityOptions"])],
    warnings: [...asTexts(info["Warnings"])],
  };
}

/** Where a program stands that is called by its name; null where it is not to be found. */
async function findProgram(host: Host, bin: string): Promise<string | null> {
  if (bin.includes("/")) return bin;
  for (const folder of (host.environment()["PATH"] ?? "").split(":")) {
    const path = `${folder}/${bin}`;
    if (folder !== "" && await host.files.stat(path) !== null) return path;
  }
  return null;
}
