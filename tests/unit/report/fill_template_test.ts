import { assertEquals } from "@std/assert";
import { fillTemplate } from "../../../lib/report/fill_template.ts";

const VALUES = { suite: "unit", test: "test_a[it's $HOME]", file: null, record: "latest" };

Deno.test("fillTemplate() quotes each value as one word", () => {
  assertEquals(
    fillTemplate("qa {record} --suite {suite} --test={test}", VALUES),
    "qa latest --suite unit --test='test_a[it'\\''s $HOME]'",
  );
});

Deno.test("fillTemplate() leaves out a command of which a part is not known", () => {
  assertEquals(fillTemplate("pytest {file}", VALUES), null);
  assertEquals(fillTemplate("tool {nothing}", VALUES), null);
});

Deno.test("fillTemplate() lets no value become an option", () => {
  assertEquals(fillTemplate("rm {test}", { ...VALUES, test: "-rf" }), null);
  assertEquals(fillTemplate("tool --test={test}", { ...VALUES, test: "-rf" }), "tool --test=-rf");
});

Deno.test("fillTemplate() keeps signs of replacement and empty values as they are", () => {
  assertEquals(fillTemplate("tool {test}", { ...VALUES, test: "$& $1" }), "tool '$& $1'");
  assertEquals(fillTemplate("tool {test}", { ...VALUES, test: "" }), "tool ''");
  assertEquals(fillTemplate("tool {test}", { ...VALUES, test: "{suite}" }), "tool '{suite}'");
});
