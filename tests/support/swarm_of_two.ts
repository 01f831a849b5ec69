import { join } from "@std/path";
import { TEST_IMAGES } from "../../scripts/dev/test_images.ts";
import { askDocker } from "./ask_docker.ts";
import { onCleanup } from "./on_cleanup.ts";

/** One node of the swarm. */
export interface TestNode {
  /** Variables that lead a docker client to its engine. */
  readonly env: Readonly<Record<string, string>>;
  readonly id: string;
  /** Signals the engine itself; its containers go on as they would on any machine. */
  signal(signal: Deno.Signal): void;
  /** Starts the engine again after it was ended, and waits until it answers. */
  restart(): Promise<void>;
  /** Cuts its link to the other node, or mends it. */
  link(state: "up" | "down"): Promise<void>;
}

/** A swarm of two engines, each with a network stack of its own, on this machine. */
export interface TestSwarm extends AsyncDisposable {
  readonly manager: TestNode;
  readonly worker: TestNode;
}

/** Images of TEST_IMAGES that both nodes have; the busybox one unless told. */
export interface SwarmNeeds {
  readonly images?: readonly (keyof typeof TEST_IMAGES)[];
}

const START_MS = 60_000;
const NODES = ["a", "b"] as const;
type NodeName = typeof NODES[number];

/**
 * Makes the swarm, with a heartbeat of a second. All of it lives in mount, process and network namespaces
 * of its own: the end of their first process ends engines, shims, containers, links and mounts at once.
 * The engines have no route to anywhere, so that no registry is waited for.
 */
export async function makeSwarm(needs: SwarmNeeds = {}): Promise<TestSwarm> {
  const home = await Deno.makeTempDir({ prefix: "qa-swarm-" });
  const first = new Deno.Command("unshare", {
    args: [...NAMESPACES, "sh", "-c", SCRIPT, "sh", home],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const end = async (): Promise<void> => {
    first.kill("SIGKILL");
    await first.status;
    await removeFolder(home);
  };
  try {
    const pid = await within(() => Promise.resolve(firstChild(first.pid)), "the namespaces");
    const envs = {
      a: { DOCKER_HOST: `unix://${home}/a/docker.sock` },
      b: { DOCKER_HOST: `unix://${home}/b/docker.sock` },
    };
    for (const name of NODES) await waitForEngine(envs[name], join(home, name, "log"));
    await joinNodes(envs);
    for (const name of NODES) {
      for (const image of needs.images ?? ["busybox"]) {
        await copyImage(envs[name], TEST_IMAGES[image]);
      }
    }
    const nodeOf = async (name: NodeName): Promise<TestNode> => ({
      env: envs[name],
      id: await mustAsk(["info", "--format", "{{.Swarm.NodeID}}"], envs[name]),
      signal: (signal) => {
        const engine = findEngine(pid, `${home}/${name}/docker.sock`);
        if (engine !== null) Deno.kill(engine, signal);
      },
      restart: async () => {
        await within(
          () => Promise.resolve(findEngine(pid, `${home}/${name}/docker.sock`) === null),
          "the end of the engine",
        );
        await Deno.writeTextFile(join(home, name, "again"), "");
        await waitForEngine(envs[name], join(home, name, "log"));
      },
      link: async (state) => {
        const net = `--net=/proc/${pid}/ns/net`;
        await mustRun("nsenter", [net, "ip", "link", "set", `v${name}`, state]);
      },
    });
    return { manager: await nodeOf("a"), worker: await nodeOf("b"), ...onCleanup(end) };
  } catch (cause) {
    await end();
    throw cause;
  }
}

const NAMESPACES = ["--mount", "--pid", "--net", "--fork", "--kill-child", "--mount-proc"];

/** The first process of the namespaces; it starts each engine whenever its file `again` appears. */
const SCRIPT = `
home=$1
ip link set lo up
ip link add br0 type bridge
ip link set br0 up
number=2
for node in a b; do
  mkdir -p "$home/$node"
  unshare --net sh -c 'echo $$ >"$1/ns"; exec sleep 1000000' sh "$home/$node" &
  until [ -s "$home/$node/ns" ]; do sleep 0.02; done
  net=$(cat "$home/$node/ns")
  ip link add "v$node" type veth peer name e0 netns "$net"
  ip link set "v$node" master br0 up
  nsenter "--net=/proc/$net/ns/net" sh -c "
    ip link set lo up; ip addr add 10.213.0.$number/24 dev e0; ip link set e0 up"
  number=$((number + 1))
  : >"$home/$node/again"
done
while :; do
  for node in a b; do
    [ -e "$home/$node/again" ] || continue
    rm -f "$home/$node/again" "$home/$node/pid"
    nsenter "--net=/proc/$(cat "$home/$node/ns")/ns/net" dockerd \
      --host "unix://$home/$node/docker.sock" --data-root "$home/$node/data" \
      --exec-root "$home/$node/exec" --pidfile "$home/$node/pid" \
      --bridge none --iptables=false >>"$home/$node/log" 2>&1 &
  done
  sleep 0.1
done
`;

async function joinNodes(envs: Readonly<Record<NodeName, Record<string, string>>>): Promise<void> {
  await mustAsk(["swarm", "init", "--advertise-addr=10.213.0.2"], envs.a);
  await mustAsk(["swarm", "update", "--dispatcher-heartbeat=1s"], envs.a);
  const token = await mustAsk(["swarm", "join-token", "--quiet", "worker"], envs.a);
  const address = ["--advertise-addr=10.213.0.3", "10.213.0.2:2377"];
  await mustAsk(["swarm", "join", "--token", token, ...address], envs.b);
}

async function mustAsk(args: readonly string[], env: Record<string, string>): Promise<string> {
  const { code, stdout, stderr } = await askDocker(args, env);
  if (code !== 0) throw new Error(`docker ${args.join(" ")}: ${stderr}`);
  return stdout;
}

async function mustRun(program: string, args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args: [...args] }).output();
  if (!success) throw new Error(`${program}: ${new TextDecoder().decode(stderr)}`);
}

