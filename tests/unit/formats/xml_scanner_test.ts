import { assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { XML_NAME_MAX, type XmlLimits } from "../../../lib/formats/xml_listener.ts";
import { createXmlScanner } from "../../../lib/formats/xml_scanner.ts";

/** What a listener was told: elements with their attributes, and text joined between them. */
type Event = readonly [string, ...unknown[]];

interface Heard {
  readonly events: readonly Event[];
  readonly problems: readonly string[];
}

const LIMITS: XmlLimits = { depth: 8, attributes: 4, value: 64, cutMark: "[cut]" };

function createEvents() {
  const events: Event[] = [];
  let text = "";
  const flush = () => {
    if (text !== "") events.push(["text", text]);
    text = "";
  };
  return {
    events,
    text: (more: string) => void (text += more),
    add(...event: Event) {
      flush();
      events.push(event);
    },
  };
}

function scan(pieces: readonly string[], limits = LIMITS): Heard {
  const { events, add, text } = createEvents();
  const problems: string[] = [];
  const scanner = createXmlScanner({
    open(name, { names, values, count }) {
      const told = names.slice(0, count).map((name, at) => [name, values[at]]);
      add("open", name, Object.fromEntries(told));
    },
    text,
    close: (name) => add("close", name),
    wantsText: () => true,
    problem: (problem) => void problems.push(problem),
  }, limits);
  for (const piece of pieces) scanner.write(piece);
  scanner.end();
  return { events, problems };
}

/** The same of another reader, which was written by others. */
function scanBySaxes(document: string): Heard {
  const { events, add, text } = createEvents();
  const problems: string[] = [];
  const parser = new SaxesParser();
  parser.on("error", ({ message }) => void problems.push(message));
  let depth = 0;
  parser.on("opentag", ({ name, attributes }) => {
    depth++;
    add("open", name, { ...attributes });
  });
  // White space around the root is text for saxes.
  parser.on("text", (more) => depth > 0 && text(more));
  parser.on("cdata", text);
  parser.on("closetag", ({ name }) => {
    depth--;
    add("close", name);
  });
  parser.write(document).close();
  return { events, problems };
}

const NAMES = ["testsuites", "testcase", "failure", "a", "x-y", "é", "long_name_of_an_element"];
const SPACES = fc.constantFrom(" ", "\n", "\t ", " \r\n ");
const PLAIN = fc.constantFrom(
  "x",
  "é🎉",
  " ",
  "\n",
  "\r\n",
  "\r",
  "\t",
  ">",
  "'",
  "]]",
  "a=b",
  "/",
);
const REFERENCES = fc.constantFrom("&lt;", "&amp;", "&quot;", "&apos;", "&gt;", "&#10;", "&#xE9;");

function joinedFrom(...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.array(fc.oneof(...parts), { maxLength: 6 }).map((texts) => texts.join(""));
}

const ATTRIBUTE = fc.tuple(
  fc.constantFrom("name", "é", "a.b", "message"),
  fc.oneof(
    joinedFrom(PLAIN, REFERENCES).map((value) => `"${value.replaceAll('"', "")}"`),
    joinedFrom(PLAIN, REFERENCES).map((value) => `'${value.replaceAll("'", "")}'`),
  ),
  SPACES,
  fc.constantFrom("=", " = ", "=\n"),
).map(([name, value, space, equals]) => ({ name, text: `${space}${name}${equals}${value}` }));
const ATTRIBUTES = fc.uniqueArray(ATTRIBUTE, { maxLength: 3, selector: ({ name }) => name })
  .map((attributes) => attributes.map(({ text }) => text).join(""));

const BETWEEN = fc.oneof(
  joinedFrom(PLAIN, REFERENCES),
  joinedFrom(PLAIN, fc.constantFrom("<", "&", "]", "<a>")).map((text) => `<![CDATA[${text}]]>`),
  fc.constantFrom("<!-- a <b> & -->", "<!---->", "<?php echo '<a>' ?>", "<?a?>"),
);

const { element: ELEMENT } = fc.letrec<{ element: string }>((tie) => ({
  element: fc.tuple(
    fc.constantFrom(...NAMES),
    ATTRIBUTES,
    fc.option(SPACES, { nil: "" }),
    fc.option(
      fc.array(fc.oneof({ depthSize: "small" }, BETWEEN, tie("element")), { maxLength: 4 }),
      { depthIdentifier: "element" },
    ),
  ).map(([name, attributes, space, inside]) =>
    inside === null
      ? `<${name}${attributes}${space}/>`
      : `<${name}${attributes}${space}>${inside.join("")}</${name}${space}>`
  ),
}));

const DOCUMENT = fc.tuple(
  fc.constantFrom("", '<?xml version="1.0"?>\n', "<!-- before -->"),
  ELEMENT,
  fc.constantFrom("", "\n", "<!-- after -->\n"),
).map((parts) => parts.join(""));

const WIDE: XmlLimits = { ...LIMITS, depth: 1000, value: 1000 };
const CUTS = fc.array(fc.nat(), { maxLength: 8 });

function cutAt(text: string, cuts: readonly number[]): string[] {
  const places = cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b);
  return [0, ...places].map((from, at) => text.slice(from, places[at] ?? text.length));
}

