import type { XmlInput } from "./xml_input.ts";
import type { XmlListener } from "./xml_listener.ts";
import { decodableLength, decodeReferences, joinLineEnds } from "./xml_text.ts";

/** Characters that are gathered before they are told, where a run of text goes over many pieces. */
const GATHERED = 32 * 1024;

/** One run of text between two pieces of markup, which may go over many pieces of the document. */
export interface XmlRun {
  /** Takes text with references. */
  add(text: string, from: number, to: number): void;
  /** Takes text of a CDATA section, where nothing has a meaning. */
  addCdata(text: string, from: number, to: number): void;
  /** The run is over. */
  flush(): void;
  /** The piece is over: tells as much as can be told, where it is much. */
  relieve(): void;
  /** Asks the listener again whether it wants text. */
  ask(): void;
  isWanted(): boolean;
}

/** Makes the run of one document; a reference unknown to XML is told once for a run. */
export function createXmlRun(
  listener: XmlListener,
  input: XmlInput,
  problem: (what: string, placeOf: () => string) => void,
): XmlRun {
  let raw = "";
  let isCdata = false;
  let wanted = listener.wantsText();
  let start = 0;
  let place: string | null = null;
  let isTold = false;
  const take = (text: string, from: number, to: number, cdata: boolean) => {
    if (!wanted || to <= from) return;
    if (raw === "" && place === null) start = from;
    isCdata = cdata;
    raw = raw === "" ? text.slice(from, to) : raw + text.slice(from, to);
  };
  const tell = (part: string) => {
    const lines = joinLineEnds(part);
    if (isCdata) return listener.text(lines);
    const { text, unknown } = decodeReferences(lines);
    if (unknown !== null && !isTold) {
      problem(`"${unknown}" is no reference of XML`, () => place ?? input.place(start));
      isTold = true;
    }
    listener.text(text);
  };
  return {
    add: (text, from, to) => take(text, from, to, false),
    addCdata: (text, from, to) => take(text, from, to, true),
    flush() {
      if (raw !== "") tell(raw);
      raw = "";
      place = null;
      isTold = false;
    },
    relieve() {
      if (raw === "") return;
      // The place cannot be told any more once the piece is gone.
      place ??= input.place(start);
      if (raw.length < GATHERED) return;
      const cut = isCdata ? raw.length - Number(raw.endsWith("\r")) : decodableLength(raw);
      tell(raw.slice(0, cut));
      raw = raw.slice(cut);
      wanted = listener.wantsText();
    },
    ask: () => void (wanted = listener.wantsText()),
    isWanted: () => wanted,
  };
}
