import { askDocker } from "./ask_docker.ts";
import { onCleanup } from "./on_cleanup.ts";

/** An image that is removed at the end of its scope. */
export interface TempImage extends AsyncDisposable {
  readonly name: string;
}

/** Makes an image that holds nothing but `/busybox`, so that there is no `/bin/sh`. */
export async function importBareImage(): Promise<TempImage> {
  const name = `qa-gate-test-bare-${crypto.randomUUID().slice(0, 8)}:1`;
  const folder = await Deno.makeTempDir({ prefix: "qa-bare-" });
  const id = (await askDocker(["create", "qa-gate-test-busybox:1", "true"])).stdout;
  await askDocker(["cp", `${id}:/bin/busybox`, `${folder}/busybox`]);
  await askDocker(["rm", id]);
  await new Deno.Command("tar", { args: ["-C", folder, "-cf", `${folder}.tar`, "."] }).output();
  await askDocker(["import", `${folder}.tar`, name]);
  await Deno.remove(folder, { recursive: true });
  await Deno.remove(`${folder}.tar`);
  return { name, ...onCleanup(() => askDocker(["rmi", "--force", name])) };
}
