// Prints how fast output passes the redactor, in MB/s: `deno run tests/bench/formats_redactor_bench.ts`.
// Shapes: ordinary test output with known secrets set, output full of near misses, one endless line.
import { createRedactor } from "../../lib/formats/redactor.ts";

const encoder = new TextEncoder();
const CHUNK_BYTES = 64 * 1024;

const SECRETS = new Map(
  Array.from({ length: 12 }, (_, i) => [`TOKEN_${i}`, `s3cr3t-${i}-${"abcdefgh".repeat(3)}`]),
);

const SHAPES: Readonly<Record<string, (line: number) => string>> = {
  "test output": (line) =>
    `tests/unit/module_${line % 97}/test_file.py::TestCase::test_number_${line} PASSED [ ${
      line % 100
    }%]\n`,
  "log lines": (line) =>
    `2026-11-20 11:08:29,${line % 1000} INFO worker-${
      line % 8
    } handled request /api/v1/items/${line} in 12 ms\n`,
  "near misses": (line) =>
    `token count ${line}: password reset, secret santa, http://localhost:80/${line}, sk-learn\n`,
  "no newline at all": (line) => `${line} `,
  "binary": (line) => String.fromCharCode(line % 256, (line * 7) % 256, 0, 0xff),
};

function chunkOf(shape: (line: number) => string): Uint8Array {
  let text = "";
  for (let line = 0; text.length < CHUNK_BYTES; line++) text += shape(line);
  return encoder.encode(text).slice(0, CHUNK_BYTES);
}

function measure(chunk: Uint8Array, secrets: ReadonlyMap<string, string>, total: number): number {
  const stream = createRedactor(secrets).open("bench");
  const started = performance.now();
  for (let bytes = 0; bytes < total; bytes += chunk.length) stream.push(chunk);
  stream.end();
  return total / 1000 / (performance.now() - started);
}

if (import.meta.main) {
  for (const [name, shape] of Object.entries(SHAPES)) {
    const chunk = chunkOf(shape);
    measure(chunk, SECRETS, 8e6);
    const speed = measure(chunk, SECRETS, 256e6);
    const bare = measure(chunk, new Map(), 256e6);
    console.log(
      `${name.padEnd(20)} ${speed.toFixed(0).padStart(6)} MB/s with 12 known values, ` +
        `${bare.toFixed(0).padStart(6)} MB/s with none`,
    );
  }
}
