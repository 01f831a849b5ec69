import { assertEquals } from "@std/assert";
import { classifyText } from "../../../lib/classify/classify_text.ts";
import { loadSignatures } from "../../../lib/catalog/signatures.ts";

const ROWS = await loadSignatures();

function classify(text: string) {
  const { classification, saidBy } = classifyText([{ source: "text", text, firstLine: 1 }], ROWS);
  return [classification.class, saidBy];
}

Deno.test("classifyText() takes a line for a message, a trace for a test's words, the rest for a log", () => {
  const refused = "curl: (7) Failed to connect to localhost port 5432: Connection refused";
  assertEquals(classify(refused), ["connection", "message"]);
  const trace =
    'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\n\nMemoryError';
  assertEquals(classify(trace), ["oom", "details"]);
  assertEquals(classify(`one\ntwo\nthree\nfour\n${refused}`), ["connection", "stderr"]);
});

Deno.test("classifyText() takes for the engine's words what nobody else could be believed", () => {
  const text = "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. " +
    "Is the docker daemon running?";
  assertEquals(classify(text), ["daemon", "engine"]);
});

Deno.test("classifyText() says of what it does not know that it does not", () => {
  assertEquals(classify("well, well"), ["unknown", "message"]);
  assertEquals(classify("\u0000\u001b[2J\ufffd\n".repeat(20)), ["unknown", "stderr"]);
});
