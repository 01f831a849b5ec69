import { join } from "@std/path";
import { onCleanup } from "./on_cleanup.ts";

/** A pod as a test wants the server to show it. */
export interface FakePod {
  readonly name: string;
  readonly index: number;
  readonly node?: string;
  /** `status` of the pod. */
  readonly status: Readonly<Record<string, unknown>>;
}

/** A program that answers as kubectl would, from what a test says the cluster is like. */
export interface FakeKubectl extends AsyncDisposable {
  readonly bin: string;
  readonly folder: string;
  /** Shows these pods, and the job with these conditions unless it is null. */
  show(pods: readonly FakePod[], job?: readonly Record<string, unknown>[] | null): Promise<void>;
  /** What `logs` prints of a pod; a following one ends with `isWhole`. */
  log(pod: string, text: string, isWhole?: boolean): Promise<void>;
  /** Puts or removes a switch: `down`, `garbage`, `slow`, `cut`, `undeletable`. */
  turn(name: string, isOn: boolean): Promise<void>;
  /** What `create` was given. */
  created(): Promise<string>;
  /** Every call so far, one line each, without the folder. */
  calls(): Promise<readonly string[]>;
}

/**
 * Makes the program; it is a shell script and asks no cluster. What it says when the server cannot be
 * reached is what kubectl 1.32 says; lists and logs are what the test gives.
 */
export async function makeFakeKubectl(): Promise<FakeKubectl> {
  const folder = await Deno.makeTempDir({ prefix: "qa-kubectl-" });
  const bin = join(folder, "kubectl");
  await Deno.mkdir(join(folder, "logs"));
  await Deno.writeTextFile(bin, SCRIPT.replaceAll("@FOLDER@", folder), { mode: 0o755 });
  const put = async (name: string, text: string): Promise<void> => {
    await Deno.writeTextFile(join(folder, `${name}.new`), text);
    await Deno.rename(join(folder, `${name}.new`), join(folder, name));
  };
  const show: FakeKubectl["show"] = (pods, job = []) => {
    const jobs = job === null ? [] : [{ kind: "Job", metadata: {}, status: { conditions: job } }];
    return put("list", JSON.stringify({ kind: "List", items: [...jobs, ...pods.map(podOf)] }));
  };
  await show([], null);
  return {
    ...{ bin, folder, show },
    log: async (pod, text, isWhole = true) => {
      await put(`logs/${pod}`, text);
      if (isWhole) await put(`logs/${pod}.end`, "");
    },
    turn: async (name, isOn) => {
      if (isOn) return await put(name, "");
      await Deno.remove(join(folder, name));
    },
    created: () => Deno.readTextFile(join(folder, "created")),
    calls: async () => {
      const text = await Deno.readTextFile(join(folder, "calls")).catch(() => "");
      return text.split("\n").filter(Boolean);
    },
    ...onCleanup(() => Deno.remove(folder, { recursive: true })),
  };
}

function podOf({ name, index, node = "node-1", status }: FakePod): Record<string, unknown> {
  const annotations = { "batch.kubernetes.io/job-completion-index": String(index) };
  return { kind: "Pod", metadata: { name, annotations }, spec: { nodeName: node }, status };
}

const SCRIPT = `#!/bin/sh
cd "@FOLDER@" || exit 1
echo "$*" >>calls
if [ -e down ]; then
  echo "The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?" >&2
  exit 1
fi
if [ -e garbage ]; then head -c 100000 /dev/urandom; exit 0; fi
if [ -e slow ]; then sleep 0.5; fi
while :; do case $1 in --context=* | --namespace=*) shift ;; *) break ;; esac; done
verb=$1
for last do :; done
case $verb in
version)
  echo '{"clientVersion":{},"serverVersion":{"major":"1","minor":"32","gitVersion":"v1.32.4","platform":"linux/amd64"}}' ;;
create)
  for word do case $word in --filename=*) cp "\${word#--filename=}" created ;; esac; done
  if [ -e refused ]; then cat refused >&2; exit 1; fi ;;
get)
  if [ -e deleted ]; then echo '{"kind":"List","items":[]}'; exit 0; fi
  cat list ;;
logs)
  case "$*" in
  *--follow*)
    if [ -e cut ]; then head -c 3 "logs/$last"; echo "error: unexpected EOF" >&2; exit 1; fi
    until [ -e "logs/$last.end" ]; do sleep 0.05; done ;;
  esac
  cat "logs/$last" ;;
delete)
  if [ -e undeletable ]; then echo "error: the server is currently unable to handle the request" >&2; exit 1; fi
  : >deleted ;;
esac
`;
