import { assert, assertEquals } from "@std/assert";
import oneText from "../../../fixtures/docker/ps/one/stdout.txt" with { type: "text" };
import noSocketPsText from "../../../fixtures/docker/ps/no-socket/stderr.txt" with { type: "text" };
import deadText from "../../../fixtures/docker/remove/no-socket/stderr.txt" with { type: "text" };
import goneText from "../../../fixtures/docker/remove/missing/stderr.txt" with { type: "text" };
import { fenceContainer } from "../../../lib/execute/fence_container.ts";
import type { FakeAnswer } from "../../support/fake_answer.ts";
import { fakeHost, type FakeScript } from "../../support/fake_host.ts";
import { noteInto, sampleContainerExecution } from "../../support/sample_container_execution.ts";

const ID = "c".repeat(64);
const TICKET = "/spool/box/ticket";
const DEAD: FakeAnswer = { code: 1, stderr: deadText };
const LISTED = `${JSON.stringify({ ...JSON.parse(oneText), name: "qa-1-lint-2" })}\n`;
const LISTED_ID = JSON.parse(oneText).id;
const HANGS: FakeAnswer = { hangs: true };

interface Rig {
  readonly id?: string;
  readonly groupSeen?: boolean;
  readonly remove?: FakeAnswer;
  readonly list?: FakeAnswer;
  /** What the control group holds, asked again and again; the last one stays. */
  readonly groups?: readonly (readonly number[] | "none" | "missing" | "hidden")[];
  /** Empty unless said, as it is made; null where the tests have taken it away. */
  readonly trailer?: string | null;
  readonly wasStarted?: boolean;
  readonly withEntryScript?: boolean;
  readonly failures?: FakeScript["failures"];
}

async function fence(rig: Rig) {
  const { id = ID, groupSeen = false, groups = ["missing"], withEntryScript = true } = rig;
  const ticketAt: (string | null)[] = [];
  const look = () => void ticketAt.push(host.files.paths().includes(TICKET) ? "there" : "gone");
  const host = fakeHost({
    files: {
      [TICKET]: "run\n",
      ...(rig.trailer === null ? {} : { "/spool/box/trailer.txt": rig.trailer ?? "" }),
    },
    failures: rig.failures ?? [],
    programs: [
      { match: ([, verb]) => verb === "rm" && (look(), true), ...rig.remove },
      { match: ([, verb]) => verb === "ps" && (look(), true), ...rig.list },
    ],
  });
  const [notes, asked] = [new Array<string>(), new Array<number>()];
  const execution = sampleContainerExecution({
    request: { withEntryScript },
    journal: noteInto(notes),
    processes: () => {
      look();
      asked.push(host.monotonicMs());
      const ids = groups[Math.min(asked.length, groups.length) - 1] ?? "missing";
      return Promise.resolve(typeof ids === "string" ? { kind: ids } : { kind: "some", ids });
    },
  });
  const isAlone = await fenceContainer(host, execution, {
    id,
    groupSeen,
    wasStarted: rig.wasStarted ?? false,
  });
  const expected = rig.failures ? "there" : "gone";
  assertEquals(new Set(ticketAt), new Set([expected]), "the ticket is taken away before all else");
  const calls = host.calls.map(({ argv }) => `${argv[1]} ${argv.at(-1)}`);
  const killed = host.signals.map(({ pid }) => pid);
  return { isAlone, notes, calls, killed, asked, tookMs: host.monotonicMs() };
}

Deno.test("fenceContainer() takes the ticket away, and has the engine remove the container", async () => {
  const { isAlone, notes, calls, killed } = await fence({});
  assertEquals([isAlone, calls, killed], [true, [`rm ${ID}`], []]);
  assertEquals(notes, [
    "intent revoke the container was given up",
    "done revoke",
    "intent remove the container was given up",
    "done remove",
  ]);
});

Deno.test("fenceContainer() kills what an engine has forgotten of the container that it removed", async () => {
  const { isAlone, notes, killed } = await fence({ groups: [[41, 42], [41], "missing"] });
  assertEquals([isAlone, killed], [true, [41]]);
  assertEquals(notes.slice(-2), [
    "intent kill-processes the engine has forgotten them",
    "done kill-processes",
  ]);
});

Deno.test("fenceContainer() is content with a container that is gone already", async () => {
  const { isAlone } = await fence({ remove: { code: 1, stderr: goneText } });
  assertEquals(isAlone, true);
});

Deno.test("fenceContainer() finds by its labels a container whose id was never told", async () => {
  const { isAlone, calls } = await fence({ id: "", list: { stdout: LISTED } });
  assertEquals([isAlone, calls.at(-1)], [true, `rm ${LISTED_ID}`]);
});

Deno.test("fenceContainer() has nothing to remove where the engine knows of none", async () => {
  const { isAlone, calls } = await fence({ id: "" });
  assertEquals([isAlone, calls.length], [true, 1]);
});

