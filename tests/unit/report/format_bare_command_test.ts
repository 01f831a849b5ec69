import { assertEquals } from "@std/assert";
import { formatBareCommand } from "../../../lib/report/format_bare_command.ts";
import { rightOptions } from "../../../lib/model/container_rights.ts";
import type { PlannedSuite, SuiteCommand } from "../../../lib/model/plan.ts";
import { SAMPLE_PLAN } from "../../support/sample_plan.ts";

const UNIT = SAMPLE_PLAN.suites[0]!;
const ROOT = "/home/dev/my app";
const RIGHTS = rightOptions(UNIT.container!).join(" ");

function withFull(changes: Partial<SuiteCommand>): PlannedSuite {
  return { ...UNIT, failsafe: null, full: { ...UNIT.full, ...changes } };
}

Deno.test("formatBareCommand() starts a container with the limits of the suite", () => {
  assertEquals(
    formatBareCommand(UNIT, { root: ROOT, place: "container", image: "example/app:1" }),
    `docker run --rm --init ${RIGHTS} --memory 1073741824 --memory-swap 1073741824 --cpus 2 --pids-limit 512 --network none ` +
      "--mount 'type=bind,source=/home/dev/my app,target=/workspace' --workdir /workspace " +
      "example/app:1 python3 -m pytest --junitxml=/tmp/qa-report-unit.xml tests",
  );
});

Deno.test("formatBareCommand() passes every limit on, and a root that CSV would split", () => {
  const container = {
    ...UNIT.container!,
    memoryBytes: null,
    cpus: null,
    pidsLimit: null,
    network: null,
    shmSizeBytes: 1024,
    user: "1000:1000",
    ulimits: { nofile: "64:128" },
    dockerBin: "podman",
  };
  const suite = { ...withFull({ cwd: "web" }), container };
  assertEquals(
    formatBareCommand(suite, { root: '/a,b"c', place: "container", image: "i" }),
    `podman run --rm --init ${RIGHTS} --shm-size 1024 --user 1000:1000 --ulimit nofile=64:128 ` +
      `--mount 'type=bind,"source=/a,b""c",target=/workspace' --workdir /workspace/web ` +
      "i python3 -m pytest --junitxml=/tmp/qa-report-unit.xml tests",
  );
});

Deno.test("formatBareCommand() hands variables and mounts of both sections to the container", () => {
  const container = {
    ...UNIT.container!,
    memoryBytes: null,
    cpus: null,
    pidsLimit: null,
    network: null,
    workdir: "/w/",
    env: { PLAIN: "a b", SHARED: "of the container", PASSED: null },
    mounts: [
      { source: "/r/data", target: "/data", readOnly: true },
      { source: "/r/a,b", target: "/b", readOnly: false },
    ],
  };
  const env = { SHARED: "of the suite", REPORT: "{report}" };
  const suite = { ...withFull({ cwd: "web", env, argv: ["npm", "test"] }), container };
  assertEquals(
    formatBareCommand(suite, { root: "/r", place: "container", image: "i" }),
    `docker run --rm --init ${RIGHTS} --mount type=bind,source=/r,target=/w/ ` +
      "--mount type=bind,source=/r/data,target=/data,readonly " +
      `--mount 'type=bind,"source=/r/a,b",target=/b' --workdir /w/web ` +
      "--env 'PLAIN=a b' --env 'SHARED=of the suite' --env PASSED " +
      "--env REPORT=/tmp/qa-report-unit.xml i npm test",
  );
});

Deno.test("formatBareCommand() uses the reduced form where the failsafe ran", () => {
  assertEquals(
    formatBareCommand(UNIT, { root: ROOT, place: "failsafe", image: null }),
    "cd '/home/dev/my app' && python3 -m pytest --junitxml=/tmp/qa-report-unit.xml tests/fast",
  );
});

Deno.test("formatBareCommand() goes to the suite's folder and sets its variables", () => {
  const env = { REPORT: "{report}", HOME: null, "A B": "x y" };
  assertEquals(
    formatBareCommand(withFull({ cwd: "web", env, argv: ["npm", "test"] }), {
      root: "/r",
      place: "failsafe",
      image: null,
    }),
    "cd /r/web && env REPORT=/tmp/qa-report-unit.xml 'A B=x y' npm test",
  );
});

Deno.test("formatBareCommand() leaves out files of ours, which exist only while the gate runs", () => {
  const argv = ["python3", "{reports}/watch.py", "-m", "pytest", "--junitxml={report}"];
  const env = { OURS: "--reporter={reports}/ours.js", KEPT: "a" };
  assertEquals(
    formatBareCommand(withFull({ env, argv }), { root: "/r", place: "failsafe", image: null }),
    "cd /r && env KEPT=a python3 -m pytest --junitxml=/tmp/qa-report-unit.xml",
  );
});
