import { assert, assertEquals } from "@std/assert";
import { compareEnvironment, type EnvironmentNow } from "../../../lib/plan/compare_environment.ts";
import type { ReplayEnvironmentJson } from "../../../lib/model/replay_bundle_json.ts";
import { sampleReplayEnvironment, sampleSource } from "../../support/sample_replay.ts";

const RECORDED = sampleReplayEnvironment();
const NOW: EnvironmentNow = {
  project: "sample",
  git: { commit: "a".repeat(40), dirty: false },
  configDigest: "c".repeat(64),
  qaGateVersion: "1.0.0",
  denoVersion: "2.9.6",
  os: "linux",
  arch: "x86_64",
  engineVersion: "28.2.2",
  image: { id: `sha256:${"1".repeat(64)}`, digests: [] },
};

function differ(now: Partial<EnvironmentNow>, recorded: Partial<ReplayEnvironmentJson> = {}) {
  const { record } = sampleSource([], { environment: { ...RECORDED, ...recorded } });
  return compareEnvironment(record, { ...NOW, ...now });
}

Deno.test("compareEnvironment() says nothing where all is the same, or is not known", () => {
  assertEquals(differ({}), []);
  assertEquals(differ({ engineVersion: null, configDigest: "" }), []);
  const { image: _image, engineVersion: _engine, ...unasked } = NOW;
  const { record } = sampleSource([]);
  assertEquals(compareEnvironment(record, unasked), []);
  assertEquals(
    differ({}, { git_sha: null, git_dirty: null, image_id: null, image_digest: null }),
    [],
  );
});

Deno.test("compareEnvironment() tells each difference by what it is", () => {
  const cases: readonly (readonly [Partial<EnvironmentNow>, string, string])[] = [
    [{ project: "other" }, "project", "--root"],
    [{ git: { commit: "b".repeat(40), dirty: false } }, "commit", `git checkout ${"a".repeat(40)}`],
    [{ git: null }, "commit", "safe.directory"],
    [{ git: { commit: "a".repeat(40), dirty: true } }, "dirty-tree", "git stash"],
    [{ configDigest: "d" }, "configuration", "qa.jsonc"],
    [{ image: null }, "image", "not on this machine"],
    [{ image: { id: "sha256:9", digests: [] } }, "image", "another image"],
    [{ qaGateVersion: "2.0.0" }, "version", "recorded one"],
    [{ denoVersion: "3.0.0" }, "version", "Deno"],
    [{ engineVersion: "20.10.24" }, "engine", "engine"],
    [{ os: "darwin" }, "machine", "system"],
    [{ arch: "aarch64" }, "machine", "processor"],
  ];
  for (const [now, what, words] of cases) {
    const [told, ...more] = differ(now);
    assertEquals([told?.what, more.length], [what, 0], JSON.stringify(now));
    assert(told?.effect.includes(words), told?.effect);
  }
});

Deno.test("compareEnvironment() says that changes which no commit holds cannot be had", () => {
  const [told] = differ({}, { git_dirty: true });
  assertEquals([told?.what, told?.recorded, told?.now], [
    "dirty-tree",
    "changes that are not committed",
    "clean",
  ]);
});

Deno.test("compareEnvironment() puts no word of a stranger into a command", () => {
  const [told] = differ({}, { git_sha: "--upload-pack=evil; rm -rf ~" });
  assertEquals(told?.what, "commit");
  assert(!told?.effect.includes("git checkout"));
});

Deno.test("compareEnvironment() says that a record is too old to be compared", () => {
  const { record } = sampleSource([], { environment: null });
  assertEquals(compareEnvironment(record, NOW).map(({ what }) => what), ["version"]);
});
