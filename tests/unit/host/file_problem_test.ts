import { assertEquals } from "@std/assert";
import { attempt, describeFileError, Refusal } from "../../../lib/host/file_problem.ts";

const WHAT = { action: "write", path: "/x" } as const;

Deno.test("describeFileError() names what a user can act on", () => {
  const codes = ["ENOENT", "EACCES", "EEXIST", "ENOSPC", "EDQUOT", "EROFS", "ELOOP", "EIO"]
    .map((code) => describeFileError(WHAT, Object.assign(new Error(code), { code })).code);
  assertEquals(codes, [
    "not-found",
    "permission-denied",
    "already-exists",
    "disk-full",
    "disk-full",
    "read-only",
    "is-a-link",
    "other",
  ]);
});

Deno.test("attempt() turns whatever is thrown into a problem", async () => {
  const refused = await attempt(WHAT, () => Promise.reject(new Refusal("too-large", "5 bytes")));
  assertEquals(refused, {
    ok: false,
    error: { kind: "file", ...WHAT, code: "too-large", detail: "5 bytes" },
  });
});

Deno.test("attempt() says permission-denied when Deno itself forbids it", async () => {
  const result = await attempt(WHAT, () => Deno.readTextFile("/etc/hostname"));
  assertEquals(
    !result.ok && result.error.kind === "file" && result.error.code,
    "permission-denied",
  );
});
