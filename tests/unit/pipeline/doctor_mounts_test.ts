import { assert, assertEquals } from "@std/assert";
import { betterPlaces, gatherMountFacts } from "../../../lib/pipeline/doctor_mounts.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { SAMPLE_CONTAINER, SAMPLE_PLAN } from "../../support/sample_plan.ts";

const [first] = SAMPLE_PLAN.suites;
assert(first !== undefined);
const suiteWith = (paths: readonly string[], mounts = SAMPLE_CONTAINER.mounts) => ({
  ...first,
  container: { ...SAMPLE_CONTAINER, mounts },
  full: {
    ...first.full,
    request: { runner: "pytest", paths, args: [], command: [], report: null },
  },
});
const host = fakeHost({
  files: {
    "/repo/pyproject.toml": "",
    "/repo/app/tests/test_a.py": "",
    "/repo/empty": { kind: "folder" },
  },
});
const FILES = { paths: ["pyproject.toml", "app/tests/test_a.py"], texts: {} };
const NOBODY = { mounts: [], user: null };

Deno.test("gatherMountFacts() finds where the paths are that a suite names", async () => {
  const suite = suiteWith(["tests"]);
  const facts = await gatherMountFacts(host, { suite, root: "/repo", files: FILES, view: null });
  assertEquals([facts.missingPaths, facts.foundIn], [["tests"], "app"]);
  assertEquals(betterPlaces(facts, NOBODY).betterCwd, "app");
});

Deno.test("gatherMountFacts() finds nothing missing where all is there", async () => {
  const suite = suiteWith(["app/tests/test_a.py::test_x", "app/*.py"]);
  const facts = await gatherMountFacts(host, { suite, root: "/repo", files: FILES, view: null });
  assertEquals([facts.missingPaths, facts.projectAbove], [[], null]);
});

Deno.test("gatherMountFacts() finds the project above an empty folder", async () => {
  const files = { paths: [], texts: {} };
  const suite = suiteWith([]);
  const facts = await gatherMountFacts(host, { suite, root: "/repo/empty", files, view: null });
  assertEquals(facts.projectAbove, "/repo");
  assertEquals(betterPlaces(facts, NOBODY).betterRoot, "/repo");
});

Deno.test("betterPlaces() leaves out mounts of what is not there", async () => {
  const gone = { source: "/no", target: "/data", readOnly: false };
  const there = { source: "/repo/app", target: "/app", readOnly: true };
  const suite = suiteWith([], [gone, there]);
  const facts = await gatherMountFacts(host, { suite, root: "/repo", files: FILES, view: null });
  assertEquals(facts.others.map(({ kind }) => kind), ["missing", "folder"]);
  assertEquals(betterPlaces(facts, { mounts: [gone, there], user: null }).betterMounts, [there]);
});
