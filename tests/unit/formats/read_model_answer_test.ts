import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import * as fc from "fast-check";
import { readModelAnswer } from "../../../lib/formats/read_model_answer.ts";

const ANSWER = {
  status: "explained",
  claims: [{ claim: "c", quote: "q", source: "s" }],
  needs: [],
};

function completion(content: string): string {
  return JSON.stringify({ choices: [{ message: { role: "assistant", content } }] });
}

function valueOf(body: string): unknown {
  const read = readModelAnswer(body);
  assert(read.ok, JSON.stringify(read));
  return read.value;
}

Deno.test("readModelAnswer() reads the object that was asked for, also wrapped in words", () => {
  const text = JSON.stringify(ANSWER);
  assertEquals(valueOf(completion(text)), ANSWER);
  assertEquals(valueOf(completion(`Sure!\n\`\`\`json\n${text}\n\`\`\`\nAnything else?`)), ANSWER);
});

Deno.test("readModelAnswer() joins a stream that nobody asked for", () => {
  const text = JSON.stringify(ANSWER);
  const pieces = [text.slice(0, 20), text.slice(20)].map((content) =>
    `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`
  );
  assertEquals(valueOf(`${pieces.join("")}data: [DONE]\n\n`), ANSWER);
});

for (
  const [what, body, words] of [
    ["an empty body", "", "no chat completion"],
    ["a page", "<html>busy</html>", "no chat completion"],
    ["another object", '{"error":{"message":"no"}}', "no chat completion"],
    ["a choice without words", '{"choices":[{"message":{"content":null}}]}', "no chat completion"],
    ["prose", completion("It is the database."), "did not answer with a JSON object"],
    ["a torn object", completion('{"status": "explained", "claims": ['), "JSON object"],
    ["another shape", completion('{"status": "sure"}'), "another shape: status"],
    [
      "a flood of claims",
      completion(JSON.stringify({
        status: "explained",
        claims: Array(30).fill(ANSWER.claims[0]),
      })),
      "another shape: claims",
    ],
  ] as const
) {
  Deno.test(`readModelAnswer() says what is wrong with ${what}`, () => {
    const read = readModelAnswer(body);
    assert(!read.ok);
    assertStringIncludes(read.error, words);
  });
}

Deno.test("readModelAnswer() never throws", () => {
  fc.assert(fc.property(fc.string(), (text) => {
    readModelAnswer(text);
    readModelAnswer(completion(text));
    readModelAnswer(`data:${text}`);
  }));
});
