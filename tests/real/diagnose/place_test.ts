import { assert, assertEquals } from "@std/assert";
import { DiagnosticSummaryJson } from "../../../lib/model/diagnostic_json.ts";
import { TEST_IMAGES } from "../../../scripts/dev/test_images.ts";
import { checkDiagnosis } from "../../support/check_diagnosis.ts";
import { onCleanup } from "../../support/on_cleanup.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { openProject, runGate } from "../../support/run_gate.ts";

const needs = await requireDocker({ images: ["python", "busybox"] });
const isRoot = Deno.uid() === 0;
const FINE = "def test_fine():\n    assert 1 + 1 == 2\n";
const CONFIG = {
  container: { image: TEST_IMAGES.python, network: "none", grace: "1s" },
  suites: [{ name: "unit", runner: "pytest", paths: ["tests"] }],
};

async function diagnose(root: string, args: readonly string[], env = {}) {
  const end = await runGate(root, args, { script: "diagnostic_run", env });
  const text = await Deno.readTextFile(`${end.folder}/summary.json`);
  const summary = DiagnosticSummaryJson.parse(JSON.parse(text));
  return {
    end,
    summary,
    told: {
      class: summary.cause?.class,
      remedies: summary.remedies.map(({ remedy }) => remedy),
      outcome: summary.outcome,
      exit: end.exit,
    },
  };
}

async function run(program: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

Deno.test({
  name: "diagnostic_run gives a foreign user's project to its owner",
  ignore: needs.ignore || !isRoot,
  async fn() {
    await using project = await openProject({ "qa.jsonc": CONFIG, "tests/test_a.py": FINE });
    await Deno.chmod(project.root, 0o700);
    const { told, end } = await diagnose(project.root, ["--user", "65534:65534"]);
    assertEquals(
      told,
      { class: "permission", remedies: ["fix-user"], outcome: "healthy", exit: 0 },
      end.stdout + end.stderr,
    );
  },
});

Deno.test({
  name: "diagnostic_run names a full disk, and runs what needs none",
  ignore: needs.ignore || !isRoot,
  async fn() {
    await using project = await openProject({
      "qa.jsonc": CONFIG,
      "tests/test_a.py": FINE,
      "tests/test_disk.py": "def test_writes():\n    with open('data/x', 'wb') as f:\n" +
        "        f.write(b'x' * (4 << 20))\n",
      "data/.keep": "",
    });
    const data = `${project.root}/data`;
    await run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", data);
    await using _ = onCleanup(() => run("umount", data));
    const { told, end } = await diagnose(project.root, []);
    assertEquals(
      told,
      { class: "disk-full", remedies: ["minimal-selection"], outcome: "partly", exit: 0 },
      end.stdout + end.stderr,
    );
  },
});

Deno.test({
  name: "diagnostic_run tells an image for other processors from a missing program",
  ...needs,
  async fn() {
    await using project = await openProject({ "README": "x" });
    const tag = `qa-gate-test-foreign:${crypto.randomUUID().slice(0, 8)}`;
    await using _ = onCleanup(() => run("docker", "rmi", "-f", tag));
    await makeForeign(project.root, tag);
    const { told, end, summary } = await diagnose(project.root, [
      ...["--network", "none", "--image", tag, "--", "true"],
    ]);
    assertEquals(
      told,
      { class: "image", remedies: [], outcome: "not-mended", exit: 3 },
      end.stdout + end.stderr,
    );
    assert(summary.needs_people);
  },
});

/** The busybox image with programs for another processor: the machine's field of their heads is changed. */
async function makeForeign(folder: string, tag: string): Promise<void> {
  const [rootfs, name] = [`${folder}/rootfs`, `qa-foreign-${crypto.randomUUID().slice(0, 8)}`];
  await run("docker", "create", "--name", name, "--network", "none", TEST_IMAGES.busybox, "true");
  await using _ = onCleanup(() => run("docker", "rm", "-f", name));
  await Deno.mkdir(`${rootfs}/bin`, { recursive: true });
  await run("docker", "cp", "-L", `${name}:/bin/sh`, `${rootfs}/bin/sh`);
  const bytes = await Deno.readFile(`${rootfs}/bin/sh`);
  // e_machine of AArch64.
  bytes[18] = 0xb7;
  await Deno.writeFile(`${rootfs}/bin/sh`, bytes, { mode: 0o755 });
  await Deno.writeFile(`${rootfs}/bin/true`, bytes, { mode: 0o755 });
  await run("sh", "-c", `tar -C '${rootfs}' -c . | docker import - ${tag}`);
  await Deno.remove(rootfs, { recursive: true });
}

Deno.test({
  name:
    "diagnostic_run without an engine fails fast, and leaves the host's telemetry and the reason",
  async fn() {
    await using project = await openProject({ "qa.jsonc": CONFIG, "tests/test_a.py": FINE });
    for (
      const [args, env] of [
        [["--docker-bin", "no-such-docker-client"], {}],
        [[], { DOCKER_HOST: "unix:///no/such/engine.sock" }],
      ] as const
    ) {
      const { told, end, summary } = await diagnose(project.root, args, env);
      assertEquals(told, { class: "daemon", remedies: [], outcome: "no-engine", exit: 3 });
      assertEquals(summary.success, false);
      assert(summary.cause?.remedy !== "");
      await checkDiagnosis(end.folder, summary);
    }
  },
});

Deno.test({
  name: "diagnostic_run without image, configuration and engine still says what it knows",
  async fn() {
    await using project = await openProject({ "tests/test_a.py": FINE });
    const { told, summary } = await diagnose(project.root, [], {
      DOCKER_HOST: "unix:///no/such/engine.sock",
    });
    assertEquals(told, { class: "daemon", remedies: [], outcome: "no-engine", exit: 3 });
    assertEquals(summary.attempts, []);
  },
});
