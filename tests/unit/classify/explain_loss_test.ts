import { assertEquals } from "@std/assert";
import { explainLoss } from "../../../lib/classify/explain_loss.ts";
import type { Fallback } from "../../../lib/model/verdict.ts";

const classOf = (reason: Fallback["reason"], detail: string, isOutside?: boolean) =>
  explainLoss({
    ...{ reason, detail, hint: "do it", at: "midway" },
    ...isOutside === undefined ? {} : { isOutside },
  }, "exit.json").class;

Deno.test("explainLoss() reads the engine's own words", () => {
  const create = "container-create-failed";
  assertEquals(
    classOf(create, 'invalid mount config for type "bind": bind source path does not exist: /a'),
    "mount",
  );
  assertEquals(classOf(create, "symlink /a: no space left on device"), "disk-full");
  const start = "container-start-failed";
  assertEquals(
    classOf(start, 'exec: "/x": stat /x: no such file or directory: unknown'),
    "missing-dependency",
  );
  assertEquals(classOf(start, 'exec: "/etc": permission denied: unknown'), "permission");
  assertEquals(classOf(start, "exec /bin/sh: exec format error"), "image");
  assertEquals(classOf("image-pull-failed", "toomanyrequests: pull rate limit"), "rate-limit");
  assertEquals(classOf("image-pull-failed", "unauthorized: authentication required"), "auth");
  assertEquals(classOf("image-pull-failed", "no such host"), "image");
});

Deno.test("explainLoss() tells what somebody did from an end that nobody explains", () => {
  assertEquals(classOf("container-lost", "somebody killed the container", true), "daemon");
  assertEquals(classOf("container-lost", "the container was killed"), "crash");
  assertEquals(classOf("daemon-unreachable", "exec format error"), "daemon");
});
