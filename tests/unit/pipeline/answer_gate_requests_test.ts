import { assertEquals } from "@std/assert";
import type { GateAnswer, GateRequest } from "../../../lib/model/gate.ts";
import { openGateAnswers } from "../../../lib/pipeline/answer_gate_requests.ts";
import { fakeHost, type FakeScript } from "../../support/fake_host.ts";

const PLACES = { root: "/project", outputs: "/project/outputs/qa" };
const READS = { startsPrograms: false };

function open(script: FakeScript) {
  const host = fakeHost(script);
  return { host, answers: openGateAnswers(host, PLACES) };
}

async function ask(files: FakeScript["files"], request: GateRequest): Promise<GateAnswer> {
  const { answers } = open({ files: files ?? {} });
  const [answer] = await answers.answer([request], READS);
  return answer!;
}

/** `code: why` of what could not be read, or what it is. */
function told(answer: GateAnswer): string {
  return answer.is === "unread" ? `${answer.code}: ${answer.why}` : answer.is;
}

Deno.test("openGateAnswers() reads and parses a file once for everybody", async () => {
  const { host, answers } = open({ files: { "/project/a.json": '{"n": 1}' } });
  let opened = 0;
  const counting = openGateAnswers({
    ...host,
    files: {
      ...host.files,
      readBytes: (path, maxBytes) => {
        opened++;
        return host.files.readBytes(path, maxBytes);
      },
    },
  }, PLACES);
  const request = { as: "json", path: "a.json" } as const;
  const all = await counting.answer([request, request], READS);
  await counting.answer([request], READS);
  assertEquals(opened, 1);
  assertEquals(all.map((one) => one.is === "json" ? one.value : null), [{ n: 1 }, { n: 1 }]);
  assertEquals(counting.seen().map(({ path, sizeBytes }) => [path, sizeBytes]), [["a.json", 8]]);
  assertEquals(answers.seen(), []);
});

Deno.test("openGateAnswers() stays inside of the project, whatever a path says", async () => {
  const files = {
    "/secret": "s",
    "/project/in.json": "{}",
    "/project/out": { kind: "link", to: "/secret" },
    "/project/folder_out": { kind: "link", to: "/" },
    "/project/inside": { kind: "link", to: "/project/in.json" },
    "/project/nowhere": { kind: "link", to: "/project/gone" },
    "/project/fifo": { kind: "other" },
    "/project/folder": { kind: "folder" },
  } as const;
  const json = async (path: string) => told(await ask(files, { as: "json", path }));
  assertEquals(await json("../secret"), "outside: ../secret lies outside of the project");
  assertEquals(await json("/secret"), "outside: /secret lies outside of the project");
  assertEquals(await json("out"), "outside: out is a link that leads out of the project");
  assertEquals(
    await json("folder_out/secret"),
    "outside: folder_out/secret is a link that leads out of the project",
  );
  assertEquals(await json("inside"), "json");
  assertEquals(await json("nowhere"), "not-found: nowhere is a link that leads nowhere");
  assertEquals(await json("gone"), "not-found: gone does not exist");
  assertEquals(await json("fifo"), "not-a-file: fifo is no regular file");
  assertEquals(await json("folder"), "not-a-file: folder is no regular file");
  assertEquals(await json(""), "outside: an empty path lies outside of the project");
  assertEquals(await json("a\u001b[2J"), 'outside: "a\\u001b[2J" lies outside of the project');
});

Deno.test("openGateAnswers() refuses JSON that is deep, cut, empty, too large or none", async () => {
  const json = async (text: string, maxBytes?: number) =>
    told(
      await ask({ "/project/a": text }, {
        ...{ as: "json", path: "a" },
        ...maxBytes === undefined ? {} : { maxBytes },
      }),
    );
  assertEquals(
    await json("[".repeat(100_000)),
    "malformed: a cannot be read: it nests deeper than 64 levels",
  );
  assertEquals(
    await json('{"a": [1'),
    "malformed: a cannot be read: it ends in the middle of its JSON",
  );
  assertEquals(await json(""), "malformed: a cannot be read: it is empty");
  assertEquals(await json("a: b"), "malformed: a cannot be read: it is no JSON");
  assertEquals(
    await json("[1, 2]", 3),
    "too-large: a is larger than 3 bytes, the most that is read of it",
  );
});

