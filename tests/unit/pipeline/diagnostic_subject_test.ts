import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { loadRunners } from "../../../lib/catalog/runners.ts";
import { DIAGNOSTIC_FLAGS } from "../../../lib/config/diagnostic_flags.ts";
import { parseFlags } from "../../../lib/config/parse_flags.ts";
import { diagnosticSubject } from "../../../lib/pipeline/diagnostic_subject.ts";
import { loadProject } from "../../../lib/pipeline/load_plan.ts";
import { fakeHost } from "../../support/fake_host.ts";

const CONFIG = JSON.stringify({
  container: { image: "shop:1" },
  suites: [
    { name: "lint", command: ["lint"] },
    { name: "unit", runner: "pytest", args: ["-q"] },
    { name: "e2e", runner: "pytest", kind: "e2e" },
  ],
});

async function ask(args: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const host = fakeHost({ files: { "/project/tests/test_a.py": "", ...files } });
  const flags = parseFlags(DIAGNOSTIC_FLAGS, args);
  assert(flags.ok);
  const project = await loadProject(host, flags.value, () => loadRunners(null));
  assert(project.ok, JSON.stringify(project));
  return await diagnosticSubject(host, flags.value, project.value);
}

async function found(args: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const subject = await ask(args, files);
  assert(subject.ok, JSON.stringify(subject));
  return subject.value;
}

const WITH_CONFIG = { "/project/qa.jsonc": CONFIG };

Deno.test("diagnosticSubject() takes the first suite that runs tests, or the one that is named", async () => {
  const { suite, others } = await found([], WITH_CONFIG);
  assertEquals([suite.name, others], ["unit", ["lint", "e2e"]]);
  assertEquals((await found(["--suite", "e2e"], WITH_CONFIG)).suite.name, "e2e");
  const wrong = await ask(["--suite", "unti"], WITH_CONFIG);
  assert(!wrong.ok && wrong.error.kind === "usage");
  assertStringIncludes(wrong.error.hint, '"unit"');
});

Deno.test("diagnosticSubject() works without a configuration", async () => {
  const { suite } = await found(["--image", "x:1"]);
  assertEquals([suite.runner, suite.container?.image], ["pytest", "x:1"]);
  assertEquals((await found([])).suite.container, null);
});

Deno.test("diagnosticSubject() puts --pytest-args behind the suite's own", async () => {
  const { suite } = await found(["--pytest-args", "-k 'a or b'"], WITH_CONFIG);
  assertEquals(suite.full.request?.args, ["-q", "-k", "a or b"]);
});

Deno.test("diagnosticSubject() takes any command, with the configuration's container", async () => {
  const { suite, others } = await found(["--", "make", "check"], WITH_CONFIG);
  assertEquals(suite.full.argv, ["make", "check"]);
  assertEquals([suite.kind, suite.container?.image, others], ["check", "shop:1", []]);
});

Deno.test("diagnosticSubject() runs a plain call of pytest as pytest, paths apart from arguments", async () => {
  for (const call of [["pytest"], ["python3", "-m", "pytest"]]) {
    const words = [...call, "-x", "-k", "tests", "tests", "tests/test_a.py::test_b"];
    const { suite } = await found(["--image", "x:1", "--", ...words]);
    assertEquals([suite.runner, suite.kind], ["pytest", "unit"]);
    assertEquals(suite.full.request?.paths, ["tests", "tests/test_a.py::test_b"]);
  }
  assertEquals(
    (await found(["--image", "x:1", "--", "sh", "-c", "pytest"])).suite.runner,
    "command",
  );
});

Deno.test("diagnosticSubject() takes a folder to mount that is missing, and checks the rest", async () => {
  const { suite } = await found(["--mount", "/no/such:/data"], WITH_CONFIG);
  assertEquals(suite.container?.mounts, [
    { source: "/no/such", target: "/data", readOnly: false },
  ]);
  assertEquals((await ask(["--mount", "/project/tests:/workspace"], WITH_CONFIG)).ok, false);
});
