import { assertEquals } from "@std/assert";
import { dockerCopyText } from "../../../lib/docker/docker_copy_text.ts";
import { captured } from "./captured.ts";

const { argv, read } = dockerCopyText("docker", "abc", "/qa/trailer");

Deno.test("dockerCopyText() asks for an archive on standard output", () => {
  assertEquals(argv, ["docker", "cp", "--", "abc:/qa/trailer", "-"]);
});

Deno.test("dockerCopyText() gives the text of the file", () => {
  for (const name of ["copy/file", "copy/podman-file"] as const) {
    assertEquals(read(captured(name)), { ok: true, value: "nonce 1\nümlaut\n" }, name);
  }
});

Deno.test("dockerCopyText() gives null when there is no regular file", () => {
  for (
    const name of [
      "copy/no-file",
      "copy/link",
      "copy/folder",
      "copy/podman-no-file",
      "copy/podman-link",
      "copy/podman-folder",
    ] as const
  ) assertEquals(read(captured(name)), { ok: true, value: null }, name);
});

Deno.test("dockerCopyText() reports a container that is gone", () => {
  for (const name of ["copy/no-container", "copy/podman-no-container"] as const) {
    const result = read(captured(name));
    assertEquals(
      !result.ok && result.error.kind === "engine" && result.error.reason,
      "container-lost",
    );
  }
});
