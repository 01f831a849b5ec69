import { assertEquals } from "@std/assert";
import { readEngineLines } from "../../../lib/docker/read_engine_lines.ts";
import { captured } from "./captured.ts";

Deno.test("readEngineLines() keeps what went wrong and drops hints and warnings", () => {
  assertEquals(readEngineLines(captured("create/memory-word").stderr), [
    'invalid argument "lots" for "-m, --memory" flag: invalid size: \'lots\'',
  ]);
  assertEquals(readEngineLines(captured("create/podman-unknown-flag").stderr), [
    "unknown flag: --nosuchflag",
  ]);
  assertEquals(readEngineLines(captured("version/broken-config").stderr), []);
});

Deno.test("readEngineLines() unwraps lines of a log and drops its warnings", () => {
  const text =
    'time="2026-01-01T00:00:00Z" level=error msg="error waiting for \\"x\\": unexpected EOF"\n' +
    'time="2026-01-01T00:00:00Z" level=warning msg="Failed, retrying"\n';
  assertEquals(readEngineLines(text), ['error waiting for "x": unexpected EOF']);
});

Deno.test("readEngineLines() reads the one-line form of clients before 28", () => {
  const text =
    "docker: Error response from daemon: No such image: a:1.\nSee 'docker run --help'.\n";
  assertEquals(readEngineLines(text), ["No such image: a:1."]);
});
