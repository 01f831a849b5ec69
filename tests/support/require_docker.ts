import { TEST_IMAGES } from "../../scripts/dev/test_images.ts";

/** What a real test needs beyond an engine that answers. */
export interface DockerNeeds {
  /** Names of TEST_IMAGES. */
  readonly images?: readonly (keyof typeof TEST_IMAGES)[];
}

/** Options to spread into `Deno.test`. */
export interface TestOptions {
  readonly ignore: boolean;
}

const CALL_MS = 10_000;
const asked = new Map<string, Promise<string | null>>();

/**
 * Options of a test that needs a real engine: skipped, loudly, on a machine without one or without
 * the images; with CI=true that is an error, because silence is not success.
 *
 * @example
 * ```ts ignore
 * Deno.test({ name: "…", ...await requireDocker({ images: ["busybox"] }), fn() {} });
 * ```
 */
export async function requireDocker(needs: DockerNeeds = {}): Promise<TestOptions> {
  return decide(await findMissing(needs));
}

/** The same for podman, which needs the busybox image, and a runtime that this machine lets start. */
export async function requirePodman(): Promise<TestOptions> {
  const image = TEST_IMAGES.busybox;
  if (await ask(["image", "inspect", "--format", "{{.Id}}", image], "podman") === null) {
    const remedy = "deno task images --docker-bin podman --only busybox";
    return decide(`podman or its image is missing; run: ${remedy}`);
  }
  const limits = ["--ulimit=nofile=512:1024", "--ulimit=nproc=512:1024"];
  const starts = await ask(["run", "--rm", "--network=none", ...limits, image, "true"], "podman");
  return decide(starts === null ? "podman starts no container here; try another runtime" : null);
}

function decide(missing: string | null): TestOptions {
  if (missing === null) return { ignore: false };
  if (Deno.env.get("CI") === "true") throw new Error(`CI=true and ${missing}`);
  console.error(`\n!!! SKIPPED: ${missing}\n`);
  return { ignore: true };
}

/** One sentence: what is missing and how to get it; null when all is there. */
async function findMissing(needs: DockerNeeds): Promise<string | null> {
  const engine = await ask(["version", "--format", "{{.Server.Version}}"]);
  if (engine === null) return "no container engine answers; start one, then run: deno task images";
  for (const name of needs.images ?? []) {
    const image = TEST_IMAGES[name];
    if (await ask(["image", "inspect", "--format", "{{.Id}}", image]) === null) {
      return `the image ${image} is missing; run: deno task images`;
    }
  }
  return null;
}

/** What docker answers, asked once per process; null when it fails, is missing, or hangs. */
function ask(args: readonly string[], program = "docker"): Promise<string | null> {
  const key = [program, ...args].join(" ");
  const answer = asked.get(key) ?? call(program, args);
  asked.set(key, answer);
  return answer;
}

async function call(program: string, args: readonly string[]): Promise<string | null> {
  try {
    const { success, stdout } = await new Deno.Command(program, {
      args: [...args],
      stdin: "null",
      stderr: "null",
      signal: AbortSignal.timeout(CALL_MS),
    }).output();
    return success ? new TextDecoder().decode(stdout).trim() : null;
  } catch {
    return null;
  }
}
