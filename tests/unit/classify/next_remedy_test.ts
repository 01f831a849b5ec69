import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { REMEDY_ROWS } from "../../../lib/catalog/remedies.ts";
import { describeChange } from "../../../lib/classify/describe_change.ts";
import { keyOf, nextRemedy } from "../../../lib/classify/next_remedy.ts";
import { type Finding, ROOT_CAUSE_CLASSES } from "../../../lib/model/finding.ts";
import { SUITE_OUTCOMES } from "../../../lib/model/outcome.ts";
import type {
  AttemptResult,
  AttemptSettings,
  NextStep,
  RemedySituation,
} from "../../../lib/model/remedy.ts";
import {
  ALL_REACHED,
  SAMPLE_CAPS,
  SAMPLE_MEANS,
  SAMPLE_SETTINGS,
  sampleAttempt,
  sampleFinding,
} from "../../support/sample_attempt.ts";

const MEBIBYTE = 1024 ** 2;
type Attempts = readonly Partial<AttemptResult>[];

function next(attempts: Attempts, given: Partial<RemedySituation> = {}): NextStep {
  const situation = { caps: SAMPLE_CAPS, means: SAMPLE_MEANS, ...given };
  return nextRemedy({ ...situation, attempts: attempts.map(sampleAttempt) }, REMEDY_ROWS);
}

function turned(step: NextStep): AttemptSettings {
  assert(step.kind === "change", JSON.stringify(step));
  return step.settings;
}

const because = (of: Finding["class"], confidence?: number) => ({
  findings: [sampleFinding(of, confidence)],
});

Deno.test("nextRemedy() doubles the memory of what ran out of it, and says from what to what", () => {
  const step = next([because("oom")]);
  assertEquals(turned(step).memoryBytes, 128 * MEBIBYTE);
  assert(step.kind === "change");
  assertEquals([step.remedy, step.change], ["raise-memory", "memory 64m -> 128m"]);
  assertEquals(step.because?.class, "oom");
});

Deno.test("nextRemedy() goes to the cap, then runs serially, then a minimal selection, then stops", () => {
  const caps = { ...SAMPLE_CAPS, memoryBytes: 100 * MEBIBYTE };
  const seen: string[] = [];
  const attempts: Partial<AttemptResult>[] = [because("oom")];
  for (;;) {
    const step = next(attempts, { caps });
    if (step.kind !== "change") {
      assert(step.kind === "stop");
      assertStringIncludes(step.why, "it was oom");
      break;
    }
    seen.push(step.remedy);
    attempts.push({ ...because("oom"), settings: step.settings });
  }
  assertEquals(seen, ["raise-memory", "lower-parallelism", "minimal-selection"]);
});

Deno.test("nextRemedy() answers each cause with its own first remedy", () => {
  const remedyOf = (of: Finding["class"], means = {}) => {
    const step = next([because(of)], { means: { ...SAMPLE_MEANS, collectable: [], ...means } });
    return step.kind === "change" ? step.remedy : step.kind;
  };
  assertEquals(remedyOf("timeout"), "increase-timeout");
  assertEquals(remedyOf("hang"), "stream-and-snapshot");
  assertEquals(remedyOf("shared-memory"), "raise-shm");
  assertEquals(remedyOf("process-limit"), "raise-pids");
  assertEquals(remedyOf("mount", { betterRoot: "/elsewhere" }), "fix-mount");
  assertEquals(remedyOf("workdir", { betterCwd: "sub" }), "fix-workdir");
  assertEquals(remedyOf("permission", { betterUser: "1000:1000" }), "fix-user");
  assertEquals(remedyOf("daemon"), "stop");
  assertEquals(remedyOf("image"), "stop");
  assertEquals(remedyOf("disk-full"), "minimal-selection");
});

Deno.test("nextRemedy() leaves out the files that a finding blames", () => {
  const step = next([{ ...because("import"), culprits: ["tests/test_b.py"] }]);
  assertEquals(turned(step).targets?.map(({ file }) => file), [
    "tests/test_a.py",
    "tests/test_c.py",
  ]);
});