async function within<T>(find: () => Promise<T | null | false>, what: string): Promise<T> {
  const startMs = performance.now();
  for (;;) {
    const found = await find();
    if (found !== null && found !== false) return found;
    if (performance.now() - startMs > START_MS) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function waitForEngine(env: Record<string, string>, log: string): Promise<void> {
  try {
    await within(async () => (await askDocker(["version"], env)).code === 0, "an engine");
  } catch (cause) {
    throw new Error(await Deno.readTextFile(log).catch(() => "no log"), { cause });
  }
}

function read(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}

/** The one child of `unshare`: the first process inside. */
function firstChild(pid: number): number | null {
  const [child] = read(`/proc/${pid}/task/${pid}/children`).split(" ");
  return child === undefined || child === "" ? null : Number(child);
}

/** The engine that listens there, found below a process. */
function findEngine(pid: number, socket: string): number | null {
  const isEngine = read(`/proc/${pid}/comm`).trim() === "dockerd" &&
    read(`/proc/${pid}/cmdline`).includes(socket);
  if (isEngine) return pid;
  const children = read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean);
  return children.map((child) => findEngine(Number(child), socket))
    .find((found) => found !== null) ?? null;
}

async function copyImage(env: Record<string, string>, image: string): Promise<void> {
  const save = new Deno.Command("docker", { args: ["save", image], stdout: "piped" }).spawn();
  const load = new Deno.Command("docker", {
    args: ["load", "--quiet"],
    env,
    stdin: "piped",
    stdout: "null",
  }).spawn();
  await save.stdout.pipeTo(load.stdin);
  const ends = await Promise.all([save.status, load.status]);
  if (!ends.every(({ success }) => success)) throw new Error(`cannot copy the image ${image}`);
}

/** A container's last process may still be ending while its folders are removed. */
async function removeFolder(path: string): Promise<void> {
  await within(async () => {
    try {
      await Deno.remove(path, { recursive: true });
      return true;
    } catch (cause) {
      return cause instanceof Deno.errors.NotFound;
    }
  }, `the removal of ${path}`);
}
