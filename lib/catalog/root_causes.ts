import type { RootCauseClass } from "../model/signature.ts";

/** One class of root cause in general: what the rows of its signatures have in common. */
export interface RootCauseRow {
  readonly class: RootCauseClass;
  /** A few words. */
  readonly title: string;
  /** What has happened, one or two sentences. */
  readonly means: string;
  /** What it is easily taken for, and how the two are told apart; "" for nothing. */
  readonly apart: string;
}

/** Every class of root cause, in the order of the contract. */
export const ROOT_CAUSES: readonly RootCauseRow[] = [
  {
    class: "oom",
    title: "out of memory",
    means:
      "A process wanted more memory than it may have: the kernel killed it, or its own runtime " +
      "gave up.",
    apart:
      "A plain exit code 137 is any SIGKILL. Only a kill that the kernel counted, or a runtime's " +
      "own words, make it this.",
  },
  {
    class: "timeout",
    title: "out of time",
    means: "Something took longer than it was allowed to: a test's own limit, a call's, or the " +
      "suite's.",
    apart: "What would never end by itself is a [hang](hang.md): more time does not help there.",
  },
  {
    class: "hang",
    title: "it never ends",
    means: "A test, or a process it left behind, waits for something that does not come.",
    apart: "What ends when it is given more time is a [timeout](timeout.md).",
  },
  {
    class: "mount",
    title: "the project is not where it should be inside",
    means: "A folder of this machine is not visible, not writable or not the right one in the " +
      "container.",
    apart: "A file that belongs to somebody else is a matter of [permission](permission.md).",
  },
  {
    class: "workdir",
    title: "the wrong folder",
    means: "The tool ran in another folder than it needs: it does not find its own project.",
    apart: "If the folder itself is missing inside, look at [mount](mount.md) first.",
  },
  {
    class: "discovery",
    title: "no tests were found",
    means: "The tool ran, and found no test, or not those that were asked for.",
    apart: "A file that was found and does not load is an [import](import.md).",
  },
  {
    class: "import",
    title: "the code does not load",
    means: "A file of the project cannot be loaded or compiled, so none of its tests ran.",
    apart: "If what it lacks belongs to somebody else, it is a " +
      "[missing dependency](missing-dependency.md).",
  },
  {
    class: "missing-dependency",
    title: "something is not installed",
    means: "A package, a library or a program that the tests need is not there.",
    apart: "If what it lacks is the project's own code, it is an [import](import.md).",
  },
  {
    class: "permission",
    title: "not allowed",
    means: "The system refused something: a file, a port, a call.",
    apart: "If another program refused it by name and password, it is [auth](auth.md).",
  },
  {
    class: "daemon",
    title: "the container engine does not answer",
    means: "Docker, or what stands in for it, is not there, does not answer or went away.",
    apart:
      "A test that talks to an engine itself prints the same words. Only what the engine said to " +
      "us counts.",
  },
  {
    class: "image",
    title: "the image cannot be had",
    means: "The image is not here and cannot be pulled or built.",
    apart: "An engine that does not answer at all is [daemon](daemon.md).",
  },
  {
    class: "disk-full",
    title: "no room left",
    means: "A disk, a quota or the number of files was used up.",
    apart: "If only /dev/shm is full, it is [shared memory](shared-memory.md).",
  },
  {
    class: "process-limit",
    title: "too many processes, threads or open files",
    means: "A limit on processes, threads or open files was reached.",
    apart: "If the memory for a process was missing, it is [oom](oom.md).",
  },
  {
    class: "shared-memory",
    title: "/dev/shm is too small",
    means: "A program, mostly a browser, needs more shared memory than the container has.",
    apart: "A full disk elsewhere is [disk-full](disk-full.md).",
  },
  {
    class: "crash",
    title: "a process died by a signal",
    means:
      "Native code was ended by a signal such as SIGSEGV, and everything in that process with " +
      "it.",
    apart: "A runtime that ends itself with words is a [panic](panic.md).",
  },
  {
    class: "panic",
    title: "the runtime gave up",
    means: "Code reached a state that its runtime refuses to go on from, and says so.",
    apart: "A test's own assertion can be spelled as a panic, as in Rust: then it is an " +
      "[assertion](assertion.md).",
  },
  {
    class: "connection",
    title: "nobody answers there",
    means: "A connection could not be made, or broke: no listener, no such name, no way.",
    apart: "Whoever answers and refuses is [auth](auth.md) or [rate-limit](rate-limit.md).",
  },
  {
    class: "auth",
    title: "credentials were refused",
    means: "Another program wants credentials, and those it got are missing, wrong or out of date.",
    apart:
      "An assertion on a status code that mentions 401 is not always this: what was expected " +
      "decides.",
  },
  {
    class: "rate-limit",
    title: "too many requests",
    means: "A service answers no more for a while, because it was asked too often.",
    apart: "One that does not answer at all is [connection](connection.md).",
  },
  {
    class: "port-in-use",
    title: "the port is taken",
    means: "A program wanted to listen at a port that another one has already.",
    apart: "Nobody listening at a port is [connection](connection.md).",
  },
  {
    class: "data",
    title: "the data is not what it should be",
    means:
      "A file, a row or an answer is missing, broken or of another form than the code expects.",
    apart: "If the code computed the wrong value, it is an [assertion](assertion.md).",
  },
  {
    class: "snapshot",
    title: "it differs from a recorded answer",
    means:
      "What came is not what was recorded earlier, and nobody has said yet which of the two is " +
      "right.",
    apart: "A value that is written down in the test itself is an [assertion](assertion.md).",
  },
  {
    class: "flaky",
    title: "it gives both answers",
    means: "The same test of the same code passes and fails.",
    apart: "Which kind it is, and what mends that: [flakes](../flakes.md).",
  },
  {
    class: "assertion",
    title: "the code does not do what its test says",
    means:
      "A test compared what it got with what it wanted, and they differ. This is what tests are " +
      "for.",
    apart:
      "It is the last of all answers: whatever else explains why the value is wrong weighs more.",
  },
  {
    class: "unknown",
    title: "nothing was recognised",
    means: "No signature weighs enough. That is an honest answer, and no defect of the tests.",
    apart: "",
  },
];
