import { assert, assertEquals, assertMatch } from "@std/assert";
import { judgeDoctor } from "../../../lib/classify/judge_doctor.ts";
import type { DoctorFacts } from "../../../lib/model/doctor.ts";

const FACTS: DoctorFacts = {
  mode: "auto",
  isStrict: false,
  config: { from: "qa.jsonc", suites: 1 },
  engine: { client: "28.2.2", server: "20.10.24", platform: "linux/amd64" },
  images: [{ reference: "app:1", state: "present", why: "", hint: "" }],
  inside: { isNonceRead: true, why: "", image: "app:1", workdir: "/workspace" },
  mounts: [],
  programs: [
    { suite: "unit", required: true, place: "container", program: "python3", isThere: true },
    { suite: "unit", required: true, place: "failsafe", program: "python3", isThere: true },
  ],
  disks: [{ what: "project", path: "/p", freeBytes: 5 * 1024 ** 3, inodesFree: 1_000_000 }],
  outputs: { path: "/p/outputs/qa", fault: null },
  root: { path: "/p", fault: null },
  expiries: [],
  today: "2026-11-20",
  clocks: { files: 3, engine: -200 },
  leftovers: { containers: 0, spools: 0 },
  tookMs: {},
};

const OFF = {
  reason: "daemon-unreachable",
  detail: "no socket",
  hint: "Start it",
  at: "preflight",
} as const;

function judge(changes: Partial<DoctorFacts>) {
  return judgeDoctor({ ...FACTS, ...changes });
}

/** The checks that are not plainly fine, in short. */
function faults(changes: Partial<DoctorFacts>): readonly string[] {
  return judge(changes).checks.filter(({ status }) => status !== "ok")
    .map(({ id, status, says, remedy }) => {
      assert(remedy !== "", `${id} without a remedy`);
      return `${status} ${id}: ${says}`;
    });
}

Deno.test("judgeDoctor() finds nothing where all is right", () => {
  assertEquals(faults({}), []);
  const { can_run_in, exit_code, says } = judge({});
  assertEquals([can_run_in, exit_code], [["container", "failsafe"], 0]);
  assertMatch(says, /can run in its container$/);
});

Deno.test("judgeDoctor() exits as a gate could: degraded is fine unless it is not enough", () => {
  const exits = (changes: Partial<DoctorFacts>) => {
    const { can_run_in, exit_code } = judge(changes);
    return `${can_run_in.join(" ") || "nowhere"}: ${exit_code}`;
  };
  const local = { engine: OFF, images: [], inside: null };
  assertEquals(exits(local), "failsafe: 0");
  assertEquals(exits({ ...local, isStrict: true }), "failsafe: 6");
  assertEquals(exits({ ...local, mode: "container" }), "failsafe: 3");
  assertEquals(exits({ ...local, programs: [] }), "nowhere: 3");
  assertEquals(exits({ mode: "failsafe", engine: null, images: [] }), "failsafe: 0");
  assertEquals(exits({ mode: "failsafe", engine: null, images: [], programs: [] }), "nowhere: 3");
  assertEquals(exits({ root: { path: "/p", fault: "denied" } }), "nowhere: 3");
});

Deno.test("judgeDoctor() takes a program that is missing for what its suite is worth", () => {
  const [inside, local] = FACTS.programs;
  const gone = { ...inside!, isThere: false };
  assertEquals(judge({ programs: [gone, local!] }).can_run_in, ["failsafe"]);
  assertEquals(faults({ programs: [gone, local!] }), [
    "fail runner: unit: python3 is not in its image",
  ]);
  const optional = { ...gone, required: false };
  assertEquals(judge({ programs: [optional, local!] }).can_run_in, ["container", "failsafe"]);
  assertEquals(faults({ programs: [optional, local!] }), [
    "warning runner: unit: python3 is not in its image",
  ]);
  // What nobody could look for keeps nothing from running.
  const unseen = { ...inside!, isThere: null };
  assertEquals(judge({ programs: [unseen] }).can_run_in, ["container"]);
});

Deno.test("judgeDoctor() says of an image what a run would do", () => {
  const image = (state: "pull" | "build" | "missing") => ({
    images: [{ reference: "app:1", state, why: "it is not there", hint: "Pull it" }],
    inside: null,
  });
  assertEquals(faults(image("pull")), [
    "warning image: app:1 is not there: a run would fetch it first",
  ]);
  assertEquals(faults(image("build")), [
    "warning image: app:1 is not there: a run would build it first",
  ]);
  assertEquals(faults(image("missing")), ["fail image: app:1: it is not there"]);
  assertEquals(judge(image("missing")).can_run_in, ["failsafe"]);
  assertMatch(judge(image("pull")).says, /once its image is there$/);
});

Deno.test("judgeDoctor() tells a mount that shows another file system", () => {
  const inside = { ...FACTS.inside!, isNonceRead: false, why: "not read" };
  assertEquals(faults({ inside }), ["fail mount: the project is not seen inside: not read"]);
  assertEquals(judge({ inside }).can_run_in, ["failsafe"]);
  assertEquals(faults({ inside: { ...inside, isNonceRead: null } }), [
    "warning mount: nobody could look from inside: not read",
  ]);
});

Deno.test("judgeDoctor() warns of little room, entries that expire, clocks and what was left", () => {
  const disk = (freeBytes: number, inodesFree: number | null) =>
    faults({ disks: [{ what: "engine", path: "/d", freeBytes, inodesFree }] })
      .map((text) => text.split(":")[0]);
  assertEquals(disk(5 * 1024 ** 3, null), []);
  assertEquals(disk(500 * 1024 ** 2, null), ["warning disk"]);
  assertEquals(disk(50 * 1024 ** 2, null), ["fail disk"]);
  assertEquals(disk(5 * 1024 ** 3, 10_000), ["warning disk"]);
  assertEquals(disk(5 * 1024 ** 3, 10), ["fail disk"]);
  const entry = (expires: string) =>
    faults({ expiries: [{ what: "quarantine", name: "unit::*", expires }] });
  assertEquals(entry("2027-01-01"), []);
  assertEquals(entry("2026-12-04"), [
    "warning quarantine: unit::* expires on 2026-12-04, in 14 days",
  ]);
  assertEquals(entry("2026-11-19"), ["warning quarantine: unit::* has expired on 2026-11-19"]);
  assertEquals(entry("no day"), []);
  assertEquals(faults({ clocks: { files: -60_000, engine: 31_000 } }), [
    "warning clock: the file system is 60 s away; the engine is 31 s away",
  ]);
  assertEquals(faults({ today: "1970-01-01" }), [
    "warning clock: this machine believes that it is 1970-01-01",
  ]);
  assertEquals(faults({ leftovers: { containers: 2, spools: 1 } }), [
    "warning leftovers: of runs that were killed: 2 containers, 1 private folder",
  ]);
  assertEquals(faults({ outputs: { path: "/o", fault: "denied" } }).length, 1);
});
