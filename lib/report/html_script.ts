import { TABLE_SCRIPT } from "./html_table_script.ts";

/**
 * What a page does beyond showing: colours, copying, links of the copy under a stable name, printing.
 * Everything that matters is there without it. Texts only ever become text nodes.
 */
export const SCRIPT: string = String.raw`"use strict";
(() => {
const root = document.documentElement;
const byId = (id) => document.getElementById(id);
root.classList.add("js");
const say = (words) => { byId("said").textContent = words; };

const THEMES = { auto: "as the system", light: "light", dark: "dark" };
const kept = { get: () => { try { return localStorage.getItem("qa-theme"); } catch { return null; } },
  set: (value) => { try { localStorage.setItem("qa-theme", value); } catch { /* kept for this view only */ } } };
const themeButton = byId("theme");
const paint = (name) => {
  if (name === "auto") delete root.dataset.theme;
  else root.dataset.theme = name;
  themeButton.textContent = name[0].toUpperCase() + name.slice(1);
  themeButton.setAttribute("aria-label", "Colours: " + THEMES[name]);
};
let theme = Object.hasOwn(THEMES, kept.get() ?? "") ? kept.get() : "auto";
paint(theme);
themeButton.addEventListener("click", () => {
  const names = Object.keys(THEMES);
  theme = names[(names.indexOf(theme) + 1) % names.length];
  kept.set(theme);
  paint(theme);
  say("Colours: " + THEMES[theme]);
});

// The copy in the folder of all runs has the files of this one below it.
const folders = location.pathname.split("/").slice(0, -1).map((part) => {
  try { return decodeURIComponent(part); } catch { return part; }
});
if (folders.at(-1) !== root.dataset.run && root.dataset.stable !== "" && folders.at(-1) === root.dataset.stable) {
  const run = encodeURIComponent(root.dataset.run);
  for (const link of document.querySelectorAll("a[data-file]")) {
    const own = link.getAttribute("href");
    if (own.startsWith("./")) link.setAttribute("href", "./logs/" + run + own.slice(1));
  }
}

const copyText = async (text, element) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    try { return document.execCommand("copy"); } catch { return false; }
  }
};
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("button.copy");
  if (button === null || button === undefined) return;
  const code = button.parentElement.querySelector("code");
  const done = await copyText(code.textContent, code);
  button.textContent = done ? "Copied" : "Ctrl+C";
  say(done ? "Copied" : "The command is selected: copy it with Ctrl+C");
  setTimeout(() => { button.textContent = "Copy"; }, 2500);
});

let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const one of opened) one.open = true;
});
addEventListener("afterprint", () => { for (const one of opened) one.open = false; });

// A link to a place in something that is closed opens it.
const reveal = () => {
  let place = null;
  try { place = byId(decodeURIComponent(location.hash.slice(1))); } catch { return; }
  for (let at = place; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
};
addEventListener("hashchange", reveal);
reveal();
${TABLE_SCRIPT}
})();`;
