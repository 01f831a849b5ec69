import { assertEquals } from "@std/assert";
import { findCulprits } from "../../../lib/classify/find_culprits.ts";

const FILES = ["app/tests/test_a.py", "app/tests/test_b.py"];
const blamed = (text: string, files = FILES) => findCulprits({ failures: [] }, { text, files });

Deno.test("findCulprits() reads which files were not collected, told from another folder too", () => {
  assertEquals(blamed("_____ ERROR collecting tests/test_b.py _____\n"), ["app/tests/test_b.py"]);
  assertEquals(blamed("ERROR tests/test_b.py - ImportError: x\n"), ["app/tests/test_b.py"]);
});

Deno.test("findCulprits() blames only files that are known, and never all of them", () => {
  assertEquals(blamed("ERROR other/test_x.py - no\n"), []);
  assertEquals(blamed("ERROR tests/test_a.py - no\nERROR tests/test_b.py - no\n"), []);
});
