import { assertEquals } from "@std/assert";
import { receiveLife } from "../../../lib/execute/receive_life.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { spellFrames } from "../../support/spell_frames.ts";

const OWNER = { nonce: "n", task: 0, folder: "/spool/one" };

async function receive(lines: readonly string[], host = fakeHost()) {
  const life = receiveLife(host, OWNER);
  await life.push(new TextEncoder().encode(lines.map((line) => `${line}\n`).join("")));
  return { told: life.told(), host };
}

const LIFE = { nonce: "n", life: "l", task: 0 };

Deno.test("receiveLife() puts the files of each suite into the spool, whole", async () => {
  const report = "<testsuite/>".repeat(2000);
  const lines = spellFrames({
    ...LIFE,
    suites: [{ code: 0, files: { report, stdout: "hi\n" } }, { code: 1, files: { report: "" } }],
  });
  const { told, host } = await receive(lines);
  assertEquals([told.toldCode, told.faults, told.frames], [1, [], lines.length]);
  const file = told.suites.get(0)?.files.get("report");
  assertEquals([file?.state, file?.sizeBytes, file?.cameBytes], [
    "whole",
    report.length,
    report.length,
  ]);
  const read = await host.files.readText(file?.path ?? "");
  assertEquals(read.ok && read.value, report);
  assertEquals(told.suites.get(1)?.files.get("report")?.path, null);
  assertEquals(told.suites.get(1)?.done, { code: 1, why: "exited", durationMs: 1000 });
});

Deno.test("receiveLife() believes no file whose size or hash is another one", async () => {
  const sizes = await receive(respell((line) => line.replace("whole 3 -", "whole 4 -")));
  assertEquals(sizes.told.faults, ["stdout: 4 bytes were sent and 3 came"]);
  const hashes = await receive(
    respell((line) => line.replace("whole 3 -", `whole 3 ${"0".repeat(64)}`)),
  );
  assertEquals(hashes.told.faults, ["stdout: what came is not what was sent"]);
});

/** Frames by their length, so that they can be changed. */
function respell(change: (text: string) => string): readonly string[] {
  return spellFrames({ ...LIFE, suites: [{ code: 0, files: { stdout: "hi\n" } }] })
    .map((line, at) => `${change(line.slice(line.indexOf(" ") + 1))} .${at}`)
    .map((text) => `qa1:l${text.length} ${text}`);
}

Deno.test("receiveLife() tells of a suite that was begun and never done", async () => {
  const { told } = await receive(
    spellFrames({ ...LIFE, suites: [{ code: 0, files: { stdout: "hi\n" } }] }).slice(0, 3),
  );
  const suite = told.suites.get(0);
  assertEquals([suite?.begun, suite?.done, told.toldCode], [true, null, null]);
  assertEquals(suite?.files.get("stdout")?.state, "open");
});
