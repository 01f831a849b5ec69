import { assert, assertEquals } from "@std/assert";
import { type EngineVerb, readEngineError } from "../../../lib/docker/read_engine_error.ts";
import { captured, CASE_NAMES, type CaseName, killedAtDeadline, neverStarted } from "./captured.ts";
import { MEANINGS, READ_ELSEWHERE } from "./engine_meanings.ts";

Deno.test.each(Object.keys(MEANINGS) as CaseName[])(
  "readEngineError() knows what %s means",
  (name) => {
    const problem = readEngineError(verbOf(name), captured(name));
    const meaning = problem.kind === "engine" ? problem.reason : "refused";
    assertEquals(meaning, MEANINGS[name]);
    assert("detail" in problem && "hint" in problem && problem.hint !== "", "no detail or hint");
    assert(
      problem.detail !== "" && !/^Error|\n|--help|Usage:/.test(problem.detail),
      problem.detail,
    );
  },
);

Deno.test("readEngineError() is tested with every failure that was captured", () => {
  const failures = CASE_NAMES.filter((name) => captured(name).code !== 0);
  const known = [...Object.keys(MEANINGS), ...READ_ELSEWHERE];
  assertEquals(failures.filter((name) => !known.includes(name)), []);
});

Deno.test("readEngineError() keeps the engine's own sentence as detail", () => {
  assertEquals(readEngineError("version", captured("version/permission")), {
    kind: "engine",
    reason: "daemon-permission-denied",
    detail:
      'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.50/version": dial unix /var/run/docker.sock: connect: permission denied',
    hint: "Add this user to the group of the engine's socket (usually `docker`) and log in again",
  });
  assertEquals(readEngineError("create", captured("create/unknown-flag")), {
    kind: "engine-refused",
    detail: "unknown flag: --nosuchflag",
    hint: "This client does not know the option: use a newer one, or another --docker-bin",
  });
});

Deno.test("readEngineError() quotes the last lines when a build fails", () => {
  const problem = readEngineError("build", captured("build/step-fails"));
  assert(problem.kind === "engine");
  assert(problem.detail.includes("returned a non-zero code: 7"), problem.detail);
  assert(problem.detail.includes("Step 2/2 : RUN"), problem.detail);
});

Deno.test("readEngineError() believes no message that a build step printed itself", () => {
  const stderr = captured("build/no-socket").stderr + captured("build/podman-step-fails").stderr;
  const problem = readEngineError("build", captured("build/podman-step-fails", { stderr }));
  assertEquals(problem.kind === "engine" && problem.reason, "image-build-failed");
});

Deno.test("readEngineError() refuses a build whose target or Dockerfile is not there", () => {
  const of = (last: string) => {
    const problem = readEngineError("build", captured("build/no-target", { stderr: `${last}\n` }));
    return `${problem.kind}: ${"hint" in problem ? problem.hint : ""}`;
  };
  const target = "engine-refused: Check `target` of the build: " +
    "the Dockerfile has no stage of that name";
  const dockerfile = "engine-refused: Check `dockerfile` of the build: " +
    "there is no such file in its context";
  const details = "\n\nView build details: docker-desktop://dashboard/build/default/default/x";
  const opened = "failed to read dockerfile: open Dockerfile: no such file or directory";
  assertEquals(
    [
      'ERROR: failed to solve: target stage "nosuch" could not be found',
      'ERROR: failed to build: failed to solve: target stage "nosuch" could not be found',
      `ERROR: failed to solve: ${opened}${details}`,
      `failed to solve with frontend dockerfile.v0: ${opened}`,
    ].map(of),
    [target, target, dockerfile, dockerfile],
  );
});

Deno.test("readEngineError() believes no missing target that a build step printed itself", () => {
  const printed = captured("build/no-target").stderr;
  const stderr = printed + captured("build/step-fails").stderr;
  const problem = readEngineError("build", captured("build/step-fails", { stderr }));
  assertEquals(problem.kind === "engine" && problem.reason, "image-build-failed");
});

Deno.test("readEngineError() bounds the detail when the engine is talkative", () => {
  const long = captured("create/no-socket", { stderr: "Error: " + "x".repeat(100_000) });
  const problem = readEngineError("create", long);
  assert("detail" in problem && problem.detail.length <= 600);
});

Deno.test("readEngineError() removes control characters when the engine prints some", () => {
  const stderr = "\x1b[31mError: bad\x1b[0m \x07thing\r\n";
  const problem = readEngineError("create", captured("create/no-socket", { stderr }));
  assertEquals("detail" in problem && problem.detail, "bad thing");
});

Deno.test("readEngineError() says so when the client said nothing", () => {
  const problem = readEngineError("start", captured("create/no-socket", { stderr: "", code: 137 }));
  assertEquals(problem, {
    kind: "engine",
    reason: "container-start-failed",
    detail: "`start` ended with code 137 and said nothing",
    hint: "Look at the engine's own log",
  });
});

Deno.test("readEngineError() explains a client that could not be started", () => {
  const reasons = (["not-found", "permission-denied", "other"] as const).map((failure) => {
    const problem = readEngineError("version", neverStarted(failure));
    return problem.kind === "engine" ? problem.reason : problem.kind;
  });
  assertEquals(reasons, ["docker-missing", "docker-missing", "docker-missing"]);
  for (const failure of ["bad-cwd", "arguments-too-long"] as const) {
    assertEquals(readEngineError("create", neverStarted(failure)).kind, "engine-refused");
  }
});

Deno.test("readEngineError() names the call and the time when the deadline passed", () => {
  assertEquals(readEngineError("create", killedAtDeadline()), {
    kind: "engine",
    reason: "daemon-too-slow",
    detail: "`create` gave no answer within 5.0 s",
    hint: "The engine hangs or is overloaded: restart it, or look at its log",
  });
  const pull = readEngineError("pull", killedAtDeadline());
  assertEquals(pull.kind === "engine" && pull.reason, "image-pull-failed");
});

function verbOf(name: CaseName): EngineVerb {
  return name.split("/")[0]?.replace("_", " ") as EngineVerb;
}