Deno.test("nextRemedy() asks the tool what it collects once, and runs that", () => {
  const means = { ...SAMPLE_MEANS, canDropPlugins: false, canQuiet: false };
  assertEquals(next([because("discovery")], { means }), { kind: "ask-listing" });
  const asked = { ...means, collectable: ["tests/test_c.py"] };
  const step = next([because("discovery")], { means: asked });
  assertEquals(turned(step).targets, [{ file: "tests/test_c.py", class: "", name: "" }]);
});

Deno.test("nextRemedy() gives a suite that came no further with more time no more of it", () => {
  const longer = { ...SAMPLE_SETTINGS, timeoutMs: 120_000 };
  const step = next([
    { ...because("timeout"), progress: 10 },
    { ...because("timeout"), progress: 10, settings: longer },
  ]);
  assert(step.kind === "change");
  assertEquals(step.remedy, "lower-parallelism");
  const further = next([
    { ...because("timeout"), progress: 10 },
    { ...because("timeout"), progress: 20, settings: longer },
  ]);
  assertEquals(turned(further).timeoutMs, 240_000);
});

Deno.test("nextRemedy() pulls an image only where pulling was switched off", () => {
  const never = { ...SAMPLE_SETTINGS, pull: "never" } as const;
  assertEquals(turned(next([{ ...because("image"), settings: never }])).pull, "missing");
  assertEquals(next([because("image")]).kind, "stop");
});

Deno.test("nextRemedy() stops at tests that fail by themselves, and needs nobody for it", () => {
  const step = next([{ outcome: "failed", reached: ALL_REACHED, ...because("assertion") }]);
  assert(step.kind === "stop");
  assertEquals(step.needsPeople, false);
  assertStringIncludes(step.why, "what fails now are tests");
});

Deno.test("nextRemedy() goes on where tests ran and a child of theirs was out of memory", () => {
  const step = next([{ outcome: "passed", reached: ALL_REACHED, ...because("oom") }]);
  assertEquals(turned(step).memoryBytes, 128 * MEBIBYTE);
});

Deno.test("nextRemedy() walks back to the whole suite with what has helped", () => {
  const targets = [{ file: "tests/test_a.py", class: "", name: "" }];
  const helped = { ...SAMPLE_SETTINGS, memoryBytes: 128 * MEBIBYTE, targets };
  const part = { outcome: "passed", reached: ALL_REACHED, settings: helped } as const;
  const step = next([because("oom"), part]);
  assert(step.kind === "change");
  assertEquals(step.remedy, "full-suite");
  assertEquals(step.settings, { ...helped, targets: null });
  const whole = { ...because("oom"), settings: { ...helped, targets: null } };
  assertEquals(next([because("oom"), whole, part]).kind, "stop");
});

Deno.test("nextRemedy() mends a part that ran and died of something before it goes back", () => {
  const targets = [{ file: "tests/test_a.py", class: "", name: "" }];
  const part = { ...SAMPLE_SETTINGS, targets };
  const died = { reached: ALL_REACHED, settings: part, ...because("oom") };
  const step = next([because("import"), died]);
  assert(step.kind === "change");
  assertEquals([step.remedy, step.settings.targets], ["raise-memory", targets]);
});

Deno.test("nextRemedy() stops where the way back ends at a cause that the whole suite had before", () => {
  const targets = [{ file: "tests/test_a.py", class: "", name: "" }];
  const more = { ...SAMPLE_SETTINGS, memoryBytes: 128 * MEBIBYTE };
  const part = { ...SAMPLE_SETTINGS, targets };
  const attempts: Attempts = [
    because("import"),
    { ...because("oom"), settings: part },
    { outcome: "passed", reached: ALL_REACHED, settings: { ...more, targets } },
  ];
  assertEquals(turned(next(attempts)), more);
  const back = next([...attempts, { ...because("import"), settings: more }]);
  assert(back.kind === "stop");
  assertStringIncludes(back.why, "still fails: it was import");
  // A cause that is new on the way back is mended as any other.
  assertEquals(next([...attempts, { ...because("timeout"), settings: more }]).kind, "change");
});

