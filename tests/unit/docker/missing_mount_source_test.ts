import { assertEquals } from "@std/assert";
import { missingMountSource } from "../../../lib/docker/missing_mount_source.ts";
import { readEngineError } from "../../../lib/docker/read_engine_error.ts";
import { captured } from "./captured.ts";

Deno.test("missingMountSource() names the path that the engine could not find", () => {
  for (const name of ["create/mount-source", "create/podman-mount-source"] as const) {
    const problem = readEngineError("create", captured(name));
    assertEquals(missingMountSource(problem), "/nonexistent/abc", name);
  }
});

Deno.test("missingMountSource() is null when something else is wrong", () => {
  for (const name of ["create/mount-twice", "create/no-socket", "create/memory-low"] as const) {
    assertEquals(missingMountSource(readEngineError("create", captured(name))), null, name);
  }
});
