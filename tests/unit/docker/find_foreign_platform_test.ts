import { assertEquals } from "@std/assert";
import { findForeignPlatform } from "../../../lib/docker/find_foreign_platform.ts";

const AMD64 = { os: "linux", arch: "amd64" };

Deno.test("findForeignPlatform() names the wanted platform when an image is of another one", () => {
  assertEquals(findForeignPlatform("docker", AMD64, "linux/arm64/v8"), "linux/arm64/v8");
  assertEquals(findForeignPlatform("/usr/bin/docker", AMD64, "windows/amd64"), "windows/amd64");
});

Deno.test("findForeignPlatform() finds nothing when the image is right, or nobody can know", () => {
  assertEquals(
    [
      findForeignPlatform("docker", AMD64, undefined),
      findForeignPlatform("docker", AMD64, ""),
      findForeignPlatform("docker", AMD64, "linux/amd64"),
      findForeignPlatform("docker", AMD64, "Linux/x86_64"),
      findForeignPlatform("docker", AMD64, "arm64"),
      findForeignPlatform("docker", null, "linux/arm64"),
      findForeignPlatform("docker", { os: "", arch: "" }, "linux/arm64"),
      findForeignPlatform("podman", AMD64, "linux/arm64"),
    ],
    Array(8).fill(null),
  );
});
