import type { Host } from "../host/host.ts";
import type { HostTelemetryJson } from "../model/host_telemetry_json.ts";
import { describeVariables } from "./describe_variables.ts";
import { type EngineProbe, probeEngine } from "./probe_engine.ts";
import { probeMachine } from "./probe_machine.ts";

/** What is asked about. */
export interface HostProbeRequest {
  readonly dockerBin: string;
  /** Folders whose disks matter, absolute. */
  readonly paths: readonly string[];
  readonly signal: AbortSignal;
}

/** The machine and its engine as they were told, the engine's own words as text. */
export interface HostProbe extends Pick<EngineProbe, "versionText" | "infoText"> {
  readonly telemetry: HostTelemetryJson;
}

/** Asks everything about this machine and its engine at once; what cannot be asked becomes a warning. */
export async function probeHost(
  host: Host,
  { dockerBin, paths, signal }: HostProbeRequest,
): Promise<HostProbe> {
  const warnings: string[] = [];
  const warn = (text: string): void => void warnings.push(text);
  const [machine, { engine, others, versionText, infoText }] = await Promise.all([
    probeMachine(host, { paths, warn }),
    probeEngine(host, dockerBin, { signal, warn }),
  ]);
  const { hostname, os, arch, kernel, denoVersion, uid, gid } = host.machine;
  return {
    telemetry: {
      schema: "qa.host_telemetry.v1",
      at: host.now(),
      ...{ hostname, os, arch, kernel, deno: denoVersion, user: { uid, gid } },
      ...machine,
      environment: describeVariables(host.environment()),
      engine,
      other_containers: others,
      warnings,
    },
    versionText,
    infoText,
  };
}
