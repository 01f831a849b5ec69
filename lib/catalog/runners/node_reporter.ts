/** Name of the variable that tells a reporter of ours where its lines go. */
export const REPORTER_REPORT = "QA_GATE_REPORTER_REPORT";

/**
 * Beginning of every reporter file of ours, in plain JavaScript that any Node since 14 runs: `say`
 * writes one line at once, so that a crash leaves what was told before it; `tell` makes an error
 * into bounded text. The lines are what `formats/read_reporter.ts` reads. Standing in the process of
 * the tests, it never throws.
 */
export const REPORTER_WRITER = String.raw`"use strict";
// Written by QA Gate beside the report of one run; it may be deleted at any time.
const fs = require("fs");
const target = process.env.${REPORTER_REPORT};
delete process.env.${REPORTER_REPORT};
const TEXT_MAX = 65536;
const TOTAL_MAX = 16 * 1024 * 1024;
let fd = null;
let told = 0;
function cut(text, max) {
  text = String(text);
  return text.length <= max ? text : text.slice(0, max) + "\n[… cut]";
}
function say(line) {
  try {
    if (target === undefined) return;
    if (fd === null) fd = fs.openSync(target, "w");
    const bytes = Buffer.from(JSON.stringify(line) + "\n");
    for (let at = 0; at < bytes.length;) at += fs.writeSync(fd, bytes, at);
  } catch {
    // A report that cannot be written is seen to be missing or torn; the tests go on.
  }
}
function tell(error) {
  let text = "";
  try {
    if (error !== null && typeof error === "object") {
      const message = typeof error.message === "string" ? error.message : "";
      const stack = typeof error.stack === "string" ? error.stack : "";
      text = stack.includes(message) && stack !== "" ? stack : message + "\n" + stack;
      if (text.trim() === "") text = String(error.value || error.name || "");
    } else text = String(error);
  } catch {
    text = "an error that cannot be shown";
  }
  text = cut(text, told > TOTAL_MAX ? 2048 : TEXT_MAX);
  told += text.length;
  return text;
}
function begin(tool, version) {
  let root = process.cwd();
  try {
    root = fs.realpathSync(root);
  } catch {}
  say({ qa: "begin", v: 1, tool, version: String(version || ""), root });
}
`;
