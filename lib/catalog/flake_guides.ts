import type { FLAKE_CLASSES } from "../model/quarantine.ts";

/** One kind of unsteadiness: what it is, how a person tells it from others, and what mends it. */
export interface FlakeGuide {
  readonly class: typeof FLAKE_CLASSES[number];
  readonly title: string;
  readonly means: string;
  /** What shows it beside the causes that speak for it. */
  readonly shows: readonly string[];
  readonly replay: readonly string[];
  readonly remediation: readonly string[];
}

const MANY = "deno task qa:replay latest --test <id> --repeat 20";

/** Every kind of flake, in the order of the contract. */
export const FLAKE_GUIDES: readonly FlakeGuide[] = [
  {
    class: "FLAKE-TIMING",
    title: "it depends on how fast things are",
    means: "The test waits for a time instead of for what it needs, or two things race.",
    shows: [
      "The try that failed took more than three times as long as expected.",
      "It fails more often on a busy machine.",
    ],
    replay: [MANY, `${MANY} --serial`],
    remediation: [
      "Wait for the condition itself, with a generous bound, and never for a fixed time.",
      "Take time out of the test: a clock that the test moves.",
      "Raise a limit only where slowness is in the nature of the thing.",
    ],
  },
  {
    class: "FLAKE-ENV",
    title: "it depends on where it runs",
    means:
      "Something of the surroundings differs from run to run: files, rights, versions, the image.",
    shows: [
      "It passes in one place (container, failsafe, this machine) and fails in another.",
      "The image's digest or the tool's version differs between the two runs in `environment.json`.",
    ],
    replay: ["deno task qa:replay latest --dry-run", MANY],
    remediation: [
      "Read the differences that a replay tells before it starts, and take them away one by one.",
      "Name the image by its digest, and dependencies by their exact versions.",
      "Let the test make what it needs in a folder of its own.",
    ],
  },
  {
    class: "FLAKE-NET",
    title: "it depends on a connection",
    means: "A connection is not there at once, breaks or is slow.",
    shows: ["Refused, reset and name errors that are gone when it is tried again."],
    replay: [`${MANY} --debug`],
    remediation: [
      "Wait until the service answers before the first test.",
      "Run without the network (`--network none`) and see which tests need it at all.",
      "Answer requests from a server of the test's own.",
    ],
  },
  {
    class: "FLAKE-RES",
    title: "it depends on what else is running",
    means: "Memory, disk, processes, ports or shared memory are used up by what runs beside it.",
    shows: [
      "It passed when only what had failed ran, without what ran beside it before.",
      "A limit was hit: `oom_kills`, `pids_limit_hits` in `exit.json`.",
    ],
    replay: [`${MANY} --serial`, "deno task qa:replay latest --jobs 1"],
    remediation: [
      "Ask the system for a free port and a fresh folder; never choose fixed ones.",
      "Run fewer things at once, or give the container more.",
      "Close what the tests open.",
    ],
  },
  {
    class: "FLAKE-EXT",
    title: "it depends on somebody else's service",
    means: "A service that is not ours refuses, is too busy or is down.",
    shows: ["Too many requests, expired credentials, maintenance pages."],
    replay: [`${MANY} --debug`],
    remediation: [
      "Put recorded answers in its place, and talk to the real one in a suite that does not decide.",
      "Respect its limits: fewer calls, and a pause when it asks for one.",
    ],
  },
  {
    class: "FLAKE-LOGIC",
    title: "the code or the test is at fault",
    means: "Order, randomness, leftovers of earlier tests, or a real race in the code.",
    shows: [
      "It passed when only what had failed ran, one after the other: what runs before it may leave " +
      "something.",
      "It fails by its own assertion.",
    ],
    replay: [`${MANY} --serial`, "deno task qa:replay latest --suite <suite> --repeat 5"],
    remediation: [
      "Find the test before it that leaves something: halve what runs before it until it passes.",
      "Fix the seed, or print it with every failure.",
      "Take a race in the code for what it is: a defect, and no flake of the test.",
    ],
  },
];
