import { assertEquals } from "@std/assert";
import { findLastWords } from "../../../lib/classify/find_last_words.ts";

const SOURCE = "suites/unit/failsafe-1/stderr.log";

/** Class and quote of what is found. */
function told(text: string): readonly (string | undefined)[] {
  const found = findLastWords(text, SOURCE);
  return found === null ? [] : [found.class, found.evidence[0]?.quote];
}

Deno.test("findLastWords() quotes what a tool complained of, whatever stands around it", () => {
  const log = "npm error A complete log of this run can be found in: x.log";
  const npx = 'npm error npx canceled due to missing packages and no YES option: ["jest@30.5.2"]';
  const behave = "/usr/bin/python3: No module named behave";
  const usage = "__main__.py: error: unrecognized arguments: -n2";
  const conftest = "E   ModuleNotFoundError: No module named 'nonexistent_mod'";
  const cargo = "error: could not find `Cargo.toml` in `/p` or any parent directory";
  const noScript = 'npm error Missing script: "test"';
  assertEquals(told(`npm warn Unknown user config\n${npx}\n${log}\n`), ["missing-dependency", npx]);
  assertEquals(told(`${noScript}\nnpm error\nnpm error To see a list of scripts, run:\n`), [
    "unknown",
    noScript,
  ]);
  assertEquals(told(behave), ["missing-dependency", behave]);
  assertEquals(told(`ERROR: usage: x\n${usage}\n  inifile: None\n  rootdir: /w\n\n`), [
    "unknown",
    usage,
  ]);
  assertEquals(told(`conftest.py:1: in <module>\n${conftest}\n`), ["missing-dependency", conftest]);
  assertEquals(told(`\u001b[0m\u001b[31m${cargo}\u001b[0m\r\n`), ["unknown", cargo]);
});

Deno.test("findLastWords() takes the last line where nothing complains, and nothing for nothing", () => {
  assertEquals(told("one\ntwo\n \n"), ["unknown", "two"]);
  assertEquals(told(" \n"), []);
  assertEquals(told("x".repeat(1000))[1]?.length, 300);
});
