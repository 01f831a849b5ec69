import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { QA_GATE_FLAGS } from "../../../lib/config/qa_gate_flags.ts";
import { REPLAY_FLAGS } from "../../../lib/config/replay_flags.ts";
import type { FlagRow } from "../../../lib/model/flag.ts";
import { formatCompletions } from "../../../lib/report/format_completions.ts";

const GATE = { name: "qa_gate", task: "qa:gate", rows: QA_GATE_FLAGS };
const REPLAY = { name: "replay", task: "qa:replay", rows: REPLAY_FLAGS, words: "record" } as const;

Deno.test("formatCompletions() names every flag, and every choice, in every shell", () => {
  for (const shell of ["bash", "zsh", "fish"]) {
    const text = formatCompletions(shell, GATE);
    for (const { name, choices = [], negatable } of QA_GATE_FLAGS) {
      assertStringIncludes(text, shell === "fish" ? `-l ${name}` : `--${name}`);
      if (negatable) {
        assertStringIncludes(text, shell === "fish" ? `-l no-${name}` : `--no-${name}`);
      }
      if (choices.length > 0) assertStringIncludes(text, choices.join(" "));
    }
    assertStringIncludes(text, "qa:gate");
  }
});

Deno.test("formatCompletions() leaves the words of other programs alone", () => {
  for (const shell of ["bash", "zsh", "fish"]) {
    const text = formatCompletions(shell, { ...REPLAY, name: "history", task: "qa:history" });
    assert(!/-c history |^ *(?:complete -F|#?compdef)[^\n]* history(?: |$)/m.test(text), text);
    assertStringIncludes(text, "qa_history");
  }
});

Deno.test("formatCompletions() lets no text of a flag become code", () => {
  const row: FlagRow = {
    name: "odd",
    group: "common",
    value: "text",
    placeholder: "<x>",
    summary: 'it\'s `id` $(id) "quoted" [x]: a\\b',
  };
  for (const shell of ["bash", "zsh", "fish"]) {
    const text = formatCompletions(shell, { ...GATE, rows: [row] });
    assert(!text.includes("`id`") && !text.includes("$(id)") && !text.includes("it's"), text);
  }
});

Deno.test("formatCompletions() refuses a shell that it does not know", () => {
  assertThrows(() => formatCompletions("tcsh", GATE));
  assertEquals(
    formatCompletions("bash", GATE).startsWith("# Completions of qa_gate for bash"),
    true,
  );
});
