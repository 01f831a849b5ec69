import type { ContainerEvent } from "../model/observation.ts";
import { asInteger, asObject, asText, type JsonObject, readJsonObject } from "./json_object.ts";

/** Podman's words where they differ from docker's. */
const PODMAN_ACTIONS: Readonly<Record<string, string>> = { died: "die", remove: "destroy" };

/**
 * Command line that follows the events of containers with a label (`name=value`); `since` is a
 * fractional time in seconds, whole seconds lose events.
 */
export function dockerEvents(bin: string, labelFilter: string, since?: string): readonly string[] {
  const filters = ["--filter=type=container", `--filter=label=${labelFilter}`];
  const from = since === undefined ? [] : [`--since=${since}`];
  return [bin, "events", "--format={{json .}}", ...filters, ...from];
}

/** One line of `events`, or null when it is no event of a container. */
export function readDockerEvent(line: string): ContainerEvent | null {
  const event = readJsonObject(line);
  if (event === null || event["Type"] !== "container") return null;
  const actor = asObject(event["Actor"]);
  const read = actor === null ? readPodman(event) : readDocker(event, actor, line);
  return read.containerId === "" || read.action === "" ? null : read;
}

function readDocker(event: JsonObject, actor: JsonObject, line: string): ContainerEvent {
  const attributes = asObject(actor["Attributes"]) ?? {};
  const action = asText(event["Action"]);
  return {
    containerId: asText(actor["ID"]),
    action,
    // Too big for a number of JavaScript: taken from the text.
    timeNano: /"timeNano":(\d+)\}?\s*$/.exec(line)?.[1] ?? "",
    signal: action === "kill" ? readNumber(attributes["signal"]) : null,
    exitCode: action === "die" ? readNumber(attributes["exitCode"]) : null,
  };
}

function readPodman(event: JsonObject): ContainerEvent {
  const status = asText(event["Status"]);
  const action = PODMAN_ACTIONS[status] ?? status;
  return {
    containerId: asText(event["ID"]),
    action,
    timeNano: readNano(asText(event["Time"])),
    signal: action === "kill" ? readNumber(asObject(event["Attributes"])?.["signal"]) : null,
    exitCode: action === "die" ? asInteger(event["ContainerExitCode"]) : null,
  };
}

/** `2026-01-02T03:04:05.123456789+01:00` as nanoseconds; the engine keeps more digits than Date. */
function readNano(time: string): string {
  const ms = Date.parse(time);
  if (Number.isNaN(ms)) return "";
  const fraction = /\.(\d{1,9})/.exec(time)?.[1] ?? "";
  return `${Math.floor(ms / 1000)}${fraction.padEnd(9, "0")}`;
}

function readNumber(text: unknown): number | null {
  return typeof text === "string" && /^\d{1,5}$/.test(text) ? Number(text) : null;
}
