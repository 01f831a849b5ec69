import { type Html, markup } from "./html.ts";

/** Where the files of a run are seen from its page: "" or a relative path that ends in a slash. */
export type LinkBase = string;

/** A link to a file of the run; only words where the path leads anywhere else. */
export function fileLink(base: LinkBase, path: string, words: string = path): Html {
  const parts = path.split("/");
  const isInside = path !== "" &&
    !parts.some((part) => part === "" || part === "." || part === "..");
  if (!isInside || path.includes("\\")) return markup`<span>${words}</span>`;
  const address = parts.map((part) => encodeURIComponent(part.toWellFormed())).join("/");
  // The dot keeps a name with a colon from being read as the scheme of an address.
  return markup`<a data-file href="${base === "" ? "./" : base}${address}">${words}</a>`;
}

/** A command with a button that copies it; what is shown is what is copied. */
export function commandLine(command: string, what: string): Html {
  return markup`<div
      class="cmd"><code tabindex="0">${command}</code><button type="button" class="copy" aria-label="Copy the command: ${what}">Copy</button></div>`;
}