Deno.test("fenceContainer() lets the ticket do where a lost container cannot be looked for", async () => {
  const list = { code: 1, stderr: noSocketPsText };
  const { isAlone, calls, asked } = await fence({ id: "", list, groups: [[412]] });
  assertEquals([isAlone, calls.length, asked], [true, 1, []]);
  const begun = await fence({ id: "", list, trailer: "nonce f00d\n" });
  assertEquals(begun.isAlone, false, "it came up before its ticket was taken away");
});

Deno.test("fenceContainer() kills the processes where the engine does not answer", async () => {
  for (const remove of [DEAD, HANGS]) {
    const groups = [[412, 413], [412, 413], [413], "none"] as const;
    const { isAlone, killed, notes } = await fence({ remove, groups, trailer: "nonce f00d\n" });
    assertEquals([isAlone, killed], [true, [412, 413, 413]]);
    assertEquals(notes.slice(-2), [
      "intent kill-processes the engine does not answer",
      "done kill-processes",
    ]);
  }
});

Deno.test("fenceContainer() takes a group that vanishes while it kills for an end", async () => {
  const running = { remove: DEAD, trailer: "nonce f00d\n" };
  const gone = await fence({ ...running, groups: [[412], [412], "missing"] });
  assertEquals(gone.isAlone, true);
  const hidden = await fence({ ...running, groups: [[412], [412], "hidden"] });
  assertEquals(hidden.isAlone, false);
});

Deno.test("fenceContainer() may have tests beside it that survive SIGKILL, in bounded time", async () => {
  const { isAlone, notes, asked, tookMs } = await fence({
    remove: DEAD,
    groups: [[412]],
    trailer: "nonce f00d\n",
  });
  assertEquals(isAlone, false);
  assertEquals(notes.at(-1), "failed kill-processes processes of the container are still there");
  assert(tookMs >= 3_000 && tookMs <= 3_200, `${tookMs} ms`);
  assert(asked.length <= 64, `asked ${asked.length} times`);
});

Deno.test("fenceContainer() is alone where the group is empty, or gone after it was seen", async () => {
  const running = { remove: DEAD, trailer: "nonce f00d\nspooled 1\n" };
  const groups = { none: ["none"], gone: ["missing"] } as const;
  for (const rig of [{ groups: groups.none }, { groups: groups.gone, groupSeen: true }]) {
    const { isAlone, killed, notes } = await fence({ ...running, ...rig });
    assertEquals([isAlone, killed], [true, []]);
    assertEquals(notes.length, 4, "nothing was killed, and nothing says so");
  }
});

Deno.test("fenceContainer() is not alone with processes that it cannot name, nor where nothing can be seen", async () => {
  const running = { remove: DEAD, trailer: "nonce f00d\nspooled 1\n" };
  for (const rig of [{ groups: ["hidden"], groupSeen: true }, { groups: ["missing"] }] as const) {
    assertEquals((await fence({ ...running, ...rig })).isAlone, false);
  }
});

Deno.test("fenceContainer() trusts no ticket that could not be taken away", async () => {
  const failures = [{ path: TICKET, code: "read-only" }] as const;
  const { isAlone, notes } = await fence({ remove: DEAD, failures });
  assertEquals([isAlone, notes[1]], [false, "failed revoke fake: read-only"]);
});

Deno.test("fenceContainer() is not alone where tests began and nothing tells of their end", async () => {
  for (const trailer of ["nonce f00d\n", "nonce f00d\nspooled 1\nexit_code 0", "non"]) {
    assertEquals((await fence({ remove: DEAD, trailer })).isAlone, false, trailer);
  }
});

Deno.test("fenceContainer() is alone where the tests have told their end, or never begun", async () => {
  const ended = await fence({ remove: DEAD, trailer: "nonce f00d\nexit_code 1\n" });
  assertEquals(ended.isAlone, true);
  assertEquals((await fence({ remove: DEAD })).isAlone, true);
});

Deno.test("fenceContainer() is not alone where tests that were started made their trailer away", async () => {
  for (const rig of [{ trailer: null }, { trailer: "", wasStarted: true }]) {
    assertEquals((await fence({ remove: DEAD, ...rig })).isAlone, false);
  }
  const ended = { trailer: "nonce f00d\nexit_code 1\n", wasStarted: true };
  assertEquals((await fence({ remove: DEAD, ...ended })).isAlone, true);
});

Deno.test("fenceContainer() waits a moment for the first line of a script that has just read its ticket", async () => {
  const { tookMs } = await fence({ remove: DEAD });
  assertEquals(tookMs, 50);
});

Deno.test("fenceContainer() trusts no ticket where no script of ours runs inside", async () => {
  const plain = { withEntryScript: false };
  assertEquals((await fence({ ...plain, remove: DEAD })).isAlone, false);
  assertEquals((await fence({ ...plain, remove: DEAD, trailer: "exit_code 0\n" })).isAlone, false);
  assertEquals((await fence(plain)).isAlone, true, "the engine removed it");
});

Deno.test("fenceContainer() gives a hanging engine the time of one call", async () => {
  const { isAlone, tookMs } = await fence({ remove: HANGS });
  assertEquals([isAlone, tookMs], [true, 30_050]);
});
