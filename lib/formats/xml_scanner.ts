import { createXmlInput } from "./xml_input.ts";
import type { XmlLimits, XmlListener } from "./xml_listener.ts";
import { createTagReader } from "./xml_tag.ts";
import type { XmlAttributes } from "./xml_attributes.ts";
import { createXmlMarkup } from "./xml_markup.ts";
import { createXmlRun } from "./xml_run.ts";

/** Reads the text of an XML document in pieces of any size. */
export interface XmlScanner {
  write(piece: string): void;
  end(): void;
  /** Reads no further; the problem gets its place. */
  refuse(what: string): void;
  stopped(): boolean;
}

/** So many problems have a place: to find it means to count lines, and millions may be wrong. */
const PLACES_MAX = 100;

/**
 * Makes a strict scanner without DTD, entities and validation: it tells what is damaged and reads
 * on. Several documents one after another are read as one. Its memory is bounded by the limits, and
 * what it tells does not depend on how the text is cut.
 */
export function createXmlScanner(listener: XmlListener, limits: XmlLimits): XmlScanner {
  const input = createXmlInput();
  const open: string[] = [];
  let stopped = false;
  let seen = false;
  let problems = 0;
  const tell = (what: string, placeOf: () => string) => {
    if (stopped) return;
    listener.problem(++problems > PLACES_MAX ? what : `${placeOf()}: ${what}`);
  };
  const problem = (what: string, at = input.at) => tell(what, () => input.place(at));
  const refuse = (what: string) => {
    problem(`${what}; the rest was not read`);
    stopped = true;
  };
  const run = createXmlRun(listener, input, tell);
  const openElement = (name: string, attributes: XmlAttributes, isEmpty: boolean) => {
    if (stopped) return;
    if (open.length >= limits.depth) return refuse(`elements nest deeper than ${limits.depth}`);
    seen = true;
    listener.open(name, attributes);
    if (isEmpty) listener.close(name);
    else open.push(name);
    run.ask();
  };
  const tags = createTagReader({ input, limits, problem, refuse, open: openElement });
  const markup = createXmlMarkup({ input, listener, run, open, tags, problem, refuse });
  return {
    write(piece) {
      if (piece === "" || stopped) return;
      input.push(piece);
      while (markup.step() && !stopped);
      run.relieve();
    },
    end() {
      if (stopped || (input.text === "" && !seen)) return;
      const inside = open.at(-1);
      const { text } = input;
      if (inside !== undefined) problem(`it ends inside of <${inside}>`, text.length);
      else if (markup.isInside() || input.at < text.length) {
        problem("it ends in the middle of its markup", text.length);
      } else if (!seen) problem("there is no element in it", text.length);
    },
    refuse,
    stopped: () => stopped,
  };
}
