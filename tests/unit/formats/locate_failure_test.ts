import { assertEquals } from "@std/assert";
import { locateFailure } from "../../../lib/formats/locate_failure.ts";

const TRACE = `def test_total():
>       check(cart())

tests/test_cart.py:12:
_ _ _ _ _
>       assert cart.total == 4
E       AssertionError: tests/test_cart.py:99: not a place

tests/test_cart.py:7: AssertionError`;

Deno.test("locateFailure() gives the last line that a traceback names in the test's file", () => {
  assertEquals(locateFailure("tests/test_cart.py", TRACE), 7);
});

Deno.test("locateFailure() gives null when the file is not named, or unknown", () => {
  assertEquals(locateFailure("tests/test_other.py", TRACE), null);
  assertEquals(locateFailure("", TRACE), null);
  assertEquals(locateFailure("a.py", "at a.py:3: x"), null);
});
