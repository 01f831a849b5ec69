import type { FaultCase } from "../../support/fault_case.ts";

/** Faults that come before a test has run (1 to 29 of the catalogue). */
export const FAULTS_BEFORE: readonly FaultCase[] = [
  {
    id: "1",
    title: "the docker client is missing",
    truth: "green",
    script: "true",
    env: { PATH: "/nowhere" },
    expects: { verdicts: ["degraded"], reasons: ["docker-missing"] },
  },
  {
    id: "6",
    title: "there is no socket",
    truth: "green",
    script: "true",
    env: { DOCKER_HOST: "unix:///nowhere.sock" },
    expects: { verdicts: ["degraded"], reasons: ["daemon-unreachable"] },
    isCommon: true,
  },
  {
    id: "8",
    title: "the engine is frozen",
    truth: "green",
    script: "true",
    engine: { own: [] },
    before: (scene) => scene.signalEngine("SIGSTOP"),
    after: (scene) => scene.signalEngine("SIGCONT"),
    expects: { verdicts: ["degraded"], reasons: ["daemon-too-slow"] },
  },
  {
    id: "9",
    title: "containerd is frozen",
    truth: "green",
    script: "true",
    engine: { own: [] },
    before: (scene) => scene.signalEngine("SIGSTOP", "containerd"),
    after: (scene) => scene.signalEngine("SIGCONT", "containerd"),
    expects: { verdicts: ["degraded"], reasons: ["daemon-too-slow"] },
  },
  {
    id: "11a",
    title: "DOCKER_HOST is no address",
    truth: "green",
    script: "true",
    env: { DOCKER_HOST: "foo://bar" },
    expects: { verdicts: ["degraded"], reasons: ["daemon-unreachable"] },
  },
  {
    id: "11b",
    title: "DOCKER_CONTEXT names no context",
    truth: "green",
    script: "true",
    env: { DOCKER_CONTEXT: "nope" },
    expects: { verdicts: ["degraded"], reasons: ["daemon-unreachable"] },
  },
  {
    id: "12",
    title: "the client's own configuration is broken",
    truth: "green",
    script: "echo one",
    files: { "client/config.json": "{bad" },
    env: { DOCKER_CONFIG: "client" },
    output: "one\n",
    expects: { verdicts: ["passed"] },
  },
  {
    id: "13",
    title: "the image is missing and may not be pulled",
    truth: "green",
    script: "true",
    container: { image: "qa-gate-test-nowhere:1", pull: "never" },
    expects: { verdicts: ["degraded"], reasons: ["image-missing"] },
    isCommon: true,
  },
  {
    id: "18",
    title: "the source of a mount is missing",
    truth: "green",
    script: "true",
    container: { mounts: ["nowhere:/data"] },
    expects: { verdicts: ["exit 2"] },
  },
  {
    id: "20",
    title: "the project is emptied while it runs",
    truth: "unproven",
    pytest: ["tests"],
    python: true,
    files: {
      "tests/conftest.py":
        "import os, time\nopen('ready', 'w')\nwhile os.path.exists('tests/test_a.py'): time.sleep(0.05)\n",
      "tests/test_a.py": "def test_a(): pass\n",
    },
    inject: ({ root }) => Deno.remove(`${root}/tests/test_a.py`),
    expects: { verdicts: ["unproven"], classes: ["discovery", "mount"] },
  },
  {
    id: "21",
    title: "a file is mounted over a folder",
    truth: "green",
    script: "true",
    files: { "file.txt": "" },
    container: { mounts: ["file.txt:/bin"] },
    expects: { verdicts: ["exit 2"] },
  },
  {
    id: "23",
    title: "the program is not in the image",
    truth: "unproven",
    command: ["/no/such/bin"],
    expects: { verdicts: ["unproven"], classes: ["missing-dependency"] },
    isCommon: true,
  },
  {
    id: "24",
    title: "the program may not be executed",
    truth: "unproven",
    command: ["/etc/hostname"],
    expects: { verdicts: ["unproven"], classes: ["missing-dependency", "permission"] },
  },
  {
    id: "25",
    title: "a script with the line ends of Windows",
    truth: "unproven",
    files: { "t.sh": "#!/bin/sh\r\nexit 0\r\n" },
    script: "chmod +x t.sh; exec ./t.sh",
    expects: { verdicts: ["unproven"], classes: ["missing-dependency"] },
  },
  {
    id: "26a",
    title: "the user is not known in the image",
    truth: "green",
    script: "true",
    container: { user: "nosuch" },
    expects: { verdicts: ["exit 2"] },
    isCommon: true,
  },
  {
    id: "26b",
    title: "less memory than an engine gives",
    truth: "green",
    script: "true",
    container: { memory: "1m" },
    expects: { verdicts: ["exit 2"] },
  },
  {
    id: "29",
    title: "the engine's disk is full",
    truth: "green",
    script: "true",
    engine: { own: [], disk: "24m" },
    before: ({ root }) => fillDisk(root),
    expects: {
      verdicts: ["degraded"],
      reasons: ["container-create-failed", "container-start-failed"],
    },
  },
];

/** The disk of an engine of its own is mounted beside the project. */
async function fillDisk(root: string): Promise<void> {
  using file = await Deno.open(`${root}.disk/full`, { create: true, write: true });
  const bytes = new Uint8Array(64 * 1024);
  try {
    for (;;) await file.write(bytes);
  } catch (cause) {
    if (!/os error 28/.test(String(cause))) throw cause;
  }
}