Deno.test("createXmlScanner() tells what saxes tells of well-formed documents, however they are cut", () => {
  fc.assert(
    fc.property(DOCUMENT, CUTS, (document, cuts) => {
      // saxes forbids what many a tool writes; the rest of what it says of the document must agree.
      fc.pre(!document.replace(/<!\[CDATA\[[^]*?\]\]>|<!--[^]*?-->/g, "").includes("]]>"));
      const expected = scanBySaxes(document);
      assertEquals(expected.problems, []);
      assertEquals(scan([document], WIDE), expected);
      assertEquals(scan(cutAt(document, cuts), WIDE), expected);
    }),
    { numRuns: 500 },
  );
});

Deno.test("createXmlScanner() finds a problem wherever a document is cut off", () => {
  fc.assert(fc.property(ELEMENT, fc.nat(), (document, cut) => {
    const length = cut % document.length;
    fc.pre(length > 0);
    const { events, problems } = scan([document.slice(0, length)], WIDE);
    assertEquals(problems.length > 0, true);
    const whole = scan([document], WIDE).events;
    const told = events.filter(([kind]) => kind !== "text");
    assertEquals(told, whole.filter(([kind]) => kind !== "text").slice(0, told.length));
  }));
});

const SOUP = fc.array(
  fc.oneof(
    fc.constantFrom("<a", "<b ", "</a>", "</b>", "<", ">", "/>", "&", "&lt", ";", "&nbsp;", "]]>"),
    fc.constantFrom(
      "<!--",
      "-->",
      "<![CDATA[",
      "<?xml ",
      "?>",
      "<!",
      "<!DOC",
      "=",
      "'",
      '"',
      "x='",
    ),
    fc.constantFrom(" ", "\n", "\r", "\0", "\ufeff", "text", "<a b='c'>", "<a b=c>", "\ud83c"),
    fc.string({ maxLength: 3 }),
  ),
  { maxLength: 30 },
).map((parts) => parts.join(""));

Deno.test("createXmlScanner() tells the same of damaged documents, however they are cut", () => {
  fc.assert(
    fc.property(SOUP, CUTS, (document, cuts) => {
      const whole = scan([document]);
      assertEquals(scan(cutAt(document, cuts)), whole);
      assertEquals(scan([...document]), whole);
    }),
    { numRuns: 2000 },
  );
});

