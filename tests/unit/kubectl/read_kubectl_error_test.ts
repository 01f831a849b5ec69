import { assertEquals } from "@std/assert";
import { hasKubectlFailed, readKubectlError } from "../../../lib/kubectl/read_kubectl_error.ts";
import type { CommandOutput } from "../../../lib/model/command.ts";
import brokenConfig from "../../../fixtures/kubectl/get/broken-config/stderr.txt" with {
  type: "text",
};
import noContext from "../../../fixtures/kubectl/get/no-context/stderr.txt" with { type: "text" };
import refused from "../../../fixtures/kubectl/get/refused/stderr.txt" with { type: "text" };
import refusedCreate from "../../../fixtures/kubectl/create/refused/stderr.txt" with {
  type: "text",
};
import noFile from "../../../fixtures/kubectl/create/no-file/stderr.txt" with { type: "text" };

const ENDED: CommandOutput = {
  ...{ code: 1, signal: null, stdout: "", stderr: "", timedOut: false },
  ...{ spawnFailure: null, durationMs: 5 },
};

function kindOf(stderr: string): string {
  return readKubectlError({ ...ENDED, stderr }).kind;
}

Deno.test("readKubectlError() tells a server that is out of reach from what is asked wrongly", () => {
  assertEquals([refused, refusedCreate].map(kindOf), ["engine", "engine"]);
  const wrong = [brokenConfig, noContext, noFile];
  assertEquals(wrong.map(kindOf), wrong.map(() => "engine-refused"));
});

Deno.test("readKubectlError() gives kubectl's own last word, not its log", () => {
  const problem = readKubectlError({ ...ENDED, stderr: refused });
  assertEquals(
    problem.kind === "engine" && problem.detail,
    "The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?",
  );
});

// The words of a server that answers are those of its documentation: no cluster was asked.
Deno.test("readKubectlError() knows what a user may not do, and silence", () => {
  const forbidden = 'Error from server (Forbidden): pods is forbidden: User "u" cannot list';
  assertEquals(kindOf(forbidden), "engine-refused");
  const silent = readKubectlError({ ...ENDED, timedOut: true });
  assertEquals(silent.kind, "engine");
  const bare = readKubectlError({ ...ENDED, code: 3, stderr: "\u0007\n" });
  assertEquals("detail" in bare && bare.detail, "kubectl ended with code 3");
  assertEquals(readKubectlError({ ...ENDED, spawnFailure: "not-found" }).kind, "engine-refused");
  assertEquals(hasKubectlFailed({ ...ENDED, code: 0 }), false);
});
