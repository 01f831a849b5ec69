import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_LOUDLY } from "./replay_templates.ts";

const PANIC = {
  class: "panic",
  read: ["stdout.log", "stderr.log"],
  remedy: [
    "Read the line after `panicked at` or `panic:` and the first frame of the project's own code",
    "Turn on the whole trace: RUST_BACKTRACE=1, GOTRACEBACK=all",
  ],
  replay: AGAIN_LOUDLY,
  disproof: "The trace shows that a test's own assertion raised it",
} as const;

/** A Rust or Go program gave up: not an assertion of a test. */
export const PANIC_ROWS: readonly SignatureRow[] = [
  {
    ...PANIC,
    id: "panic-rust",
    title: "Rust code panicked",
    texts: [
      { pattern: /^called `(?:Option|Result)::\w{1,30}\(\)` on an? `(?:None|Err|Ok)` value/ },
      { pattern: /^index out of bounds: the len is \d/ },
      { pattern: /^attempt to (?:add|subtract|multiply|divide|negate|shift|calculate)\b/ },
      {
        pattern: /^(?:RefCell already (?:mutably )?borrowed|already (?:mutably )?borrowed: Borrow)/,
      },
      { pattern: /^internal error: entered unreachable code/ },
      { pattern: /^not (?:yet )?implemented(?:$|: )/ },
      { pattern: /^thread '.{1,200}' (?:\(\d{1,10}\) )?panicked at /, weight: 0.6 },
      { pattern: /\bpanicked at '/, weight: 0.6 },
      // What the operating system or a parser said is the cause; unwrap() only passed it on.
      { pattern: /\b(?:Os \{ code: \d|\w{1,60}Error \{|failed to lookup address)/, weight: -0.6 },
    ],
    weight: 7,
    specimens: [
      {
        text:
          "thread 'unwrap_none' (16673) panicked at tests/t.rs:6:81:\ncalled `Option::unwrap()` on a `None` value",
      },
      {
        text:
          "thread 'idx' (16659) panicked at tests/t.rs:10:72:\nindex out of bounds: the len is 1 but the index is 6",
      },
      { text: "thread 'cust' (16652) panicked at tests/t.rs:16:19:\nboom" },
      { text: "thread 'div' (16653) panicked at tests/t.rs:11:80:\nattempt to divide by zero" },
      { text: "thread 'todo_' (16670) panicked at tests/t.rs:14:20:\nnot yet implemented" },
      { text: "called `Option::unwrap()` on a `None` value", kind: "message", runner: "cargo" },
    ],
    counterSpecimens: [
      {
        text:
          "thread 'eq' (16655) panicked at tests/t.rs:2:17:\nassertion `left == right` failed\n  left: 404\n right: 200",
      },
      {
        text:
          "thread 'unwrap_conn' (16672) panicked at tests/t.rs:7:60:\ncalled `Result::unwrap()` on an `Err` value: Os { code: 111, kind: ConnectionRefused, message: \"Connection refused\" }",
      },
    ],
  },
  {
    ...PANIC,
    id: "panic-go",
    title: "Go code panicked",
    texts: [
      { pattern: /^panic: runtime error: / },
      {
        pattern:
          /^panic: (?:assignment to entry in nil map|interface conversion: |close of |send on closed channel)/,
      },
      { pattern: /^fatal error: concurrent map / },
      { pattern: /^WARNING: DATA RACE$/ },
      { pattern: /^panic: (?!test timed out)/, weight: 0.75 },
      { pattern: /^\[signal SIG\w{3,5}: /, weight: 0.5 },
    ],
    weight: 8,
    specimens: [
      {
        text:
          "panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x6950b8]",
        runner: "go",
      },
      { text: "panic: assignment to entry in nil map", runner: "go" },
      { text: "panic: boom [recovered]\n\tpanic: boom", runner: "go" },
      { text: "fatal error: concurrent map writes", runner: "go" },
      { text: "==================\nWARNING: DATA RACE\nRead at 0x00c0000b2468 by goroutine 8:" },
    ],
    counterSpecimens: [
      { text: "panic: test timed out after 1s\n\ngoroutine 5 [running]:", runner: "go" },
      { text: "panic: write /tmp/tf/go: no space left on device" },
    ],
  },
];
