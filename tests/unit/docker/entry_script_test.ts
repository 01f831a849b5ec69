import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { ENTRY_SCRIPT, entryArgv, readTrailer } from "../../../lib/docker/entry_script.ts";

const WHOLE = "nonce 5f\noom_kills 1\npids_limit_hits 2\nmemory_peak_bytes 33554432\nexit_code 3\n";
const NOTHING = {
  nonce: "",
  exitCode: null,
  oomKills: null,
  pidsLimitHits: null,
  memoryPeakBytes: null,
};

Deno.test("entryArgv() passes the command behind the script and the two files", () => {
  const options = { nonceFile: "/w/n", trailerFile: "/b/t", argv: ["pytest", "-x", ""] };
  const expected = ["-c", ENTRY_SCRIPT, "qa-entry", "/w/n", "/b/t", "pytest", "-x", ""];
  assertEquals(entryArgv(options), expected);
});

Deno.test("readTrailer() reads a whole trailer", () => {
  assertEquals(readTrailer(WHOLE), {
    nonce: "5f",
    exitCode: 3,
    oomKills: 1,
    pidsLimitHits: 2,
    memoryPeakBytes: 33554432,
  });
});

Deno.test("readTrailer() says nothing of what was not written", () => {
  assertEquals(readTrailer(""), NOTHING);
  assertEquals(readTrailer("nonce \n"), NOTHING);
  assertEquals(readTrailer("nonce 5f\n"), { ...NOTHING, nonce: "5f" });
});

Deno.test("readTrailer() counts whole lines only, wherever it was torn", () => {
  for (let length = 0; length < WHOLE.length; length++) {
    const { nonce, exitCode, memoryPeakBytes } = readTrailer(WHOLE.slice(0, length));
    assertEquals(exitCode, null);
    assertEquals(nonce === "" || nonce === "5f", true);
    assertEquals(memoryPeakBytes === null || memoryPeakBytes === 33554432, true);
  }
});

Deno.test("readTrailer() keeps the first nonce and the last numbers when tests add lines", () => {
  const { nonce, exitCode } = readTrailer("nonce a\nnonce b\nexit_code 0\nexit_code 1\n");
  assertEquals([nonce, exitCode], ["a", 1]);
});

Deno.test("readTrailer() takes no strange number", () => {
  for (const value of ["", "-1", "1e9", "max", "1 2", "9".repeat(16), "0x1"]) {
    assertEquals(readTrailer(`nonce a\nexit_code ${value}\n`).exitCode, null, value);
  }
});

Deno.test("readTrailer() never throws", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    readTrailer(text);
  }));
});
