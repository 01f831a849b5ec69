/**
 * The table of tests: reads the columns, filters, sorts and shows a page of rows. Filtering 50,000 tests
 * takes some milliseconds, because only what is seen becomes elements.
 */
export const TABLE_SCRIPT: string = String.raw`
const app = byId("tests-app");
if (app !== null) {
const PAGE = 50;
const OUTCOMES = app.dataset.outcomes.split(",").map((words) => {
  const [word, sign, tone] = words.split(" ");
  return { word, sign, tone };
});
const ORDER = ["failed", "error", "crashed", "timed-out", "unexpected-pass", "flaky", "not-run", "skipped", "expected-failure", "passed"];
const RANK = OUTCOMES.map(({ word }) => ORDER.indexOf(word));
const names = [], files = [], groups = [], suites = [], durations = [], outcomes = [], extras = new Map();
const spread = (runs, rows, into) => {
  let text = "";
  for (let row = 0, at = 0; row < rows; row++) {
    if (runs[at] === row) { text = runs[at + 1]; at += 2; }
    into.push(text);
  }
};
let left = {};
for (const line of byId("test-data").textContent.split("\n")) {
  if (line === "") continue;
  const block = JSON.parse(line);
  if (block.n === undefined) { left = block.left; continue; }
  const from = names.length, rows = block.n.length;
  for (let row = 0; row < rows; row++) {
    names.push(block.n[row]);
    durations.push(block.d[row]);
    outcomes.push(block.o.charCodeAt(row) - 97);
  }
  spread(block.f, rows, files);
  spread(block.c, rows, groups);
  spread(block.s, rows, suites);
  for (const row of Object.keys(block.x)) extras.set(from + Number(row), block.x[row]);
}
byId("test-data").textContent = "";

const total = names.length;
const state = { search: "", outcome: "", suite: "", sort: "outcome", down: false, page: 0 };
let shown = Array.from({ length: total }, (_, at) => at);
const excused = (at) => extras.get(at)?.[3] === 1;
let hay = null;
const look = (at) => {
  hay ??= new Array(total);
  return hay[at] ??= (suites[at] + "\n" + files[at] + "\n" + groups[at] + "\n" + names[at] + "\n" + (extras.get(at)?.[0] ?? "")).toLowerCase();
};
const KEYS = {
  outcome: (at) => excused(at) ? 4.5 : RANK[outcomes[at]],
  name: (at) => groups[at] + "\n" + names[at],
  file: (at) => files[at],
  suite: (at) => suites[at],
  duration: (at) => -durations[at],
};
const order = () => {
  const keys = new Array(total);
  for (const at of shown) keys[at] = KEYS[state.sort](at);
  const turn = state.down ? -1 : 1;
  shown.sort((a, b) => keys[a] < keys[b] ? -turn : keys[a] > keys[b] ? turn : a - b);
};
const select = () => {
  const words = state.search.toLowerCase().split(/\s+/).filter((word) => word !== "");
  const next = [];
  for (let at = 0; at < total; at++) {
    if (state.suite !== "" && suites[at] !== state.suite) continue;
    if (state.outcome === "quarantined" ? !excused(at) : state.outcome !== "" && OUTCOMES[outcomes[at]].word !== state.outcome) continue;
    if (words.length > 0 && !words.every((word) => look(at).includes(word))) continue;
    next.push(at);
  }
  shown = next;
  state.page = 0;
  order();
};
const TURNING = /[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const clean = (text) => text.replace(CONTROL, "").replace(TURNING, (one) => "U+" + one.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0"));
const add = (parent, tag, text, name) => {
  const element = document.createElement(tag);
  if (name !== undefined) element.className = name;
  if (text !== "") element.textContent = clean(text);
  parent.append(element);
  return element;
};
const inWords = (ms) => {
  if (ms < 0) return "";
  if (ms < 1000) return (ms < 10 ? ms : Math.round(ms)) + " ms";
  if (ms < 60000) return (ms / 1000).toFixed(1) + " s";
  return Math.floor(ms / 60000) + "m " + String(Math.round(ms % 60000 / 1000)).padStart(2, "0") + "s";
};
const drawRow = (at) => {
  const row = document.createElement("tr");
  const { word, sign, tone } = OUTCOMES[outcomes[at]];
  const [message, line, tries] = extras.get(at) ?? ["", 0, 1];
  const outcome = add(row, "td", "");
  add(outcome, "span", sign + " " + (excused(at) ? "quarantined" : word), "chip " + (excused(at) ? "warn" : tone));
  const name = add(row, "th", "");
  name.scope = "row";
  add(name, "bdi", names[at]);
  if (groups[at] !== "") add(name, "span", groups[at], "in");
  if (tries > 1) add(name, "span", tries + " tries", "in");
  if (message !== "") add(name, "span", message, "says");
  add(row, "td", files[at] + (line > 0 && files[at] !== "" ? ":" + line : ""));
  add(row, "td", suites[at]);
  add(row, "td", inWords(durations[at]), "num");
  return row;
};
const number = (value) => value.toLocaleString("en");
const draw = () => {
  const pages = Math.max(1, Math.ceil(shown.length / PAGE));
  state.page = Math.min(Math.max(state.page, 0), pages - 1);
  const from = state.page * PAGE;
  const rows = shown.slice(from, from + PAGE);
  byId("t-body").replaceChildren(...rows.map(drawRow));
  const where = rows.length === 0 ? "No test" : number(from + 1) + " to " + number(from + rows.length);
  byId("t-status").textContent = where + " of " + number(shown.length) + (shown.length === total ? " tests" : " that match, " + number(total) + " tests in all");
  for (const button of app.querySelectorAll("[data-page]")) {
    const back = button.dataset.page === "first" || button.dataset.page === "previous";
    button.disabled = back ? state.page === 0 : state.page === pages - 1;
  }
  for (const button of app.querySelectorAll("[data-sort]")) {
    const mine = button.dataset.sort === state.sort;
    button.parentElement.setAttribute("aria-sort", !mine ? "none" : state.down ? "descending" : "ascending");
  }
};
const renew = () => { select(); draw(); };
const fill = (id, values) => {
  for (const [value, words] of values) {
    const option = add(byId(id), "option", words);
    option.value = value;
  }
};
const counts = new Map();
for (let at = 0; at < total; at++) {
  const word = excused(at) ? "quarantined" : OUTCOMES[outcomes[at]].word;
  counts.set(word, (counts.get(word) ?? 0) + 1);
}
fill("t-outcome", [...counts].sort((a, b) => ORDER.indexOf(a[0]) - ORDER.indexOf(b[0])).map(([word, count]) => [word, word + " (" + number(count) + ")"]));
fill("t-suite", [...new Set(suites)].sort().map((name) => [name, name.length > 60 ? name.slice(0, 60) + "…" : name]));
const leftOut = Object.entries(left).map(([word, count]) => number(count) + " " + word).join(", ");
if (leftOut !== "") byId("t-left").textContent = "Not in this table for want of room: " + leftOut + ". All of them are in tests.jsonl.";

byId("t-search").addEventListener("input", (event) => { state.search = event.target.value; renew(); });
for (const what of ["outcome", "suite"]) {
  byId("t-" + what).addEventListener("change", (event) => { state[what] = event.target.value; renew(); });
}
app.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
app.querySelector("form").addEventListener("reset", () => {
  Object.assign(state, { search: "", outcome: "", suite: "" });
  renew();
});
app.addEventListener("click", (event) => {
  const { sort, page } = event.target.dataset;
  if (sort !== undefined) {
    state.down = state.sort === sort && !state.down;
    state.sort = sort;
    state.page = 0;
    order();
    draw();
  }
  if (page === undefined) return;
  state.page = { first: 0, previous: state.page - 1, next: state.page + 1, last: Infinity }[page];
  draw();
});
addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input,select,textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    byId("t-search").focus();
  }
});
// What stands elsewhere on the page may ask for a part of the table.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-show-suite],a[data-show-outcome]");
  if (link === null || link === undefined) return;
  Object.assign(state, { search: "", suite: link.dataset.showSuite ?? "", outcome: link.dataset.showOutcome ?? "" });
  byId("t-search").value = "";
  byId("t-suite").value = state.suite;
  byId("t-outcome").value = state.outcome;
  renew();
});
renew();
}`;
