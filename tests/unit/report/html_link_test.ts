import { assertEquals } from "@std/assert";
import { commandLine, fileLink } from "../../../lib/report/html_link.ts";

Deno.test("fileLink() leads to a file of the run, from wherever the page stands", () => {
  assertEquals(
    fileLink("", "suites/a b/stdout.log").text,
    '<a data-file href="./suites/a%20b/stdout.log">suites/a b/stdout.log</a>',
  );
  assertEquals(fileLink("../run/", "x.json", "3").text, '<a data-file href="../run/x.json">3</a>');
});

Deno.test("fileLink() leads nowhere else: no scheme, no way out, no other machine", () => {
  assertEquals(
    fileLink("", "javascript:alert(1)").text,
    '<a data-file href="./javascript%3Aalert(1)">javascript:alert(1)</a>',
  );
  for (const path of ["../x", "a/../../x", "/etc/passwd", "//host/x", "a\\..\\b", "", "a//b"]) {
    assertEquals(fileLink("", path).text.startsWith("<span>"), true, path);
  }
  const quoted = fileLink("", 'a" onclick="x').text;
  assertEquals(quoted.includes(' onclick="'), false, quoted);
});

Deno.test("commandLine() shows the very words that its button copies, escaped", () => {
  const { text } = commandLine("echo '<b>'", 'a "test"');
  assertEquals(text.includes('<code tabindex="0">echo &#39;&lt;b&gt;&#39;</code>'), true, text);
  assertEquals(text.includes('aria-label="Copy the command: a &quot;test&quot;"'), true, text);
});
