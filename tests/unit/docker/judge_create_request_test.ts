import { assertEquals } from "@std/assert";
import type { CreateRequest } from "../../../lib/docker/docker_create.ts";
import { judgeCreateRequest } from "../../../lib/docker/judge_create_request.ts";
import { REQUEST } from "./sample_request.ts";

function fault(changes: Partial<CreateRequest>): string | null {
  const result = judgeCreateRequest({ ...REQUEST, ...changes });
  if (result.ok) return null;
  return result.error.kind === "engine-refused" ? result.error.detail : result.error.kind;
}

Deno.test("judgeCreateRequest() accepts an ordinary request", () => {
  assertEquals(judgeCreateRequest(REQUEST), { ok: true, value: REQUEST });
});

Deno.test("judgeCreateRequest() refuses an image that looks like an option", () => {
  assertEquals(fault({ image: "--privileged" }), 'image must not start with "-": "--privileged"');
  assertEquals(fault({ image: "" }), "image must not be empty");
  assertEquals(fault({ image: "a b" }), 'image must not hold spaces: "a b"');
});

Deno.test("judgeCreateRequest() refuses what is no name of a variable", () => {
  assertEquals(fault({ env: { "A=B": null } }), 'not the name of a variable: "A=B"');
  assertEquals(fault({ env: { "": "x" } }), 'not the name of a variable: ""');
});

Deno.test("judgeCreateRequest() refuses paths that cannot be passed on", () => {
  for (const path of ["relative", "", "/a\0b", "/a\rb"]) {
    const mount = { source: path, target: "/w", readOnly: false };
    const expected = `not an absolute path to mount: ${JSON.stringify(mount)}`;
    assertEquals(fault({ mounts: [mount] }), expected);
  }
});

Deno.test("judgeCreateRequest() refuses an argument that no process can be given", () => {
  assertEquals(fault({ argv: ["a", "b\0c"] }), "an argument holds a NUL character");
});
