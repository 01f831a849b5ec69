import { assertEquals } from "@std/assert";
import { dockerImageInspect } from "../../../lib/docker/docker_image_inspect.ts";
import { captured } from "./captured.ts";

const { argv, read } = dockerImageInspect("docker", "--privileged");

Deno.test("dockerImageInspect() lets no reference become an option", () => {
  assertEquals(argv.slice(-2), ["--", "--privileged"]);
});

Deno.test("dockerImageInspect() reads what the image brings along, but no values of variables", () => {
  const result = read(captured("image_inspect/ok"));
  const id = JSON.parse(captured("image_inspect/ok").stdout).Id;
  assertEquals(result, {
    ok: true,
    value: {
      id,
      digests: [],
      entrypoint: ["/entry", "-x"],
      command: ["a b"],
      user: "1000:1000",
      os: "linux",
      arch: "amd64",
      env: ["TOKEN", "EMPTY"],
    },
  });
});

Deno.test("dockerImageInspect() reads podman's array as docker's line", () => {
  const result = read(captured("image_inspect/podman-ok"));
  const id = JSON.parse(captured("image_inspect/podman-ok").stdout)[0].Id;
  assertEquals(result.ok && result.value, {
    id: `sha256:${id}`,
    digests: [
      "localhost/qa-capture-image@" +
      JSON.parse(captured("image_inspect/podman-ok").stdout)[0].Digest,
    ],
    entrypoint: ["/entry", "-x"],
    command: ["a b"],
    user: "1000:1000",
    os: "linux",
    arch: "amd64",
    env: ["TOKEN", "EMPTY"],
  });
});

Deno.test("dockerImageInspect() has nothing to say of an image without any settings", () => {
  const result = read(captured("image_inspect/bare"));
  assertEquals(result.ok && [result.value?.entrypoint, result.value?.command, result.value?.env], [
    [],
    [],
    [],
  ]);
});

Deno.test("dockerImageInspect() gives null when the image is not present", () => {
  assertEquals(read(captured("image_inspect/missing")), { ok: true, value: null });
  assertEquals(read(captured("image_inspect/podman-missing")), { ok: true, value: null });
});

Deno.test("dockerImageInspect() refuses a reference that no image can have", () => {
  const result = read(captured("image_inspect/bad-reference"));
  assertEquals(!result.ok && result.error.kind, "engine-refused");
});

Deno.test("dockerImageInspect() reports an answer that is none", () => {
  const result = read(captured("image_inspect/ok", { stdout: "[]\n" }));
  assertEquals(
    !result.ok && result.error.kind === "engine" && result.error.reason,
    "daemon-unreachable",
  );
});
