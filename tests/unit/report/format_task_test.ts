import { assertEquals } from "@std/assert";
import { formatTask } from "../../../lib/report/format_task.ts";

Deno.test("formatTask() quotes every word, and leaves the places of our files to the script", () => {
  const text = formatTask([{
    command: {
      argv: ["py test", "--xml={report}", "{reports}/it's", ""],
      env: {},
      files: { "a b": "x\n" },
      cwd: "sub",
      timeoutMs: 1500,
      report: { from: "file", path: "{report}", format: "junit" },
    },
    ...{ graceMs: 10_000, root: "/work space", env: { A: "1 2" }, needs: [0, 2] },
  }], { nonce: "n1", nonceFile: "/work space/.nonce" });
  assertEquals(
    text,
    `qa_nonce=n1
qa_frame 'begin 1'
qa_suite 0 2 10 '0 2'
qa_file 'a b' 'x
'
qa_report="$qa_box"/report.xml
qa_enter() {
export A='1 2'
cd '/work space/sub'
}
qa_run '/work space/.nonce' 'py test' --xml="$qa_box"/report.xml "$qa_box"'/it'\\''s' ''
`,
  );
});

Deno.test("formatTask() tells a report at a fixed place from what stood there before", () => {
  const text = formatTask([{
    command: {
      ...{ argv: ["make"], env: {}, cwd: ".", timeoutMs: 1, list: "l" },
      report: { from: "file", path: "out/r.xml", format: "junit" },
    },
    ...{ graceMs: 0, root: "/w", env: {}, needs: [], list: "listing.jsonl" },
  }], { nonce: "n1", nonceFile: null });
  assertEquals(text.split("\n").slice(2, 7), [
    `printf '%s\\n' "$qa_nonce" >"$qa_root/nonce"`,
    "qa_suite 0 1 1 ''",
    "qa_report=/w/out/r.xml",
    "qa_fresh=fresh",
    'qa_list="$qa_box"/listing.jsonl',
  ]);
});
