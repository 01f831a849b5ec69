import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { ENTRY_SCRIPT } from "../../../lib/docker/entry_script.ts";
import { TASK_SCRIPT } from "../../../lib/docker/task_script.ts";
import { type ReceivedLife, receiveLife } from "../../../lib/execute/receive_life.ts";
import { openMachine } from "../../../lib/host/machine.ts";
import type { SuiteCommand } from "../../../lib/model/plan.ts";
import type { SentName } from "../../../lib/model/remote_life.ts";
import { formatTask, type TaskSuite } from "../../../lib/report/format_task.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { TEST_IMAGES } from "../../../scripts/dev/test_images.ts";

const NONCE = "5eed";
/** What is in a file that no shell may change. */
const NASTY = "it's $HOME `id` \\ \"x\" \r\n\t\u0007 ü 'end\n\n";

/** Where the script runs: a shell of this machine, or an image's. */
interface Place {
  readonly name: string;
  readonly argv: (folder: string) => readonly string[];
  readonly ignore: boolean;
}

function inside(image: keyof typeof TEST_IMAGES): Place["argv"] {
  return (folder) => [
    ...["docker", "run", "--rm", "--network=none", "--entrypoint=/bin/sh", "--env=QA_TASK=3"],
    ...["--env=QA_PAYLOAD=/payload", `--volume=${folder}:/payload:ro`, TEST_IMAGES[image]],
    "/payload/script",
  ];
}

const docker = await requireDocker({ images: ["busybox", "python"] });
const PLACES: readonly Place[] = [
  { name: "dash", argv: (folder) => ["dash", `${folder}/script`], ignore: false },
  { name: "bash", argv: (folder) => ["bash", `${folder}/script`], ignore: false },
  { name: "busybox", argv: inside("busybox"), ...docker },
  { name: "debian", argv: inside("python"), ...docker },
];

function command(argv: readonly string[], more: Partial<SuiteCommand> = {}): SuiteCommand {
  return { argv, env: {}, cwd: ".", timeoutMs: 60_000, report: { from: "nowhere" }, ...more };
}

const REPORT: SuiteCommand["report"] = { from: "file", path: "{report}", format: "junit" };

function suite(given: SuiteCommand, more: Partial<TaskSuite> = {}): TaskSuite {
  return { command: given, graceMs: 1000, root: "/tmp", env: {}, needs: [], ...more };
}

interface RanTask extends AsyncDisposable {
  readonly code: number;
  readonly life: ReceivedLife;
  /** Text of a file of a suite; null where nothing of it came. */
  read(index: number, name: SentName): Promise<string | null>;
}

