import { assertEquals, assertNotEquals } from "@std/assert";
import { faultOfTemplate } from "../../../lib/model/template.ts";

for (
  const template of [
    "deno task qa:replay {record} --suite {suite} --test {test}",
    "pytest {file} -k {test} 'quoted' \"and\" \\' {suite}",
    "cd x && tool --only={test} | tee log",
    "echo ${HOME} {suite}#1",
  ]
) {
  Deno.test(`faultOfTemplate() accepts ${template}`, () => {
    assertEquals(
      faultOfTemplate(template),
      template.includes("${") ? "{HOME} stands for nothing" : null,
    );
  });
}

for (
  const template of [
    "tool {nothing}",
    "tool '{test}'",
    'tool "a {test}"',
    "tool `cat {file}`",
    "tool # {test}",
    "tool; # {test}",
    "tool \\{test}",
    "tool ${test}",
    "cat << {test}",
    "{file} --help",
    " {file}",
    "tool\n{test}",
  ]
) {
  Deno.test(`faultOfTemplate() refuses ${JSON.stringify(template)}`, () => {
    assertNotEquals(faultOfTemplate(template), null);
  });
}
