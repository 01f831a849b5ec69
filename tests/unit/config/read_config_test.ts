import { assert, assertEquals, assertMatch } from "@std/assert";
import { readConfig } from "../../../lib/config/read_config.ts";

/** `line:column message | hint` of the problem that a text is. */
function refusal(text: string): string {
  const read = readConfig(text, "qa.jsonc");
  assert(!read.ok, `accepted ${text}`);
  assert(read.error.kind === "config");
  assertEquals(read.error.path, "qa.jsonc");
  return `${read.error.line}:${read.error.column} ${read.error.message} | ${read.error.hint}`;
}

/** The same for the inside of the one suite of a configuration. */
function suiteRefusal(inside: string): string {
  return refusal(`{"suites": [{"name": "a", ${inside}}]}`);
}

Deno.test("readConfig() reads a whole configuration and knows its lines", () => {
  const text = `{
  // all of it
  "project": "p",
  "container": { "build": {}, "memory": "512m", "env": { "A": null } },
  "suites": [
    { "name": "unit", "runner": "pytest",
      "timeout": 90 }
  ]
}`;
  const read = readConfig(text, "qa.jsonc");
  assert(read.ok);
  assertEquals(read.value.config.container?.build?.context, ".");
  assertEquals(read.value.lineOf(["suites", 0, "timeout"]), 7);
  assertEquals(read.value.lineOf(["suites", 0, "nothing"]), 6);
});

Deno.test("readConfig() names the nearest key when one is misspelt", () => {
  assertMatch(refusal('{"suits": []}'), /^1:2 Unknown key "suits" \| Did you mean "suites"\?/);
  assertMatch(
    suiteRefusal('"runer": "pytest"'),
    /^1:27 Unknown key "runer" of suites\[0\] \| Did you mean "runner"\? Accepted keys: name, /,
  );
  assertMatch(suiteRefusal('"failsafe": {"path": []}'), /Did you mean "paths"\?/);
});

Deno.test("readConfig() tells the offending text and what is accepted", () => {
  assertMatch(refusal("[]"), /^1:1 the configuration is \[\]/);
  assertMatch(refusal('{"profile": "fulll"}'), /"fulll".*Did you mean "full"\? one of quick, foc/);
  assertMatch(refusal('{"jobs": 0}'), /^1:10 jobs is 0.*from 1 to 256/);
  assertMatch(refusal('{"container":\n {"cpus": -1}}'), /^2:11 container\.cpus is -1.*above 0/);
  assertMatch(refusal('{"container": {"memory": true}}'), /memory is true.*bytes above 0/);
  assertMatch(refusal('{"container": {"timeout": 0}}'), /timeout is 0.*seconds above 0/);
  assertMatch(refusal('{"container": {"env": {"A": 3}}}'), /env\.A is 3.*a string or null/);
  assertMatch(refusal('{"suites": [{}]}'), /suites\[0\]\.name is missing/);
  assertMatch(suiteRefusal('"failsafe": 3'), /failsafe is 3.*true or false or an object/);
});

Deno.test("readConfig() reports the first fault in the text and counts the others", () => {
  const text = '{"suites": [{"name": "a b"}],\n "jobs": 0}';
  assertMatch(refusal(text), /^1:22 .*\(and 1 more\)/);
});

Deno.test("readConfig() refuses duplicate keys and keeps prototypes clean", () => {
  assertMatch(refusal('{"jobs": 1, "jobs": 2}'), /^1:13 .*"jobs" is given twice/);
  assertMatch(refusal('{"__proto__": {"polluted": 1}}'), /refused/);
  assertMatch(refusal('{"constructor": 1}'), /Unknown key "constructor"/);
  assertEquals("polluted" in {}, false);
});

Deno.test("readConfig() refuses sizes and durations that are none", () => {
  assertMatch(refusal('{"container": {"memory": "2 gigs"}}'), /^1:26 .*"2 gigs" is not a size/);
  assertMatch(refusal('{"container": {"shm_size": "0"}}'), /no size at all/);
  assertMatch(suiteRefusal('"timeout": "0s"'), /no time at all/);
  assertMatch(suiteRefusal('"failsafe": {"timeout": "soon"}'), /not a duration/);
});

Deno.test("readConfig() refuses names twice, needs of nobody and needs in a circle", () => {
  assertMatch(refusal('{"suites": [{"name": "a"}, {"name": "A"}]}'), /^1:37 .*another suite too/);
  assertMatch(
    refusal('{"suites": [{"name": "e2e", "needs": ["unti"]}, {"name": "unit"}]}'),
    /^1:39 .*no suite "unti" \| Did you mean "unit"/,
  );
  assertMatch(suiteRefusal('"needs": ["a"]'), /circle: a -> a/);
  assertMatch(
    refusal(
      '{"suites": [{"name": "x", "needs": ["a"]}, {"name": "a", "needs": ["b"]}, ' +
        '{"name": "b", "needs": ["a"]}]}',
    ),
    /circle: a -> b -> a/,
  );
});

Deno.test("readConfig() refuses paths outside the root", () => {
  for (const key of ["cwd", "report"]) {
    assertMatch(suiteRefusal(`"${key}": "/abs"`), /absolute/);
    assertMatch(suiteRefusal(`"${key}": "../x"`), /outside the root/);
  }
  assertMatch(suiteRefusal('"paths": ["../x"]'), /outside the root/);
  assertMatch(suiteRefusal('"cwd": "x", "paths": ["../y", "../../z"]'), /paths\[1\].*outside/);
  assertMatch(suiteRefusal('"paths": ["--collect-only"]'), /begins with a dash/);
  assertMatch(suiteRefusal('"failsafe": {"paths": ["/etc"]}'), /absolute/);
  assertMatch(refusal('{"outputs": "../out"}'), /outside the root/);
  assertMatch(refusal('{"container": {"build": {"context": ".."}}}'), /outside the root/);
});

Deno.test("readConfig() refuses images, mounts, names and limits an engine must not see", () => {
  const container = (inside: string) => refusal(`{"container": {${inside}}}`);
  assertMatch(container('"image": "my image"'), /contains a space/);
  assertMatch(container('"image": "--privileged"'), /begins with a dash/);
  assertMatch(container('"image": "a", "build": {}'), /named and built at once/);
  assertMatch(container('"mounts": ["/var/lib:/x"]'), /absolute.*use --mount/);
  assertMatch(container('"mounts": ["x:/proc/self"]'), /kernel/);
  assertMatch(container('"network": "--privileged"'), /begins with a dash/);
  assertMatch(container('"user": "root x"'), /contains a space/);
  assertMatch(container('"workdir": "/proc"'), /kernel/);
  assertMatch(container('"env": {"A B": "x"}'), /^1:24 "A B" is not the name of a variable/);
  assertMatch(container('"ulimits": {"nofile": "many"}'), /not a limit/);
});