async function runTask(place: Place, suites: readonly TaskSuite[], task = 3): Promise<RanTask> {
  const folder = await Deno.makeTempDir({ prefix: "qa-task-script-" });
  await Deno.chmod(folder, 0o755);
  const payload = { script: TASK_SCRIPT, entry: ENTRY_SCRIPT };
  for (const [name, text] of Object.entries(payload)) {
    await Deno.writeTextFile(join(folder, name), text);
  }
  const words = formatTask(suites, { nonce: NONCE, nonceFile: null });
  await Deno.writeTextFile(join(folder, `task-${task}`), words);
  const [program = "", ...args] = place.argv(folder);
  const { code, stdout } = await new Deno.Command(program, {
    args,
    env: { QA_TASK: "3", QA_PAYLOAD: folder },
    stdin: "null",
    stderr: "null",
  }).output();
  const spool = join(folder, "spool");
  const life = receiveLife(openMachine(), { nonce: NONCE, task: 3, folder: spool });
  await life.push(stdout);
  const told = life.told();
  return {
    code,
    life: told,
    read: async (index, name) => {
      const path = told.suites.get(index)?.files.get(name)?.path;
      return path ? await Deno.readTextFile(path) : null;
    },
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

for (const place of PLACES) {
  const { ignore } = place;
  Deno.test({
    name: `TASK_SCRIPT hands on words, files and variables unchanged in ${place.name}`,
    ignore,
    async fn() {
      const script = 'printf "%s" "$1"; printf "%s" "$WORD" >&2; cat "$2" >"$3"; echo >>"$3"';
      await using ran = await runTask(place, [suite(
        command(["sh", "-c", script, "x", NASTY, "{reports}/a file", "{report}"], {
          files: { "a file": NASTY },
          report: REPORT,
        }),
        { env: { WORD: `${NASTY}{report}` } },
      )]);
      assertEquals([ran.code, ran.life.toldCode, ran.life.faults, ran.life.foreign], [0, 0, [], 0]);
      assertEquals(await ran.read(0, "stdout"), `qa: stream\n${NASTY}`);
      assertEquals(await ran.read(0, "report"), `${NASTY}\n`);
      const told = await ran.read(0, "stderr") ?? "";
      assert(told.startsWith(`qa: stream\n${NASTY}`) && told.endsWith("/0/report.xml"), told);
      const trailer = await ran.read(0, "trailer") ?? "";
      assert(
        trailer.startsWith(`nonce ${NONCE}\nspooled 1\n`) && trailer.includes("exit_code 0\n"),
      );
    },
  });

  Deno.test({
    name:
      `TASK_SCRIPT tells exit codes, needs, a missing folder and a missing report in ${place.name}`,
    ignore,
    async fn() {
      await using ran = await runTask(place, [
        suite(command(["sh", "-c", "exit 7"], { report: REPORT })),
        suite(command(["true"]), { needs: [0] }),
        suite(command(["true"]), { root: "/not/here" }),
        suite(command(["sh", "-c", 'ln -s /etc/passwd "$1"', "x", "{report}"], { report: REPORT })),
      ]);
      const { suites } = ran.life;
      assertEquals([ran.code, ran.life.toldCode, ran.life.faults], [1, 1, []]);
      assertEquals([suites.get(0)?.done?.code, suites.get(0)?.files.get("report")?.state], [
        7,
        "absent",
      ]);
      assertEquals(suites.get(1)?.skipped, "it needs suite 0, which did not pass");
      assertEquals(suites.get(2)?.done?.why, "workdir");
      assertEquals(suites.get(3)?.files.get("report")?.state, "odd");
    },
  });

  Deno.test({
    name:
      `TASK_SCRIPT ends a suite at its deadline, with all that it has begun, and goes on in ${place.name}`,
    ignore,
    async fn() {
      const deaf = "trap '' TERM; sleep 4321 & while :; do sleep 4322; done";
      await using ran = await runTask(place, [
        suite(command(["sh", "-c", `echo begun; ${deaf}`], { timeoutMs: 1000 })),
        suite(command(["echo", "after"])),
      ]);
      const [first, second] = [ran.life.suites.get(0), ran.life.suites.get(1)];
      assertEquals([first?.done?.why, first?.done?.code], ["deadline", 137]);
      assertEquals(await ran.read(0, "stdout"), "qa: stream\nbegun\n");
      assertEquals([second?.done?.why, second?.done?.code], ["exited", 0]);
      assertEquals(ran.code, 1);
    },
  });

  Deno.test({
    name: `TASK_SCRIPT sends large and binary files whole in ${place.name}`,
    ignore,
    async fn() {
      const make = 'head -c 300000 /dev/urandom >"$1"; sha256sum <"$1"';
      await using ran = await runTask(place, [
        suite(command(["sh", "-c", make, "x", "{report}"], { report: REPORT })),
      ]);
      const file = ran.life.suites.get(0)?.files.get("report");
      assertEquals([file?.state, file?.sizeBytes, file?.cameBytes], ["whole", 300_000, 300_000]);
      assertEquals(ran.life.faults, []);
      const bytes = await Deno.readFile(file?.path ?? "");
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
      assertEquals((await ran.read(0, "stdout"))?.includes(digest), true);
    },
  });

  Deno.test({
    name:
      `TASK_SCRIPT says that nothing was delivered where its part is not there in ${place.name}`,
    ignore,
    async fn() {
      await using ran = await runTask(place, [], 4);
      assertEquals([ran.code, ran.life.frames], [125, 0]);
    },
  });
}
