import { assertEquals } from "@std/assert";
import { findMisspeltVariables } from "../../../lib/config/find_misspelt_variables.ts";
import { QA_GATE_FLAGS } from "../../../lib/config/qa_gate_flags.ts";

function find(...names: string[]) {
  return findMisspeltVariables(
    QA_GATE_FLAGS,
    Object.fromEntries(names.map((name) => [name, "hunter2"])),
  );
}

Deno.test("findMisspeltVariables() names the variable that was meant", () => {
  assertEquals(find("QA_MDOE", "QA_TIMOUT", "QA_CPU", "QA_DOCKERBIN", "QA_RUNID"), [
    "QA_CPU is not known; did you mean QA_CPUS?",
    "QA_DOCKERBIN is not known; did you mean QA_DOCKER_BIN?",
    "QA_MDOE is not known; did you mean QA_MODE?",
    "QA_RUNID is not known; did you mean QA_RUN_ID?",
    "QA_TIMOUT is not known; did you mean QA_TIMEOUT?",
  ]);
});

Deno.test("findMisspeltVariables() leaves other people's variables alone", () => {
  assertEquals(find("QA_HOME", "QA_TOKEN", "QA_SERVER_URL", "QA_", "QA", "MDOE", "XQA_MDOE"), []);
});

Deno.test("findMisspeltVariables() accepts every variable of a flag, and what is empty", () => {
  assertEquals(find(...QA_GATE_FLAGS.flatMap(({ env }) => env ?? [])), []);
  assertEquals(findMisspeltVariables(QA_GATE_FLAGS, { QA_MDOE: "" }), []);
});
