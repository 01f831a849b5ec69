import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_WHOLE } from "./replay_templates.ts";

const IMAGE = {
  class: "image",
  read: ["error.json", "docker_info.txt", "journal.jsonl"],
  remedy: [
    "Check the image's name, tag and platform, and pull it by hand",
    "Log in to the registry where it asks for credentials",
    "Prepare the image beforehand and use --pull never",
  ],
  replay: AGAIN_WHOLE,
  disproof: "`docker image inspect` shows the image, or a pull by hand succeeds",
} as const;

/** The image is missing, cannot be fetched or cannot be built; only the engine's own words count. */
export const IMAGE_ROWS: readonly SignatureRow[] = [
  {
    ...IMAGE,
    id: "image-missing",
    title: "there is no such image",
    texts: [
      { pattern: /No command specified$/, kinds: ["engine"] },
      { pattern: /^exec \S{1,200}: (?:no such file|exec format error)/, kinds: ["engine"] },
      { pattern: /^Error processing tar file/, kinds: ["engine"] },

      { pattern: /No such image: /i, kinds: ["engine"] },
      { pattern: /^Unable to find image '/, kinds: ["engine"], weight: 0.9 },
      { pattern: /^Error response from daemon: (?:manifest|name) unknown/, kinds: ["engine"] },
      { pattern: /no matching manifest for /, kinds: ["engine"] },
      { pattern: /invalid reference format/, kinds: ["engine"] },
    ],
    artifacts: [{ artifact: "exit.json", pointer: "/findings/0/class", equals: "image" }],
    weight: 9,
    specimens: [
      { kind: "engine", text: "Error response from daemon: No such image: qa-nosuch:1" },
      { kind: "engine", text: "Error response from daemon: manifest unknown" },
      {
        kind: "engine",
        text: "no matching manifest for linux/amd64 in the manifest list entries",
      },
      { kind: "engine", text: "invalid reference format" },
    ],
    counterSpecimens: [
      { kind: "stdout", text: "Error response from daemon: No such image: qa-nosuch:1" },
    ],
  },
  {
    ...IMAGE,
    id: "image-pull",
    title: "the image could not be fetched",
    texts: [
      { pattern: /received unexpected HTTP status: 5\d\d/, kinds: ["engine"] },
      { pattern: /error unmarshalling content: invalid character/, kinds: ["engine"] },
      { pattern: /filesystem layer verification failed for digest/, kinds: ["engine"] },
      {
        pattern: /^(?:Error response from daemon: )?(?:Get|Head) "https?:\S{1,200}\/v2\//,
        kinds: ["engine"],
      },
      { pattern: /^Error response from daemon: (?:unauthorized|denied)/, kinds: ["engine"] },
      { pattern: /pull access denied for /, kinds: ["engine"] },
    ],
    weight: 9,
    specimens: [
      {
        kind: "engine",
        text:
          "Error response from daemon: received unexpected HTTP status: 503 Service Unavailable",
      },
      {
        kind: "engine",
        text:
          'Error response from daemon: Get "http://127.0.0.1:5999/v2/": dial tcp 127.0.0.1:5999: connect: connection refused',
      },
      {
        kind: "engine",
        text:
          "filesystem layer verification failed for digest sha256:270d7083137c6d59d536e427d3f2baf402c8951f5c2de7e2a9d533e0ee52b6a9",
      },
      { kind: "engine", text: "Error response from daemon: unauthorized" },
    ],
    counterSpecimens: [
      {
        kind: "details",
        text:
          'Error response from daemon: Get "http://127.0.0.1:5999/v2/": dial tcp 127.0.0.1:5999: connect: connection refused',
      },
    ],
  },
  {
    ...IMAGE,
    id: "image-build",
    title: "the image could not be built",
    texts: [
      { pattern: /dockerfile parse error/, kinds: ["engine"] },
      { pattern: /^COPY failed: |^ADD failed: /, kinds: ["engine"] },
      { pattern: /^unable to prepare context: /, kinds: ["engine"] },
      { pattern: /failed to reach build target /, kinds: ["engine"] },
      { pattern: /^The command '.{1,400}' returned a non-zero code: /, kinds: ["engine"] },
    ],
    remedy: ["Build the image by hand to see the whole output, and mend the step that it names"],
    weight: 9,
    specimens: [
      {
        kind: "engine",
        text:
          "Error response from daemon: dockerfile parse error line 2: unknown instruction: NOSUCH",
      },
      {
        kind: "engine",
        text: "The command '/bin/sh -c echo step; exit 7' returned a non-zero code: 7",
      },
      { kind: "engine", text: 'unable to prepare context: path "/nonexistent/abc" not found' },
    ],
    counterSpecimens: [
      { kind: "stderr", text: 'unable to prepare context: path "/nonexistent/abc" not found' },
    ],
  },
  {
    ...IMAGE,
    id: "image-exec",
    title: "the image does not hold what was to be run, or who was to run it",
    texts: [
      {
        pattern:
          /\bexec: "[^"]{1,200}": (?:stat |permission denied|executable file not found|is a directory|no such file)/,
        kinds: ["engine"],
      },
      // Names are looked up in the image's own /etc/passwd and /etc/group.
      {
        pattern:
          /\bunable to find (?:user|group) .{1,200}: no matching entries in (?:passwd|group) file/,
        kinds: ["engine"],
      },
      { pattern: /^\[FATAL tini \(\d{1,4}\)\] exec \S{1,200} failed: /, kinds: ["engine"] },
      { pattern: /\bexec format error\b/, kinds: ["engine"] },
    ],
    remedy: [
      "Use an image that holds /bin/sh and the programs of the command, and the user that it names",
      "Check the image's platform against that of the engine",
    ],
    weight: 9,
    specimens: [
      {
        kind: "engine",
        text:
          'Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/no/such/bin": stat /no/such/bin: no such file or directory: unknown',
      },
      {
        kind: "engine",
        text: "[FATAL tini (7)] exec /no/such/bin failed: No such file or directory",
      },
    ],
    counterSpecimens: [
      {
        kind: "stderr",
        text: "[FATAL tini (7)] exec /no/such/bin failed: No such file or directory",
      },
    ],
  },
];
