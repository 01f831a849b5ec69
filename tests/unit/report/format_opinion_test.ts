import { assertEquals } from "@std/assert";
import type { ModelOpinion } from "../../../lib/model/model_opinion.ts";
import { formatOpinion } from "../../../lib/report/format_opinion.ts";

const OPINION: ModelOpinion = {
  said_by: "small",
  address: "http://llm/v1",
  status: "explained",
  claims: [{ claim: "It is down.", quote: "refused", source: "stderr.log", line: 3 }],
  dropped: 0,
  needs: [],
};

Deno.test("formatOpinion() shows each claim with the words it is drawn from", () => {
  assertEquals(
    formatOpinion(OPINION),
    [
      "small (a language model; it decides nothing) says, and quotes:",
      "  It is down.",
      "    stderr.log:3: refused",
    ].join("\n"),
  );
});

Deno.test("formatOpinion() says that more is needed, and how much was not shown", () => {
  const open = { ...OPINION, status: "more-information-needed" } as const;
  assertEquals(
    formatOpinion({ ...open, claims: [], dropped: 2, needs: ["the log", "the port"] }),
    [
      "small (a language model; it decides nothing) says: more information is needed.",
      "  It would have to see: the log; the port",
      "  Not shown, because it quotes nothing that is there: 2 claims",
    ].join("\n"),
  );
  const both = formatOpinion(open).split("\n");
  assertEquals(both.at(-1), "  It says too that more information is needed.");
});

Deno.test("formatOpinion() lets nothing that a model says move a terminal", () => {
  const nasty = "\u001b[2J\u202eevil\nfake: line";
  const told = formatOpinion({
    ...OPINION,
    said_by: nasty,
    claims: [{ claim: nasty, quote: nasty, source: nasty, line: null }],
    needs: [nasty],
  });
  assertEquals(/[^\n\P{Cc}]|\u202e/u.test(told), false);
  assertEquals(told.split("\n").length, 4);
});
