import { assert, assertEquals } from "@std/assert";
import { dockerBuild } from "../../../lib/docker/docker_build.ts";
import { captured } from "./captured.ts";

const SETTINGS = { context: "/app", dockerfile: null, target: null, args: {} };

Deno.test("dockerBuild() spells the settings", () => {
  const settings = { context: "/app", dockerfile: "/app/D", target: "test", args: { V: "1 2" } };
  const command = dockerBuild("docker", settings, "qa:1", 90_000, { "qa.project": "p" });
  assertEquals(command.timeoutMs, 90_000);
  assertEquals(command.argv, [
    "docker",
    "build",
    "--force-rm",
    "--tag=qa:1",
    "--file=/app/D",
    "--target=test",
    "--build-arg=V=1 2",
    "--label=qa.project=p",
    "--",
    "/app",
  ]);
});

Deno.test("dockerBuild() leaves out what is not set", () => {
  const { argv } = dockerBuild("docker", SETTINGS, "qa:1", 1000);
  assertEquals(argv, ["docker", "build", "--force-rm", "--tag=qa:1", "--", "/app"]);
});

Deno.test("dockerBuild() succeeds despite the client's notes about itself", () => {
  const { read } = dockerBuild("docker", SETTINGS, "qa:1", 1000);
  assertEquals(read(captured("build/ok")), { ok: true, value: undefined });
});

Deno.test("dockerBuild() carries the last lines of a failed build", () => {
  const { read } = dockerBuild("docker", SETTINGS, "qa:1", 1000);
  const result = read(captured("build/bad-syntax"));
  assert(!result.ok && result.error.kind === "engine");
  assertEquals(result.error.reason, "image-build-failed");
  assert(
    result.error.detail.includes("dockerfile parse error line 2: unknown instruction: NOSUCH"),
  );
  assert(!result.error.detail.includes("Sending build context"), result.error.detail);
});

Deno.test("dockerBuild() tells a full disk of the engine from a step that speaks of one", () => {
  const { read } = dockerBuild("docker", SETTINGS, "qa:1", 1000);
  const hintOf = (last: string): string => {
    const result = read(captured("build/cli20-step-fails", { stderr: `${last}\n` }));
    assert(!result.ok && result.error.kind === "engine");
    assertEquals(result.error.reason, "image-build-failed");
    return result.error.hint;
  };
  const full = hintOf("Error response from daemon: write /x: no space left on device");
  assert(full.startsWith("Free space on the disk of the engine"), full);
  const step = hintOf(
    'ERROR: failed to solve: process "/bin/sh -c echo no space left on device" ' +
      "did not complete successfully: exit code: 1",
  );
  assert(step.startsWith("Build the image by hand"), step);
});