Deno.test("openGateAnswers() gives what is called __proto__ as a field of its own", async () => {
  const answer = await ask({ "/project/a": '{"__proto__": {"admin": true}}' }, {
    as: "json",
    path: "a",
  });
  const value = answer.is === "json" ? answer.value as Record<string, unknown> : {};
  assertEquals(["admin" in value, Object.keys(value)], [false, ["__proto__"]]);
});

Deno.test("openGateAnswers() gives text, and size and digest without the content", async () => {
  const files = { "/project/a.txt": "abc" };
  const text = await ask(files, { as: "text", path: "a.txt" });
  assertEquals(text.is === "text" && text.text, "abc");
  const digest = await ask(files, { as: "digest", path: "a.txt" });
  assertEquals(
    digest.is === "digest" && [digest.facts.sizeBytes, digest.facts.sha256.slice(0, 8)],
    [3, "ba7816bf"],
  );
});

Deno.test("openGateAnswers() lists files by globs, and follows no link", async () => {
  const files = {
    "/project/src/a.ts": "",
    "/project/src/deep/b.ts": "",
    "/project/src/c.md": "",
    "/project/src/link": { kind: "link", to: "/project/src/deep" },
    "/project/.git/x.ts": "",
    "/project/gen/d.ts": "",
  } as const;
  const list = async (globs: readonly string[], except: readonly string[] = []) => {
    const answer = await ask(files, { as: "files", globs, except });
    return answer.is === "files" ? [...answer.paths, String(answer.isWhole)] : [told(answer)];
  };
  assertEquals(await list(["**/*.ts"]), ["gen/d.ts", "src/a.ts", "src/deep/b.ts", "true"]);
  assertEquals(await list(["**/*.ts"], ["src/deep/**", "gen/*"]), ["src/a.ts", "true"]);
  assertEquals(await list(["src/*.ts", "src/deep/*.ts", "src/a.ts"]), [
    "src/a.ts",
    "src/deep/b.ts",
    "true",
  ]);
  assertEquals(await list(["nothing/**"]), ["true"]);
  assertEquals(await list(["../**"]), ["true"]);
});

Deno.test("openGateAnswers() says that a listing is not whole where a folder cannot be read", async () => {
  const { answers } = open({
    files: { "/project/a/x.ts": "", "/project/b/y.ts": "" },
    failures: [{ actions: ["list"], path: "/project/a", code: "permission-denied" }],
  });
  const [answer] = await answers.answer([{ as: "files", globs: ["**"], except: [] }], READS);
  assertEquals(answer?.is === "files" && [answer.paths, answer.isWhole], [["b/y.ts"], false]);
});

Deno.test("openGateAnswers() starts a program only for who may, in a folder of the project", async () => {
  const { host, answers } = open({
    programs: [{ match: ([name]) => name === "tool", stdout: "1.2\n", code: 3 }],
    environment: { PATH: "/usr/bin" },
    files: { "/usr/bin/tool": "x" },
  });
  const request = { as: "program", argv: ["tool", "-v"], cwd: ".", timeoutMs: 1000 } as const;
  const [refused] = await answers.answer([request], READS);
  assertEquals(told(refused!), "refused: this kind of gate may not start a program");
  assertEquals(host.calls.length, 0);
  const rights = { startsPrograms: true };
  const [ran] = await answers.answer([request], rights);
  assertEquals(ran?.is === "program" && [ran.exitCode, ran.stdout], [3, "1.2\n"]);
  const ask = async (changes: Record<string, unknown>) =>
    told((await answers.answer([{ ...request, ...changes }], rights))[0]!);
  assertEquals(await ask({ cwd: ".." }), "outside: .. lies outside of the project");
  assertEquals(await ask({ argv: ["gone"] }), "not-found: gone is not found in PATH");
  assertEquals(await ask({ argv: [] }), "refused: an empty path is no program that can be started");
});

Deno.test("openGateAnswers() names a run that is not there, and looks at none outside", async () => {
  const record = async (given: string) =>
    told(await ask({ "/elsewhere/summary.json": "{}" }, { as: "record", given }));
  assertEquals(await record("latest"), "not-found: there is no run in /project/outputs/qa");
  assertEquals(await record("../elsewhere"), "outside: ../elsewhere lies outside of the project");
  assertEquals((await record("r1")).startsWith("not-found: "), true);
  const evidence = told(await ask({}, { as: "evidence", given: "latest" }));
  assertEquals(evidence, "not-found: there is no run in /project/outputs/qa");
});
