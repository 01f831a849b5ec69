import { assertEquals } from "@std/assert";
import { dockerEvents, readDockerEvent } from "../../../lib/docker/docker_events.ts";
import type { ContainerEvent } from "../../../lib/model/observation.ts";
import { captured, type CaseName } from "./captured.ts";

function readAll(name: CaseName): readonly ContainerEvent[] {
  const lines = captured(name).stdout.split("\n").filter((line) => line !== "");
  return lines.map(readDockerEvent).filter((event) => event !== null);
}

Deno.test("dockerEvents() follows one label, from a time when one is given", () => {
  const base = ["docker", "events", "--format={{json .}}", "--filter=type=container"];
  assertEquals(dockerEvents("docker", "qa.run=r1"), [...base, "--filter=label=qa.run=r1"]);
  const since = dockerEvents("docker", "qa.run=r1", "1700000000.5");
  assertEquals(since.at(-1), "--since=1700000000.5");
});

Deno.test("readDockerEvent() reads a whole life", () => {
  const events = readAll("events/life");
  const first = events[0]?.containerId ?? "";
  const actions = events.filter((event) => event.containerId === first).map((event) =>
    event.action
  );
  assertEquals(actions.filter((action) => action !== "archive-path"), [
    "create",
    "start",
    "pause",
    "unpause",
    "kill",
    "die",
    "destroy",
  ]);
});

Deno.test("readDockerEvent() reads signal, exit code and the whole time", () => {
  const events = readAll("events/life");
  const kill = events.find((event) => event.action === "kill");
  const die = events.find((event) => event.action === "die");
  assertEquals([kill?.signal, kill?.exitCode], [15, null]);
  assertEquals([die?.signal, die?.exitCode], [null, 143]);
  for (const event of events) assertEquals(/^\d{19}$/.test(event.timeNano), true, event.timeNano);
  assertEquals(new Set(events.map((event) => event.timeNano)).size, events.length);
});

Deno.test("readDockerEvent() sees that memory ran out", () => {
  const actions = readAll("events/life").map((event) => event.action);
  assertEquals(actions.includes("oom"), true);
});

Deno.test("readDockerEvent() gives podman's events docker's names", () => {
  const events = readAll("events/podman-life");
  const first = events[0]?.containerId ?? "";
  const actions = events.filter((event) => event.containerId === first).map((event) =>
    event.action
  );
  assertEquals(actions.filter((action) => action !== "cleanup"), [
    "create",
    "init",
    "start",
    "pause",
    "unpause",
    "kill",
    "die",
    "destroy",
  ]);
  assertEquals(events.find((event) => event.action === "die")?.exitCode, 143);
});

Deno.test("readDockerEvent() keeps all digits of podman's time", () => {
  const line =
    '{"ID":"a","Status":"died","Time":"2026-11-20T12:25:13.077759275+01:00","Type":"container","ContainerExitCode":0}';
  assertEquals(readDockerEvent(line), {
    containerId: "a",
    action: "die",
    timeNano: "1795173913077759275",
    signal: null,
    exitCode: 0,
  });
});

Deno.test("readDockerEvent() gives null when a line is no event of a container", () => {
  const lines = ["", "{", "null", "[]", '"x"', '{"Type":"network","Action":"connect"}'];
  assertEquals(lines.map(readDockerEvent), lines.map(() => null));
  assertEquals(readDockerEvent('{"Type":"container","Actor":{}}'), null);
});

Deno.test("readDockerEvent() gives null when the stream was torn", () => {
  const line = captured("events/life").stdout.split("\n")[0] ?? "";
  for (let length = 0; length < line.length; length++) {
    assertEquals(readDockerEvent(line.slice(0, length)), null);
  }
});
