import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_WHOLE } from "./replay_templates.ts";

const DAEMON = {
  class: "daemon",
  read: ["error.json", "docker_info.txt", "docker_version.txt", "journal.jsonl"],
  remedy: [
    "Start the engine, and see that `docker version` names a server",
    "Check DOCKER_HOST and the docker context: they may point elsewhere",
    "Look at the engine's own log",
  ],
  replay: AGAIN_WHOLE,
  disproof: "`docker version` answers at once, as the same user with the same environment",
} as const;

/** The container engine itself; only what its client wrote counts, never what a test printed. */
export const DAEMON_ROWS: readonly SignatureRow[] = [
  {
    ...DAEMON,
    id: "daemon-unreachable",
    title: "the engine does not answer",
    texts: [
      { pattern: /^Cannot connect to the Docker daemon at /, kinds: ["engine"] },
      { pattern: /^failed to connect to the docker API/, kinds: ["engine"] },
      { pattern: /^error during connect: /, kinds: ["engine"] },
      { pattern: /^request returned .{1,200} for API route and version /, kinds: ["engine"] },
      { pattern: /^(?:error waiting for container: )?unexpected EOF$/, kinds: ["engine"] },
      {
        pattern: /unable to resolve docker endpoint|unable to connect to Podman/,
        kinds: ["engine"],
      },
      { pattern: /client version [\d.]{1,20} is too (?:new|old)/, kinds: ["engine"] },
      {
        pattern: /^invalid character '.{1,6}' looking for beginning of value$/,
        kinds: ["engine"],
        weight: 0.7,
      },
    ],
    artifacts: [{ artifact: "exit.json", pointer: "/findings/0/class", equals: "daemon" }],
    weight: 9,
    specimens: [
      {
        kind: "engine",
        text:
          "Cannot connect to the Docker daemon at unix:///nowhere.sock. Is the docker daemon running?",
      },
      {
        kind: "engine",
        text: 'error during connect: Head "http://%2Ftmp%2Fqa-capture%2Fs.sock/_ping": EOF',
      },
      {
        kind: "engine",
        text:
          "request returned 500 Injected for API route and version http://%2Ftmp%2Fqa-capture%2Fs.sock/_ping, check if the server supports the requested API version",
      },
    ],
    counterSpecimens: [
      {
        kind: "stderr",
        text:
          "Cannot connect to the Docker daemon at unix:///nowhere.sock. Is the docker daemon running?",
        exitCode: 125,
      },
    ],
  },
  {
    ...DAEMON,
    id: "daemon-permission",
    title: "this user may not speak to the engine",
    texts: [
      { pattern: /permission denied while trying to connect to the Docker/, kinds: ["engine"] },
    ],
    remedy: [
      "Add this user to the group of the engine's socket (usually `docker`) and log in again",
    ],
    weight: 10,
    specimens: [
      {
        kind: "engine",
        text:
          'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Head "http://%2Fvar%2Frun%2Fdocker.sock/_ping": dial unix /var/run/docker.sock: connect: permission denied',
      },
    ],
    counterSpecimens: [
      {
        kind: "stdout",
        text:
          "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock",
      },
    ],
  },
  {
    ...DAEMON,
    id: "daemon-refused",
    title: "the engine refused to make or start the container",
    texts: [
      {
        pattern:
          /^Error response from daemon: (?:Conflict\. The container name|Minimum memory|Range of CPUs|error looking up logging plugin|network \S{1,100} not found)/,
        kinds: ["engine"],
      },
      { pattern: /OCI runtime create failed: /, kinds: ["engine"], weight: 0.7 },
      // The image lacks what was to be run, or who was to run it: that is no fault of the engine.
      { pattern: /\bexec: "|\bunable to find (?:user|group) /, kinds: ["engine"], weight: -1 },
      {
        pattern: /^invalid argument .{1,200} for "(?:-m, )?--(?:memory|shm-size|ulimit|cpus)" flag/,
        kinds: ["engine"],
      },
      { pattern: /^unknown (?:shorthand )?flag: /, kinds: ["engine"] },
    ],
    remedy: ["Correct the setting that it names, in qa.jsonc or on the command line"],
    weight: 8,
    specimens: [
      {
        kind: "engine",
        text:
          "Error response from daemon: Range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available",
      },
      { kind: "engine", text: "Error response from daemon: Minimum memory limit allowed is 6MB" },
    ],
    counterSpecimens: [
      { kind: "stderr", text: "Error response from daemon: Minimum memory limit allowed is 6MB" },
    ],
  },
];
