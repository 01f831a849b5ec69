import { assertEquals } from "@std/assert";
import { failureOf, type JournalEntry, openJournal } from "../../../lib/execute/journal.ts";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import { JournalLine } from "../../../lib/model/journal.ts";
import { err, ok } from "../../../lib/model/result.ts";
import { fakeHost, type FakeScript } from "../../support/fake_host.ts";

const PATH = "/run/journal.jsonl";
const STOP: JournalEntry = {
  suite: "unit",
  attempt: 1,
  container: "qa-1",
  action: "stop",
  why: "deadline",
};

async function open(failures: FakeScript["failures"] = []) {
  const host = fakeHost({ files: { "/run": { kind: "folder" } }, failures });
  const warnings: string[] = [];
  const journal = await openJournal(host, PATH, {
    redactor: createRedactor(new Map([["TOKEN", "tulip-harbour-42"]])),
    warn: (message) => warnings.push(message),
  });
  const lines = () =>
    host.files.text(PATH).split("\n").slice(0, -1).map((line) =>
      JournalLine.parse(JSON.parse(line))
    );
  return { host, journal, warnings, lines };
}

Deno.test("Journal.act() has its intent on disk before it acts, and then how it ended", async () => {
  const { host, journal, lines } = await open();
  await host.sleep(1_000.4);
  const result = await journal.act(STOP, async () => {
    assertEquals(lines().map(({ phase }) => phase), ["intent"]);
    await host.sleep(50);
    return 7;
  }, () => null);
  const noted = { action: "stop", suite: "unit", attempt: 1, container: "qa-1" } as const;
  assertEquals(result, 7);
  assertEquals(lines(), [
    {
      at: "2026-01-02T03:04:06.000Z",
      monotonic_ms: 1000,
      phase: "intent",
      ...noted,
      why: "deadline",
    },
    { at: "2026-01-02T03:04:06.050Z", monotonic_ms: 1050, phase: "done", ...noted, why: "" },
  ]);
});

Deno.test("Journal.act() notes why an act failed, and gives its result all the same", async () => {
  const { journal, lines } = await open();
  const result = await journal.act(STOP, () => Promise.resolve("no"), (said) => `it said ${said}`);
  assertEquals(result, "no");
  assertEquals(lines().map(({ phase, why }) => [phase, why]), [
    ["intent", "deadline"],
    ["failed", "it said no"],
  ]);
});

Deno.test("Journal.act() keeps the intent of an act that never came back", async () => {
  const { journal, lines } = await open();
  void journal.act(STOP, () => new Promise(() => {}), () => null);
  await new Promise((resolve) => setTimeout(resolve, 0));
  assertEquals(lines().map(({ phase }) => phase), ["intent"]);
});

Deno.test("Journal.act() writes no secret, and lines that stay lines", async () => {
  const { host, journal, lines } = await open();
  const act = () => Promise.resolve();
  await journal.act(STOP, act, () => "cannot use\ntulip-harbour-42");
  assertEquals(lines().map(({ why }) => why), ["deadline", "cannot use\n[redacted:env:TOKEN]"]);
  assertEquals(host.files.text(PATH).includes("tulip-harbour-42"), false);
});

Deno.test("Journal.act() notes acts that overlap, each line whole", async () => {
  const { host, journal, lines } = await open();
  await Promise.all(
    [30, 10, 20].map((ms, at) =>
      journal.act({ ...STOP, container: `qa-${at}` }, () => host.sleep(ms), () => null)
    ),
  );
  const done = lines().filter(({ phase }) => phase === "done").map(({ container }) => container);
  assertEquals([lines().length, done], [6, ["qa-1", "qa-2", "qa-0"]]);
});

Deno.test("openJournal() warns once of a file that cannot be written, and acts all the same", async () => {
  const { host, journal, warnings } = await open([{ path: PATH, code: "read-only" }]);
  let acts = 0;
  for (let nth = 0; nth < 3; nth++) {
    await journal.act(STOP, () => Promise.resolve(acts++), () => null);
  }
  await journal.close();
  assertEquals(acts, 3);
  assertEquals(warnings, ["journal.jsonl cannot be written"]);
  assertEquals(host.files.paths(), []);
});

Deno.test("Journal.act() warns once when the disk fills up, and acts all the same", async () => {
  const { host, journal, warnings, lines } = await open();
  let acts = 0;
  const act = () => journal.act(STOP, () => Promise.resolve(acts++), () => null);
  await act();
  host.files.failures.push({ path: PATH, code: "disk-full" });
  await act();
  await act();
  assertEquals([acts, lines().length], [3, 2]);
  assertEquals(warnings, ["journal.jsonl is cut: it could not be written any more"]);
});

Deno.test("openJournal() goes on with a journal that is there", async () => {
  const host = fakeHost({ files: { [PATH]: "old\n" } });
  const options = { redactor: createRedactor(new Map()), warn: () => {} };
  const journal = await openJournal(host, PATH, options);
  await journal.act(STOP, () => Promise.resolve(), () => null);
  await journal.close();
  assertEquals(host.files.text(PATH).split("\n").length, 4);
});

Deno.test("failureOf() tells a problem in its own words, and nothing of a success", () => {
  assertEquals(failureOf({ result: ok(1) }), null);
  const lost = { kind: "engine", reason: "daemon-lost", detail: "no answer", hint: "" } as const;
  assertEquals(failureOf({ result: err(lost) }), "no answer");
});
