import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { LLM_FLAGS } from "../../../lib/config/llm_flags.ts";
import { parseFlags } from "../../../lib/config/parse_flags.ts";
import { readModelAddress } from "../../../lib/config/read_model_address.ts";

function read(args: readonly string[], environment: Record<string, string> = {}) {
  const flags = parseFlags(LLM_FLAGS, args);
  assert(flags.ok, JSON.stringify(flags));
  return readModelAddress(flags.value, environment);
}

Deno.test("readModelAddress() is null where nobody wants a model asked", () => {
  assertEquals(read([]), { ok: true, value: null });
  assertEquals(read([], { QA_LLM: "", QA_LLM_KEY: "k-123456" }), { ok: true, value: null });
});

Deno.test("readModelAddress() takes flags, then variables, then a minute", () => {
  const environment = { QA_LLM: "http://a/v1", QA_LLM_MODEL: "small", QA_LLM_TIMEOUT: "5s" };
  assertEquals(read([], environment), {
    ok: true,
    value: { url: "http://a/v1", model: "small", timeoutMs: 5000 },
  });
  assertEquals(read(["--llm", "https://b:1/v1", "--llm-model", "big", "--llm-timeout", "2m"]), {
    ok: true,
    value: { url: "https://b:1/v1", model: "big", timeoutMs: 120_000 },
  });
  assertEquals(read(["--llm", "http://localhost:11434"]), {
    ok: true,
    value: { url: "http://localhost:11434", model: null, timeoutMs: 60_000 },
  });
});

for (
  const [address, message] of [
    ["localhost:11434", "no http or https address"],
    ["ftp://host/v1", "no http or https address"],
    ["http://", "no http or https address"],
    ["http:///v1", "no http or https address"],
    ["http://ho st/v1", "a space or a control character"],
    ["http://host/v1\n", "a space or a control character"],
    ["http://user:s3cr3t-word@host/v1", "a name or a password stands in the address"],
    ["http://s3cr3t-word@host/v1", "a name or a password stands in the address"],
    ["http://host/v1?key=s3cr3t-word", "goes on after its path"],
    ["http://host/v1#s3cr3t-word", "goes on after its path"],
  ] as const
) {
  Deno.test(`readModelAddress() refuses ${JSON.stringify(address)} and repeats no secret`, () => {
    for (const told of [read([`--llm=${address}`]), read([], { QA_LLM: address })]) {
      assert(!told.ok && told.error.kind === "usage");
      assertStringIncludes(told.error.message, message);
      assertEquals(JSON.stringify(told).includes("s3cr3t"), false);
      const isSecret = address.includes("s3cr3t");
      assertEquals(told.error.hint.includes("QA_LLM_KEY"), isSecret);
    }
  });
}

Deno.test("readModelAddress() refuses a model or a time without an address", () => {
  const told = read(["--llm-model", "small"]);
  assert(!told.ok && told.error.kind === "usage");
  assertEquals(told.error.message, "--llm-model needs the address of a language model");
  // A variable may be set for other calls.
  assertEquals(read([], { QA_LLM_MODEL: "small" }), { ok: true, value: null });
});
