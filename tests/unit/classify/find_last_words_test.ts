import { assertEquals } from "@std/assert";
import { findLastWords, tellLastWords } from "../../../lib/classify/find_last_words.ts";

Deno.test("findLastWords() quotes what a tool complained of, whatever stands around it", () => {
  const log = "npm error A complete log of this run can be found in: x.log";
  const npx = 'npm error npx canceled due to missing packages and no YES option: ["jest@30.5.2"]';
  const behave = "/usr/bin/python3: No module named behave";
  const usage = "__main__.py: error: unrecognized arguments: -n2";
  const conftest = "E   ModuleNotFoundError: No module named 'nonexistent_mod'";
  const cargo = "error: could not find `Cargo.toml` in `/p` or any parent directory";
  const noScript = 'npm error Missing script: "test"';
  assertEquals(findLastWords(`npm warn Unknown user config\n${npx}\n${log}\n`), npx);
  assertEquals(
    findLastWords(`${noScript}\nnpm error\nnpm error To see a list of scripts, run:\n`),
    noScript,
  );
  assertEquals(findLastWords(behave), behave);
  assertEquals(
    findLastWords(`ERROR: usage: x\n${usage}\n  inifile: None\n  rootdir: /w\n\n`),
    usage,
  );
  assertEquals(findLastWords(`conftest.py:1: in <module>\n${conftest}\n`), conftest);
  assertEquals(findLastWords(`\u001b[0m\u001b[31m${cargo}\u001b[0m\r\n`), cargo);
});

Deno.test("findLastWords() takes the last line where nothing complains, and nothing for nothing", () => {
  assertEquals(findLastWords("one\ntwo\n \n"), "two");
  assertEquals(findLastWords(" \n"), null);
  assertEquals(findLastWords("x".repeat(1000))?.length, 300);
});

Deno.test("tellLastWords() names no cause: that is for the signatures", () => {
  const source = "suites/unit/failsafe-1/stderr.log";
  const { class: of, message, evidence } = tellLastWords("No module named behave", source);
  assertEquals(of, "unknown");
  assertEquals(message, "it told of no test, and said: No module named behave");
  assertEquals(evidence, [{ source, quote: "No module named behave" }]);
});