Deno.test("nextRemedy() stops at a daemon that is in trouble, with what that is", () => {
  const findings = [sampleFinding("daemon", 0.95), sampleFinding("oom", 0.5)];
  const step = next([{ findings }]);
  assert(step.kind === "stop");
  assertEquals(step.needsPeople, true);
  assertStringIncludes(step.why, "it was daemon");
});

Deno.test("nextRemedy() stops after the attempts that it is allowed", () => {
  const caps = { ...SAMPLE_CAPS, attempts: 1 };
  const step = next([because("oom")], { caps });
  assert(step.kind === "stop");
  assertStringIncludes(step.why, "all 1 attempts are used");
});

const finding: fc.Arbitrary<Finding> = fc.record({
  class: fc.constantFrom(...ROOT_CAUSE_CLASSES),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  message: fc.constant("seen"),
  evidence: fc.constant([]),
  remedy: fc.constant(""),
});
const observed = fc.record({
  outcome: fc.constantFrom(...SUITE_OUTCOMES),
  reached: fc.record({
    started: fc.boolean(),
    projectVisible: fc.boolean(),
    testCompleted: fc.boolean(),
    exitRecorded: fc.boolean(),
  }),
  findings: fc.array(finding, { maxLength: 3 }),
  memoryPeakBytes: fc.option(fc.nat(2 ** 30)),
  isMemoryOwn: fc.boolean(),
  progress: fc.nat(1000),
  culprits: fc.subarray([...SAMPLE_MEANS.files]),
});
const means = fc.record({
  canSelect: fc.boolean(),
  canSerialize: fc.boolean(),
  canQuiet: fc.boolean(),
  canDropPlugins: fc.boolean(),
  canWatch: fc.boolean(),
  canList: fc.boolean(),
  files: fc.subarray([...SAMPLE_MEANS.files]),
  collectable: fc.constant(null),
  betterMounts: fc.option(fc.constant([{ source: "/a", target: "/b", readOnly: true }])),
  betterRoot: fc.option(fc.constant("/elsewhere")),
  betterWorkdir: fc.option(fc.constant("/w")),
  betterCwd: fc.option(fc.constant("sub")),
  betterUser: fc.option(fc.constantFrom("", "1000:1000")),
});

Deno.test("nextRemedy() ends whatever is observed: no settings twice, one change each, no cap passed", () => {
  const most = 40;
  fc.assert(
    fc.property(fc.array(observed, { minLength: most, maxLength: most }), means, (all, given) => {
      const caps = { ...SAMPLE_CAPS, attempts: most + 1 };
      const attempts: AttemptResult[] = [];
      let settings: AttemptSettings = SAMPLE_SETTINGS;
      let collectable: readonly string[] | null = null;
      for (const one of all) {
        attempts.push({ ...one, settings });
        const ask = () =>
          nextRemedy({ attempts, caps, means: { ...given, collectable } }, REMEDY_ROWS);
        let step = ask();
        if (step.kind === "ask-listing") {
          collectable = given.files.slice(1);
          step = ask();
        }
        if (step.kind === "stop") return;
        // Asked once, it does not ask again.
        assert(step.kind === "change");
        const before = new Set(attempts.map(({ settings }) => keyOf(settings)));
        assert(!before.has(keyOf(step.settings)), "the same settings twice");
        assertEquals(describeChange(settings, step.settings).split(" -> ").length, 2);
        assert((step.settings.memoryBytes ?? 0) <= caps.memoryBytes);
        assert(step.settings.timeoutMs <= caps.timeoutMs);
        assert((step.settings.shmSizeBytes ?? 0) <= caps.shmSizeBytes);
        assert((step.settings.pidsLimit ?? 0) <= caps.pidsLimit);
        settings = step.settings;
      }
      assert(false, "it did not end by itself");
    }),
    { numRuns: 300 },
  );
});
