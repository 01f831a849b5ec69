import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { dockerKill } from "../../../lib/docker/docker_kill.ts";
import { dockerStop } from "../../../lib/docker/docker_stop.ts";
import { openMachine } from "../../../lib/host/machine.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { type EntryRun, runEntry } from "./entry_box.ts";

const host = openMachine();
const needs = await requireDocker({ images: ["busybox", "python"] });

/** Every shell that may stand at /bin/sh, and both ways of running the command. */
const SHELLS = {
  "busybox ash": { image: "qa-gate-test-busybox:1", shell: "/bin/sh" },
  dash: { image: "qa-gate-test-python:1", shell: "/bin/dash" },
  bash: { image: "qa-gate-test-python:1", shell: "/bin/bash" },
  "busybox ash without init": { image: "qa-gate-test-busybox:1", shell: "/bin/sh", init: false },
  "dash without init": { image: "qa-gate-test-python:1", shell: "/bin/dash", init: false },
  "bash without init": { image: "qa-gate-test-python:1", shell: "/bin/bash", init: false },
} as const;

function inEachShell(name: string, body: (base: Omit<EntryRun, "argv">) => Promise<void>): void {
  for (const [shell, base] of Object.entries(SHELLS)) {
    Deno.test({ name: `ENTRY_SCRIPT ${name} in ${shell}`, ...needs, fn: () => body(base) });
  }
}

inEachShell("hands on the exit code and writes a whole trailer", async (base) => {
  const run = await runEntry({ ...base, argv: ["sh", "-c", "echo out; echo err >&2; exit 3"] });
  assertEquals([run.code, run.stdout, run.stderr], [3, "out\n", "err\n"]);
  const { memoryPeakBytes, endedUptimeS, ...trailer } = run.trailer;
  assertEquals(trailer, {
    nonce: "n1",
    exitCode: 3,
    oomKills: 0,
    pidsLimitHits: 0,
    signalled: false,
    spooled: true,
    stdout: { bytes: 4, sha256: await host.sha256("out\n") },
    stderr: { bytes: 4, sha256: await host.sha256("err\n") },
  });
  assert(memoryPeakBytes !== null && memoryPeakBytes > 100_000, `peak ${memoryPeakBytes}`);
  const uptime = Number((await Deno.readTextFile("/proc/uptime")).split(" ")[0]);
  assert(endedUptimeS !== null && Math.abs(uptime - endedUptimeS) < 300, `ended ${endedUptimeS}`);
  assertEquals(run.engine, "");
});

inEachShell("seals a stream of which nothing was written", async (base) => {
  const run = await runEntry({ ...base, argv: ["true"] });
  const nothing = { bytes: 0, sha256: null };
  assertEquals([run.trailer.stdout, run.trailer.stderr], [nothing, nothing]);
});

inEachShell("runs nothing once its ticket was taken away", async (base) => {
  const run = await runEntry({ ...base, hasTicket: false, argv: ["echo", "ran"] });
  assertEquals([run.code, run.stdout, run.trailerText], [125, "", ""]);
  assertStringIncludes(run.engine, "given up before it ran");
});

inEachShell("keeps every byte as it is, 300 kB of them without a newline", async (base) => {
  const argv = ["sh", "-c", "head -c 300000 /dev/urandom"];
  const run = await runEntry({ ...base, argv });
  assertEquals([run.trailer.stdout?.bytes, run.code], [300_000, 0]);
});

inEachShell("leaves the streams to the engine where the box cannot be written", async (base) => {
  const run = await runEntry({
    ...base,
    streamMode: 0o444,
    settings: { user: "65534:65534" },
    argv: ["sh", "-c", "echo out; echo err >&2; exit 4"],
  });
  assertEquals([run.code, run.stdout, run.stderr, run.trailer.spooled], [4, "", "", false]);
  assertEquals(run.engine, "out\nerr\n");
});

inEachShell("says 127 when there is no such program, builtins included", async (base) => {
  for (const argv of [["/no/such"], ["nosuch"], ["exit", "4"], ["trap"], ["-c", "x"]]) {
    const run = await runEntry({ ...base, argv });
    assertEquals([run.code, run.trailer.exitCode], [127, 127], argv.join(" "));
    assertStringIncludes(
      run.stderr.toLowerCase().replace("no such file or directory", "not found"),
      "not found",
    );
  }
});

inEachShell("runs nothing when the workspace is not visible", async (base) => {
  const run = await runEntry({ ...base, nonce: null, argv: ["echo", "ran"] });
  assertEquals([run.code, run.stdout, run.trailer.nonce], [125, "", ""]);
  assertEquals(run.trailer.exitCode, null);
  assertStringIncludes(run.engine, "the workspace is not visible");
  assertEquals(run.trailerText, "nonce \n");
});

inEachShell("passes every argument on exactly", async (base) => {
  const argv = [
    "",
    " ",
    "a b",
    "'",
    '"',
    "\\",
    "$HOME `id` $(id)",
    "*",
    "a\nb\n",
    "ünï→✓",
    "--",
    "-n",
    "%s\\n",
  ];
  const script = 'for a in "$@"; do printf "[%s]" "$a"; done';
  const run = await runEntry({ ...base, argv: ["sh", "-c", script, "sh", ...argv] });
  assertEquals(run.stdout, argv.map((one) => `[${one}]`).join(""));
});

