import { assertEquals } from "@std/assert";
import { QA_GATE_FLAGS } from "../../../lib/config/qa_gate_flags.ts";
import { REPLAY_FLAGS } from "../../../lib/config/replay_flags.ts";
import { nameRecords } from "../../../lib/pipeline/name_records.ts";

const PATHS = ["/runs/a", "/runs/b"];

Deno.test("nameRecords() puts absolute paths in the place of the records that were given", () => {
  const call = ["replay.ts", "latest", "--suite", "unit", "../b", "--test=-x y", "--serial"];
  assertEquals(nameRecords(REPLAY_FLAGS, call, { paths: PATHS }), [
    ...["replay.ts", "/runs/a", "/runs/b"],
    ...["--suite", "unit", "--test=-x y", "--serial"],
  ]);
});

Deno.test("nameRecords() names records by their flag in the gate", () => {
  const call = ["qa_gate.ts", "--rerun-from", "latest", "--memory=1g", "--rerun-from=b"];
  assertEquals(nameRecords(QA_GATE_FLAGS, call, { paths: PATHS }), [
    ...["qa_gate.ts", "--rerun-from", "/runs/a", "--rerun-from", "/runs/b", "--memory=1g"],
  ]);
});

Deno.test("nameRecords() leaves flags away that do not stay, with their values", () => {
  const call = ["replay.ts", "a", "--suite", "unit", "--print", "--mode", "failsafe", "-h"];
  const without = new Set(["suite", "print"]);
  assertEquals(nameRecords(REPLAY_FLAGS, call, { paths: ["/a"], without }), [
    ...["replay.ts", "/a", "--mode", "failsafe", "-h"],
  ]);
});
