import type { ReportedTest } from "../model/test_result.ts";

/** What a route is read from; `kind` is that of the suite. */
export interface RouteClue extends Pick<ReportedTest, "file" | "className" | "name"> {
  readonly kind: "unit" | "e2e" | "check";
}

const METHODS = "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS";
/** `GET /users/:id returns 200`, at the beginning of a title or of one of the groups around it. */
const TITLE = new RegExp(`^(${METHODS}) +(/[^\\s?#"'\`,]*)`);
const BETWEEN_GROUPS = / (?:>|›|») |::/;
/** What a path's segment is written as, where it stands for a value. */
const PLACEHOLDER = /^(?::(\w+).*|<(?:\w+:)?(\w+)>|\{(\w+)[^}]*\}|\[(\w+)\])$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A name that is one identifier and begins with a verb, `test` before it or not; then the path. */
const IDENTIFIER =
  /^(?:[Tt]est_?)?([Gg]et|[Pp]ost|[Pp]ut|[Pp]atch|[Dd]elete|[Hh]ead|[Oo]ptions)(?=[_A-Z])(\w+)$/;
/** Words of a file or a class that say: here routes are tested. */
const API_WORDS = new Set("api apis route routes router endpoint endpoints http rest".split(" "));
/** Words beside them that say: this is the code around it, whose functions begin with verbs too. */
const CODE_WORDS = new Set(
  ("client clients sdk wrapper mock mocks fake stub parser parsers serializer serializers schema " +
    "schemas model models cache config settings util utils helpers")
    .split(" "),
);
const PARAMETERS = new Set(["id", "pk", "slug", "uuid"]);
/** Where a description begins: what stands before it is the whole path. */
const DESCRIPTIONS = new Set(
  ("returns return responds gives should is are with without when if for as on fails fail raises " +
    "rejects requires needs denies allows accepts succeeds success successful ok not unauthorized " +
    "unauthenticated forbidden invalid missing duplicate unknown nonexistent empty error errors")
    .split(" "),
);
/** Words after a verb that name no resource: `get_all`, `post_process`, `get_default`. */
const NO_RESOURCES = new Set(
  ("all any by one first last single many new existing own my the a an and or then it default " +
    "value values attr attribute item name type key url text json body header headers param params " +
    "parameter parameters request requests response responses method timeout instance process back " +
    "started init commit hook")
    .split(" "),
);

/**
 * `METHOD /path` of an API test, from its names and file, or null when unsure: a wrong route is worse
 * than none. Sure are titles such as `GET /users/:id`, and identifiers such as `test_get_users_id`
 * in a file or class that says it is about an API, or in an e2e suite where file and name agree.
 */
export function deriveRoute(clue: RouteClue): string | null {
  if (clue.kind === "check") return null;
  return readTitles(clue) ?? readIdentifier(clue);
}

function readTitles({ className, name }: RouteClue): string | null {
  // The innermost group knows best.
  for (const text of [name, className]) {
    if (!text.includes("/")) continue;
    const groups = text.split(BETWEEN_GROUPS).reverse();
    const found = groups.map(readTitle).find((route) => route !== null);
    if (found !== undefined) return found;
  }
  return null;
}

function readTitle(title: string): string | null {
  const [, method, path = ""] = TITLE.exec(title.trim()) ?? [];
  if (method === undefined) return null;
  const trimmed = path.replace(/[.:;)\]]+$/, (end) => end.startsWith("]") ? "]" : "");
  const segments = trimmed.split("/").filter((part) => part !== "").map(nameSegment);
  return `${method} /${segments.join("/")}`;
}

/** A placeholder of any framework, or an example of one (a number, a UUID), as `{name}`. */
function nameSegment(segment: string): string {
  const name = PLACEHOLDER.exec(segment)?.slice(1).find((part) => part !== undefined);
  if (name !== undefined) return `{${name}}`;
  if (/^\d+$/.test(segment)) return "{id}";
  return UUID.test(segment) ? "{uuid}" : segment;
}

function readIdentifier(clue: RouteClue): string | null {
  const name = clue.name.replace(/[[(].*$/s, "").split("::").at(-1) ?? "";
  const [, method, rest] = IDENTIFIER.exec(name) ?? [];
  if (method === undefined || rest === undefined) return null;
  const path = readPath(splitWords(rest));
  if (path === null || !isAboutApi(clue, path)) return null;
  return `${method.toUpperCase()} /${path.join("/")}`;
}

/**
 * Words as segments: `users id orders` is `users/{id}/orders`, `pets pet id` is `pets/{pet_id}`. Two
 * plain words in a row are null: they may be two segments, one with a hyphen, or no path at all.
 */
function readPath(words: readonly string[]): readonly string[] | null {
  const end = words.findIndex((word) => DESCRIPTIONS.has(word) || /^[1-5]\d\d$/.test(word));
  const told = end === -1 ? words : words.slice(0, end);
  const path: string[] = [];
  let isAfterWord = false;
  for (let at = 0; at < told.length; at++) {
    const word = told[at]!;
    const isPrefix = !path.some(isResource) && isVersionOrApi(word);
    if (isPrefix) path.push(word);
    else if (PARAMETERS.has(word)) {
      if (!isAfterWord) return null;
      path.push(`{${word}}`);
      isAfterWord = false;
    } else if (isAfterWord) {
      // `pets`, `pet`, `id`: the parameter says once more what it identifies.
      const parameter = told[at + 1];
      const isNamed = parameter !== undefined && PARAMETERS.has(parameter) &&
        isSingular(word, path.at(-1)!);
      if (!isNamed) return null;
      path.push(`{${word}_${parameter}}`);
      isAfterWord = false;
      at++;
    } else {
      if (NO_RESOURCES.has(word) || !/^[a-z]/.test(word)) return null;
      path.push(word);
      isAfterWord = true;
    }
  }
  return path.some(isResource) ? path : null;
}

function isVersionOrApi(word: string): boolean {
  return word === "api" || /^v\d{1,2}$/.test(word);
}

function isResource(segment: string): boolean {
  return !isVersionOrApi(segment) && !segment.startsWith("{");
}

function isSingular(word: string, plural: string): boolean {
  return plural === `${word}s` || plural === `${word}es` ||
    (word.endsWith("y") && plural === `${word.slice(0, -1)}ies`);
}

function isAboutApi({ file, className, kind }: RouteClue, path: readonly string[]): boolean {
  const words = new Set(splitWords(`${file} ${className}`));
  if (words.values().some((word) => CODE_WORDS.has(word))) return false;
  if (words.values().some((word) => API_WORDS.has(word))) return true;
  // `test_get_started` of a page is no route: in other e2e suites something else must agree.
  const hasParameter = path.some((segment) => segment.startsWith("{"));
  return kind === "e2e" && (hasParameter || path.some((segment) => words.has(segment)));
}

/** Words of snake_case, camelCase, kebab-case and paths, in lower case; `v1` stays one word. */
function splitWords(text: string): readonly string[] {
  return text.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase().replace(/([a-z]{2,})(\d)/g, "$1 $2")
    .split(/[^a-z0-9]+/).filter((word) => word !== "");
}
