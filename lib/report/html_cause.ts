import type { Quote } from "../model/signature.ts";
import { type Html, markup } from "./html.ts";
import { fileLink, type LinkBase } from "./html_link.ts";

/** What is thought to be the cause of something, and what speaks for it. */
export interface CauseWords {
  readonly class: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** One sentence, or "". */
  readonly message: string;
  readonly evidence: readonly Quote[];
  readonly remedy: readonly string[];
  readonly disproof: string;
  readonly runnerUp: { readonly class: string; readonly confidence: number } | null;
  /** What a language model said; null where none was asked. */
  readonly opinion: string | null;
}

const QUOTES = 6;

/** The cause with its evidence, each quotation with its place, what to do, and what would disprove it. */
export function causeCard(cause: CauseWords, base: LinkBase): Html {
  const { message, evidence, remedy, disproof, runnerUp, opinion } = cause;
  const isKnown = cause.class !== "unknown";
  return markup`<h4>Cause: ${isKnown ? cause.class : "not recognised"}${
    isKnown && markup` <small class="quiet">${percent(cause.confidence)} sure${
      runnerUp !== null &&
      markup`, else ${runnerUp.class} (${percent(runnerUp.confidence)})`
    }</small>`
  }</h4>
${message !== "" && markup`<p>${message}</p>`}${
    !isKnown && message === "" && evidence.length > 0 && markup`<p>It said:</p>`
  }${
    evidence.length > 0 &&
    markup`<ul class="list">${
      evidence.slice(0, QUOTES).map(({ source, line, quote }) =>
        markup`<li>${
          fileLink(base, source, line === null ? source : `${source}:${line}`)
        }<code class="quote">${quote}</code></li>`
      )
    }</ul>`
  }${
    remedy.length > 0 &&
    markup`<p><strong>What to do</strong></p>
      <ol class="steps">${remedy.map((step) => markup`<li>${step}</li>`)}</ol>`
  }${
    isKnown && disproof !== "" &&
    markup`<p class="quiet">It is something else if this holds: ${disproof}</p>`
  }${opinion !== null && markup`<p class="quiet">A language model's opinion: ${opinion}</p>`}`;
}

/** `80 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
