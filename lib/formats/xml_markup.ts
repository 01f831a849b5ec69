import type { XmlInput } from "./xml_input.ts";
import { XML_NAME_MAX, type XmlListener, type XmlStep } from "./xml_listener.ts";
import { nameAt } from "./xml_names.ts";
import type { XmlRun } from "./xml_run.ts";
import type { TagReader } from "./xml_tag.ts";

const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const CDATA = "<![CDATA[";
const COMMENT = "<!--";
const DOCTYPE = "<!DOCTYPE";
const DECLARATION = "<?xml ";

/** Reads what stands between tags, and finds where tags begin and end. */
export interface XmlMarkup {
  step: XmlStep;
  /** True in the middle of a comment, a tag or the like. */
  isInside(): boolean;
}

interface Parts {
  readonly input: XmlInput;
  readonly listener: XmlListener;
  readonly run: XmlRun;
  /** Names of the open elements, outermost first. */
  readonly open: string[];
  readonly tags: TagReader;
  /** At the next character unless an index is given. */
  readonly problem: (what: string, at?: number) => void;
  readonly refuse: (what: string) => void;
}

/** Makes the reader of everything but the inside of start tags. */
export function createXmlMarkup(parts: Parts): XmlMarkup {
  const { input, run, open, tags, problem, refuse } = parts;
  const close = createCloser(parts);
  let isStrayTold = false;

  const readContent: XmlStep = () => {
    const { text, at } = input;
    const found = text.indexOf("<", at);
    const end = found < 0 ? text.length : found;
    if (end > at) takeText(text, at, end);
    input.at = end;
    return found >= 0 && readMarkup();
  };
  const takeText = (text: string, from: number, to: number) => {
    if (open.length > 0) return run.add(text, from, to);
    const foreign = isStrayTold ? -1 : text.slice(from, to).search(/\S/);
    if (foreign < 0) return;
    isStrayTold = true;
    problem("text outside of the root element", from + foreign);
  };
  const readMarkup: XmlStep = () => {
    const { text, at } = input;
    if (at + 1 >= text.length) return false;
    isStrayTold = false;
    switch (text.charCodeAt(at + 1)) {
      case SLASH:
        run.flush();
        return readClose();
      case BANG:
        return readBang();
      case QUESTION:
        return readInstruction();
    }
    if (!isNameStart(text.charCodeAt(at + 1))) return readStray();
    run.flush();
    return tags.begin() && enter(tags.step);
  };
  const readStray: XmlStep = () => {
    problem("a < that begins no tag");
    run.add(input.text, input.at, input.at + 1);
    input.at++;
    return true;
  };
  const readClose: XmlStep = () => {
    const { text, at } = input;
    const end = text.indexOf(">", at);
    if (end < 0) return holdBack();
    input.at = end + 1;
    let nameEnd = end;
    while (nameEnd > at + 2 && text.charCodeAt(nameEnd - 1) <= 0x20) nameEnd--;
    close(nameAt(text, at + 2, nameEnd), at);
    return true;
  };
  /** The name waits for the next piece, unless it is far too long for one. */
  const holdBack: XmlStep = () => {
    if (input.text.length - input.at > XML_NAME_MAX) refuse("a name is too long");
    return false;
  };
  const readBang: XmlStep = () => {
    const { text, at } = input;
    if (text.startsWith(COMMENT, at)) return skip(COMMENT.length, "-->");
    if (text.startsWith(CDATA, at)) {
      run.flush();
      return run.isWanted() && open.length > 0 ? enterCdata() : skip(CDATA.length, "]]>");
    }
    if (isPart(text, at, [COMMENT, CDATA, DOCTYPE])) return false;
    if (text.slice(at, at + DOCTYPE.length).toUpperCase() === DOCTYPE) {
      refuse("a document type declaration is not accepted");
      return false;
    }
    problem("markup that XML does not know");
    return skip(2, ">");
  };
  const readInstruction: XmlStep = () => {
    const { text, at } = input;
    if (isPart(text, at, [DECLARATION])) return false;
    const inside = open.at(-1);
    if (inside !== undefined && text.startsWith(DECLARATION, at)) {
      problem(`another document begins inside of <${inside}>`);
    }
    return skip(2, "?>");
  };
  const enterCdata: XmlStep = () => {
    input.at += CDATA.length;
    return enter(readCdata);
  };
  const readCdata: XmlStep = () => {
    const { text, at } = input;
    const found = text.indexOf("]]>", at);
    const end = found < 0 ? Math.max(at, text.length - 2) : found;
    run.addCdata(text, at, end);
    input.at = found < 0 ? end : end + 3;
    if (found < 0) return false;
    run.flush();
    return enter(null);
  };
  /** Passes over the beginning of something, and over all of it up to its end. */
  const skip = (length: number, terminator: string): boolean => {
    input.at += length;
    return enter(() => {
      const { text, at } = input;
      const found = text.indexOf(terminator, at);
      input.at = found < 0
        ? Math.max(at, text.length - terminator.length + 1)
        : found + terminator.length;
      return found >= 0 && enter(null);
    });
  };
  let inside: XmlStep | null = null;
  const enter = (step: XmlStep | null): boolean => {
    inside = step;
    return true;
  };
  return {
    step() {
      if (inside === null) return readContent();
      return inside === tags.step ? tags.step() && enter(null) : inside();
    },
    isInside: () => inside !== null,
  };
}

function isNameStart(code: number): boolean {
  const letter = code | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || code === 0x5f || code === 0x3a || code >= 0xc0;
}

/** True when the text ends in the middle of one of the candidates. */
function isPart(text: string, at: number, candidates: readonly string[]): boolean {
  const rest = text.length - at;
  return candidates.some((one) => rest < one.length && one.startsWith(text.slice(at)));
}

/** Closes the element of that name, and those inside of it that were left open. */
function createCloser({ listener, run, open, problem }: Parts) {
  const closeLast = () => {
    listener.close(open.pop()!);
    run.ask();
  };
  return (name: string, at: number) => {
    if (open.at(-1) === name) return closeLast();
    const depth = open.lastIndexOf(name);
    if (depth < 0) return problem(`</${name.slice(0, 100)}> closes nothing`, at);
    problem(`</${name}> stands where <${open.at(-1)}> is still open`, at);
    while (open.length > depth) closeLast();
  };
}
