import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { scriptJson } from "../../../lib/formats/script_json.ts";
import { anyText } from "../../support/any_test.ts";

Deno.test("scriptJson() is JSON of the value, and has no character that HTML gives a meaning", () => {
  fc.assert(fc.property(fc.array(anyText), (texts) => {
    const json = scriptJson(texts);
    assertEquals(JSON.parse(json), texts);
    assert(!/[<>&\u2028\u2029\n]/.test(json), json);
  }));
  assertEquals(scriptJson("</script><!--"), '"\\u003c/script\\u003e\\u003c!--"');
});