Deno.test("createXmlScanner() names the place of what is damaged, and reads on", () => {
  const problemsOf = (document: string) => scan([document]).problems;
  const table: readonly (readonly [string, string])[] = [
    ["<a>\n  <b></a>", "line 2:6: </a> stands where <b> is still open"],
    ["<a></b></a>", "line 1:4: </b> closes nothing"],
    ["<a x='1' x='2'/>", 'line 1:15: <a> has the attribute "x" twice'],
    ["<a x='1'y='2'/>", "line 1:9: there is no space before an attribute"],
    ["<a x=1/>", 'line 1:6: the value of "x" has no quotes'],
    ["<a x/>", 'line 1:4: "x" has no value'],
    ["<a ='x'/>", "line 1:4: <a> is malformed"],
    ["<a <b/></a>", "line 1:4: <a> has no end"],
    ["<a>&nbsp;&x;</a>", 'line 1:4: "&nbsp;" is no reference of XML'],
    ["<a x='&y;'/>", 'line 1:10: "&y;" is no reference of XML'],
    ["<a>1 < 2</a>", "line 1:6: a < that begins no tag"],
    ["<a/>\ntext <b/>", "line 2:1: text outside of the root element"],
    ["<a><!ELEMENT b></a>", "line 1:4: markup that XML does not know"],
    ["<a><?xml version='1.0'?><a/></a>", "line 1:4: another document begins inside of <a>"],
    ["<a>\n<b", "line 2:3: it ends inside of <a>"],
    ["<a", "line 1:3: it ends in the middle of its markup"],
    ["<?xml version='1.0'?>", "line 1:22: there is no element in it"],
  ];
  for (const [document, problem] of table) assertEquals(problemsOf(document)[0], problem, document);
  assertEquals(scan(["<a>1 < 2</a>"]).events[1], ["text", "1 < 2"]);
  assertEquals(scan(["<a x=1>2</a>"]).events[0], ["open", "a", { x: "1" }]);
});

Deno.test("createXmlScanner() tells a long run's unknown references once, with its place", () => {
  const run = "&nbsp; and more\n".repeat(8000);
  for (const cuts of [[], [5, 40_000, 80_000, 120_000]]) {
    const { events, problems } = scan(cutAt(`<a>\n${run}</a>`, cuts));
    assertEquals(problems, ['line 1:4: "&nbsp;" is no reference of XML']);
    assertEquals(events[1], ["text", `\n${run}`]);
  }
});

Deno.test("createXmlScanner() names the places of the first hundred problems, and tells the others too", () => {
  const { problems } = scan([`<a>${"</b>".repeat(150)}</a>`]);
  assertEquals(problems.length, 150);
  assertEquals(problems.slice(99, 101), ["line 1:400: </b> closes nothing", "</b> closes nothing"]);
});

Deno.test("createXmlScanner() refuses what is over its limits, with the place", () => {
  const refusals: readonly (readonly [string, string])[] = [
    ["<a>".repeat(9), "line 1:28: elements nest deeper than 8; the rest was not read"],
    ["<a b='' c='' d='' e='' f=''/>", "too many attributes"],
    [`<${"n".repeat(XML_NAME_MAX + 9)}`, "a name is too long"],
    ["<a/>\n<!DOCTYPE a [", "line 2:1: a document type declaration is not accepted"],
    ["<!doctype html>", "line 1:1: a document type declaration is not accepted"],
  ];
  for (const [document, problem] of refusals) {
    const heard = scan([document, "<late/>"]);
    assertStringIncludes(heard.problems.join("\n"), problem);
    assertEquals(heard.problems.length, 1, document);
    assertEquals(heard.events.some((event) => event[1] === "late"), false);
  }
});

Deno.test("createXmlScanner() cuts a value by its decoded length, however it is cut", () => {
  const valueOf = (written: string, cuts: readonly number[] = []) => {
    const [event] = scan(cutAt(`<a b="${written}"/>`, cuts)).events;
    return (event?.[2] as { b: string }).b;
  };
  assertEquals(valueOf("&#0000000065;".repeat(64)), "A".repeat(64));
  for (const cuts of [[], [7], [20, 60, 800], [3000]]) {
    assertEquals(valueOf("&#0000000065;".repeat(65), cuts), `${"A".repeat(64)}[cut]`);
    assertEquals(valueOf("x".repeat(5000), cuts), `${"x".repeat(64)}[cut]`);
  }
  assertEquals(valueOf(`${"x".repeat(63)}🎉`), `${"x".repeat(63)}\ufffd[cut]`);
});

Deno.test("createXmlScanner() reads documents that follow one another", () => {
  const { events, problems } = scan([
    '<?xml version="1.0"?><a/>\n\ufeff<?xml version="1.0"?>\n<b/>',
  ]);
  assertEquals(problems, []);
  assertEquals(events.map(([kind, name]) => `${kind} ${name}`), [
    ...["open a", "close a", "open b", "close b"],
  ]);
});
