import { assertEquals } from "@std/assert";
import { chooseStyle, type StyleFacts } from "../../../lib/report/choose_style.ts";

const TERMINAL: StyleFacts = {
  isTerminal: true,
  environment: { TERM: "xterm-256color" },
  os: "linux",
  kernel: "6.1.0",
  isQuiet: false,
  noColor: false,
};

function styleOf(changes: Partial<StyleFacts>, environment: Record<string, string> = {}): string {
  const all = { ...TERMINAL, ...changes };
  const { style, color } = chooseStyle({
    ...all,
    environment: { ...all.environment, ...environment },
  });
  return `${style} ${color ? "coloured" : "plain"}`;
}

Deno.test("chooseStyle() redraws in colour on a terminal that can, and writes plain lines elsewhere", () => {
  assertEquals(styleOf({}), "live coloured");
  assertEquals(styleOf({ isTerminal: false }), "lines plain");
  assertEquals(styleOf({}, { TERM: "dumb" }), "lines plain");
  assertEquals(styleOf({ isQuiet: true }), "quiet coloured");
});

Deno.test("chooseStyle() obeys the variables for colour in their order", () => {
  assertEquals(styleOf({ noColor: true }, { FORCE_COLOR: "1" }), "live plain");
  assertEquals(styleOf({}, { NO_COLOR: "1", FORCE_COLOR: "1" }), "live plain");
  assertEquals(styleOf({}, { NO_COLOR: "" }), "live coloured");
  const pipe = { isTerminal: false };
  assertEquals(styleOf(pipe, { FORCE_COLOR: "1" }), "lines coloured");
  assertEquals(styleOf(pipe, { FORCE_COLOR: "true", CLICOLOR: "0" }), "lines coloured");
  assertEquals(styleOf({}, { FORCE_COLOR: "0" }), "live plain");
  assertEquals(styleOf({}, { FORCE_COLOR: "false" }), "live plain");
  assertEquals(styleOf(pipe, { CLICOLOR_FORCE: "1" }), "lines coloured");
  assertEquals(styleOf(pipe, { CLICOLOR_FORCE: "0" }), "lines plain");
  assertEquals(styleOf({}, { CLICOLOR: "0" }), "live plain");
  assertEquals(styleOf(pipe, { CLICOLOR: "1" }), "lines plain");
});

Deno.test("chooseStyle() writes lines on a console of Windows that knows no escape sequences", () => {
  const old = { os: "windows", kernel: "6.3.9600", environment: {} };
  assertEquals(styleOf(old), "lines plain");
  assertEquals(styleOf({ ...old, kernel: "10.0.10240" }), "lines plain");
  assertEquals(styleOf({ ...old, kernel: "10.0.19045" }), "live coloured");
  assertEquals(styleOf(old, { WT_SESSION: "x" }), "live coloured");
  assertEquals(styleOf(old, { TERM: "xterm" }), "live coloured");
  assertEquals(styleOf(old, { ConEmuANSI: "ON" }), "live coloured");
});
