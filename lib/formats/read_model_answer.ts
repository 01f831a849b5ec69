import { ModelAnswer } from "../model/model_opinion.ts";
import { err, ok, type Result } from "../model/result.ts";

/**
 * What a model answered, out of the body of an OpenAI-compatible address: one object, or the lines of
 * a stream that was not asked for. What is no answer is told in one sentence.
 */
export function readModelAnswer(body: string): Result<ModelAnswer, string> {
  const content = readContent(body);
  if (content === null) return err("the server's answer is no chat completion");
  const value = parseObject(content);
  if (value === undefined) return err("the model did not answer with a JSON object");
  const answer = ModelAnswer.safeParse(value, { jitless: true });
  if (answer.success) return ok(answer.data);
  const [issue] = answer.error.issues;
  return err(`the model's answer is of another shape: ${issue?.path.join(".")}: ${issue?.message}`);
}

/** Text of the first choice; null where there is none. */
function readContent(body: string): string | null {
  if (/^\s*data:/.test(body)) return readStream(body);
  const message = fieldOf(firstChoice(parse(body)), "message");
  const content = fieldOf(message, "content");
  return typeof content === "string" ? content : null;
}

/** The pieces of a stream (server-sent events), joined. */
function readStream(body: string): string | null {
  const pieces = body.split(/\r?\n/)
    .filter((line) => line.startsWith("data:"))
    .map((line) => fieldOf(fieldOf(firstChoice(parse(line.slice(5))), "delta"), "content"))
    .filter((piece) => typeof piece === "string");
  return pieces.length === 0 ? null : pieces.join("");
}

function firstChoice(value: unknown): unknown {
  const choices = fieldOf(value, "choices");
  return Array.isArray(choices) ? choices[0] : undefined;
}

/** Models like to wrap what they were asked for: everything from the first brace to the last one. */
function parseObject(text: string): unknown {
  const [from, to] = [text.indexOf("{"), text.lastIndexOf("}")];
  return from === -1 || to < from ? undefined : parse(text.slice(from, to + 1));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}