inEachShell("gives the command nothing to read and no descriptor of its own", async (base) => {
  const script = 'read x; echo "read $?"; ls /proc/self/fd | wc -l';
  const run = await runEntry({ ...base, argv: ["sh", "-c", script] });
  // 0, 1, 2 and the one with which ls reads the folder.
  assertEquals(run.stdout.replaceAll(" ", ""), "read1\n4\n");
});

inEachShell("leaves no variable of its own in the command's environment", async (base) => {
  const run = await runEntry({ ...base, argv: ["env"] });
  assertEquals(/^(qa_|TINI_)/m.test(run.stdout), false, run.stdout);
});

inEachShell("lets the command end in its own way when it is told to stop", async (base) => {
  const script = 'trap "echo cleanup; exit 9" TERM; echo ready; while :; do sleep 0.1; done';
  const started = host.monotonicMs();
  const run = await runEntry({
    ...base,
    argv: ["sh", "-c", script],
    whenReady: (id) => host.run(dockerStop("docker", id, 20)),
  });
  assertEquals([run.code, run.stdout, run.trailer.exitCode], [9, "ready\ncleanup\n", 9]);
  assert(host.monotonicMs() - started < 15_000, "the grace was used up");
});

inEachShell("says 143 when the command just dies of SIGTERM", async (base) => {
  const run = await runEntry({
    ...base,
    argv: ["sh", "-c", "echo ready; exec sleep 60"],
    whenReady: (id) => host.run(dockerStop("docker", id, 20)),
  });
  assertEquals([run.code, run.trailer.exitCode], [143, 143]);
});

inEachShell("keeps the proof of the mount when everything is killed", async (base) => {
  const run = await runEntry({
    ...base,
    argv: ["sh", "-c", "echo ready; exec sleep 60"],
    whenReady: (id) => host.run(dockerKill("docker", id, "KILL")),
  });
  assertEquals([run.code, run.trailer.nonce, run.trailer.exitCode], [137, "n1", null]);
});

/** One process that asks for 200 MB and touches them: no other can be the one the kernel chooses. */
const EATER = ["dd", "if=/dev/zero", "of=/dev/null", "bs=200M", "count=1"];

inEachShell("counts the kill when a child runs out of memory", async (base) => {
  const run = await runEntry({
    ...base,
    settings: { memoryBytes: 32 * 2 ** 20 },
    argv: ["sh", "-c", `(${EATER.join(" ")}); exit 0`],
  });
  assertEquals([run.code, run.trailer.exitCode], [0, 0]);
  assert((run.trailer.oomKills ?? 0) >= 1, run.trailerText);
});

inEachShell("survives when the command itself runs out of memory", async (base) => {
  const run = await runEntry({
    ...base,
    settings: { memoryBytes: 32 * 2 ** 20 },
    argv: EATER,
  });
  assertEquals([run.code, run.trailer.exitCode], [137, 137], run.stderr);
  assert((run.trailer.oomKills ?? 0) >= 1, run.trailerText);
});

inEachShell("counts the hits of the limit of processes", async (base) => {
  const script = "for i in 1 2 3 4 5 6 7 8 9; do sleep 2 & done; exit 5";
  const run = await runEntry({ ...base, settings: { pidsLimit: 7 }, argv: ["sh", "-c", script] });
  assert((run.trailer.pidsLimitHits ?? 0) >= 1, run.trailerText);
  assertEquals(run.trailer.exitCode, run.code);
  // Hashing needs a fork, and a shell that cannot fork would end with a code of its own.
  assertEquals([run.trailer.stdout, run.trailer.stderr], [null, null]);
});

inEachShell("runs the tests when a foreign user cannot write the trailer", async (base) => {
  const run = await runEntry({
    ...base,
    boxMode: 0o755,
    settings: { user: "65534:65534" },
    argv: ["sh", "-c", "echo ran; exit 6"],
  });
  assertEquals([run.code, run.stdout, run.stderr, run.trailerText], [6, "ran\n", "", ""]);
});

const RESTORING = [
  "busybox ash",
  "dash",
  "bash",
  "dash without init",
  "bash without init",
] as const;
for (const shell of RESTORING) {
  Deno.test({
    name: `ENTRY_SCRIPT leaves SIGINT and SIGQUIT as they were in ${shell}`,
    ...needs,
    async fn() {
      const script = "echo ready; sleep 60 & kill -INT $$; echo ignored";
      const run = await runEntry({ ...SHELLS[shell], argv: ["sh", "-c", script] });
      assertEquals([run.code, run.stdout], [130, "ready\n"]);
    },
  });
}

Deno.test({
  name: "ENTRY_SCRIPT hands on every exit code",
  ...needs,
  async fn() {
    const loop = `s=$1; shift; i=0; while [ $i -le 255 ]; do
      rm -rf /tmp/b; mkdir /tmp/b; echo run >/tmp/b/ticket
      sh -c "$s" e /workspace/nonce /tmp/b sh -c "exit $i"; c=$?
      [ $c = $i ] && grep -qx "exit_code $i" /tmp/b/trailer.txt || echo "$i gave $c"
      i=$((i + 1)); done; echo done`;
    const { ENTRY_SCRIPT } = await import("../../../lib/docker/entry_script.ts");
    for (const shell of ["busybox ash", "dash"] as const) {
      const prepare = `mkdir -p /tmp; ${loop}`;
      const run = await runEntry({
        ...SHELLS[shell],
        argv: ["sh", "-c", prepare, "x", ENTRY_SCRIPT],
      });
      assertEquals(run.stdout, "done\n", shell);
    }
  },
});
