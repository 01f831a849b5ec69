import { assertEquals } from "@std/assert";
import { readGitStatus } from "../../../lib/observe/describe_commit.ts";
import clean from "../../../fixtures/git/status/clean/stdout.txt" with { type: "text" };
import detached from "../../../fixtures/git/status/detached_dirty/stdout.txt" with { type: "text" };
import initial from "../../../fixtures/git/status/initial/stdout.txt" with { type: "text" };

Deno.test("readGitStatus() reads a clean branch", () => {
  const read = readGitStatus(clean);
  assertEquals(read, { commit: read?.commit ?? "", branch: "main", dirty: false });
  assertEquals(read?.commit.length, 40);
});

Deno.test("readGitStatus() reads a detached head with changes", () => {
  const read = readGitStatus(detached);
  assertEquals([read?.branch, read?.dirty], [null, true]);
});

Deno.test("readGitStatus() gives null before the first commit", () => {
  assertEquals(readGitStatus(initial), null);
});
