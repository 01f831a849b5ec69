import { assert, assertEquals } from "@std/assert";
import { readPullError } from "../../../lib/docker/read_pull_error.ts";
import { captured, CASE_NAMES, type CaseName, killedAtDeadline, neverStarted } from "./captured.ts";
import { MEANINGS } from "./engine_meanings.ts";

const PULLS = CASE_NAMES.filter((name) => name.startsWith("pull/") && captured(name).code !== 0);

/** What a client said, with its name, tag and exit code taken from a captured failure. */
function saying(line: string, reference = "shop/tests:1") {
  return readPullError(reference, captured("pull/m404", { stderr: `${line}\n` }));
}

Deno.test.each(PULLS)("readPullError() knows what %s means, and names the image", (name) => {
  const { problem } = readPullError(referenceOf(name), captured(name));
  const meaning = problem.kind === "engine" ? problem.reason : "refused";
  assertEquals(meaning, MEANINGS[name]);
  assert("detail" in problem && "hint" in problem && problem.hint !== "");
  assert(problem.detail.includes(referenceOf(name)), problem.detail);
  assert(!/\n|\uE000|\uE001|\uE002|\uE003/.test(problem.detail), problem.detail);
});

Deno.test("readPullError() repeats what may pass, and nothing else", () => {
  const again = PULLS.filter((name) =>
    readPullError(referenceOf(name), captured(name)).retryAfterMs === 2_000
  );
  const clients = ["", "cli20-", "podman-"];
  const faults = ["eof", "refused", "s500", "s503", "t429"];
  const wanted = clients.flatMap((client) => faults.map((fault) => `pull/${client}${fault}`));
  assertEquals(again.toSorted(), wanted.filter((name) => name !== "pull/podman-t429").toSorted());
});

Deno.test("readPullError() waits as long as the registry says", () => {
  const waits = [
    "toomanyrequests: retry-after: 827.224µs, allowed: 44000/minute",
    "toomanyrequests: retry-after: 1m30.5s",
    "toomanyrequests: Retry-After: 7",
    "toomanyrequests: retry-after: soon",
    `toomanyrequests: retry-after: ${"9".repeat(400)}h`,
  ].map((line) => saying(`Error response from daemon: ${line}`).retryAfterMs);
  assertEquals(waits, [2_000, 90_500, 7_000, 2_000, 2_000]);
  assertEquals(readPullError("a:1", captured("pull/t429-long")).retryAfterMs, 9_000_000);
});

Deno.test("readPullError() is not misled by the name of an image or the port of a registry", () => {
  const refused = 'Error response from daemon: Get "http://127.0.0.1:429/v2/": ' +
    "dial tcp 127.0.0.1:429: connect: connection refused";
  const { problem } = saying(refused, "127.0.0.1:429/denied/unauthorized:1");
  assert(problem.kind === "engine" && problem.hint.startsWith("Check the network"), problem.kind);
  assert(problem.detail.includes("dial tcp 127.0.0.1:429"), problem.detail);
  const unknown = saying(
    "Error: reading manifest 1 in h.io/denied: manifest unknown",
    "h.io/denied:1",
  );
  assert(unknown.problem.kind === "engine" && unknown.problem.reason === "image-missing");
});

Deno.test("readPullError() tells a helper of credentials from a program that the image lacks", () => {
  const { problem } = saying(
    'error getting credentials - err: exec: "docker-credential-desktop": ' +
      "executable file not found in $PATH, out: ``",
  );
  assert(problem.kind === "engine" && problem.hint.includes("credsStore"), problem.kind);
});

Deno.test("readPullError() tells an engine that is gone from a registry that is", () => {
  const gone = readPullError("a:1", captured("version/no-socket"));
  assert(gone.problem.kind === "engine" && gone.problem.reason === "daemon-unreachable");
  assertEquals(gone.retryAfterMs, null);
  const cut = saying("unexpected EOF");
  assert(cut.problem.kind === "engine" && cut.problem.reason === "image-pull-failed");
  assertEquals(cut.retryAfterMs, 2_000);
});

Deno.test("readPullError() keeps the engine's disk apart from a registry that denies", () => {
  const full = saying("failed to register layer: write /lib/x: no space left on device");
  assert(full.problem.kind === "engine" && full.problem.hint.startsWith("Free space"));
  const mine = saying("open /var/lib/docker/tmp/x: permission denied");
  assert(mine.problem.kind === "engine" && !mine.problem.hint.includes("docker login"));
});

Deno.test("readPullError() explains a client that never started or was killed", () => {
  const missing = readPullError("a:1", neverStarted("not-found"));
  assert(missing.problem.kind === "engine" && missing.problem.reason === "docker-missing");
  const killed = readPullError("a:1", killedAtDeadline());
  assert(killed.problem.kind === "engine" && killed.problem.reason === "image-pull-failed");
  assertEquals([missing.retryAfterMs, killed.retryAfterMs], [null, null]);
});

/** The reference a case was captured with: the last word of its command. */
function referenceOf(name: CaseName): string {
  const fault = name.replace(/^pull\/(?:cli20-|podman-)?/, "");
  if (fault === "bad-reference") return "UPPER:1";
  if (fault === "armlist") return "127.0.0.1:5999/armlist:1";
  return `127.0.0.1:5999/qa-gate/tests:${fault === "refused" ? "1" : fault}`;
}
