import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import {
  ENTRY_SCRIPT,
  entryArgv,
  readTrailer,
  STDERR_NAME,
  STDOUT_NAME,
  TICKET_NAME,
  TRAILER_NAME,
} from "../../../lib/docker/entry_script.ts";
import type { Trailer } from "../../../lib/model/observation.ts";

const HASH = "0123456789abcdef".repeat(4);
/** In the order in which the script writes. */
const WHOLE = [
  "nonce 5f",
  "spooled 1",
  "oom_kills 1",
  "pids_limit_hits 2",
  "memory_peak_bytes 33554432",
  "ended_uptime_s 3600.25",
  "exit_code 3",
  `stdout 2048 ${HASH}`,
  "stderr 0 -",
  "",
].join("\n");
const NOTHING: Trailer = {
  nonce: "",
  exitCode: null,
  oomKills: null,
  pidsLimitHits: null,
  memoryPeakBytes: null,
  signalled: false,
  spooled: false,
  endedUptimeS: null,
  stdout: null,
  stderr: null,
};

Deno.test("entryArgv() passes the command behind the script, the nonce's file and the box", () => {
  const options = { nonceFile: "/w/n", box: "/b", argv: ["pytest", "-x", ""] };
  const expected = ["-c", ENTRY_SCRIPT, "qa-entry", "/w/n", "/b", "pytest", "-x", ""];
  assertEquals(entryArgv(options), expected);
});

Deno.test("ENTRY_SCRIPT knows the box's files by the names that the gate gives them", () => {
  for (const name of [TICKET_NAME, STDOUT_NAME, STDERR_NAME, TRAILER_NAME]) {
    assertStringIncludes(ENTRY_SCRIPT, `"$qa_box/${name}"`);
  }
});

Deno.test("readTrailer() reads a whole trailer", () => {
  assertEquals(readTrailer(WHOLE), {
    nonce: "5f",
    exitCode: 3,
    oomKills: 1,
    pidsLimitHits: 2,
    memoryPeakBytes: 33554432,
    signalled: false,
    spooled: true,
    endedUptimeS: 3600.25,
    stdout: { bytes: 2048, sha256: HASH },
    stderr: { bytes: 0, sha256: null },
  });
});

Deno.test("readTrailer() says nothing of what was not written", () => {
  assertEquals(readTrailer(""), NOTHING);
  assertEquals(readTrailer("nonce \n"), NOTHING);
  assertEquals(readTrailer("nonce 5f\n"), { ...NOTHING, nonce: "5f" });
  assertEquals(readTrailer("nonce 5f\nspooled 0\n").spooled, false);
  assertEquals(readTrailer("nonce 5f\nsignal TERM\nexit_code 0\n").signalled, true);
});

Deno.test("readTrailer() has an exit code and no seals where the script could not fork", () => {
  const { exitCode, spooled, stdout, stderr } = readTrailer("nonce 5f\nspooled 1\nexit_code 3\n");
  assertEquals([exitCode, spooled, stdout, stderr], [3, true, null, null]);
});

Deno.test("readTrailer() counts whole lines only, wherever it was torn", () => {
  const whole = readTrailer(WHOLE);
  const hasCode = WHOLE.indexOf("stdout ");
  for (let length = 0; length < WHOLE.length; length++) {
    const torn = readTrailer(WHOLE.slice(0, length));
    assertEquals(torn.exitCode, length < hasCode ? null : 3, `${length}`);
    for (const key of Object.keys(NOTHING) as (keyof Trailer)[]) {
      const isNothingOrWhole = [NOTHING[key], whole[key]].some((value) =>
        JSON.stringify(value) === JSON.stringify(torn[key])
      );
      assert(isNothingOrWhole, `${key} of the first ${length} bytes`);
    }
  }
});

Deno.test("readTrailer() keeps the first nonce and the last of all else when tests add lines", () => {
  const { nonce, exitCode, stdout } = readTrailer(
    `nonce a\nstdout 1 -\nexit_code 0\nnonce b\nexit_code 1\nstdout 2 ${HASH}\n`,
  );
  assertEquals([nonce, exitCode, stdout], ["a", 1, { bytes: 2, sha256: HASH }]);
});

Deno.test("readTrailer() takes no strange number", () => {
  for (const value of ["", "-1", "1e9", "max", "1 2", "9".repeat(16), "0x1"]) {
    assertEquals(readTrailer(`nonce a\nexit_code ${value}\n`).exitCode, null, value);
  }
});

Deno.test("readTrailer() takes no strange seal, also where a good one came before", () => {
  const strange = [
    "",
    "5",
    "-1 -",
    "5 x",
    `5 ${HASH}0`,
    `5 ${HASH.toUpperCase()}`,
    "1e9 -",
    "5 - -",
  ];
  for (const value of [...strange, `${"9".repeat(16)} -`, `5  ${HASH}`]) {
    assertEquals(readTrailer(`stdout 5 ${HASH}\nstdout ${value}\n`).stdout, null, value);
  }
});

Deno.test("readTrailer() never throws", () => {
  const lines = fc.array(
    fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...WHOLE.split("\n"))),
  );
  fc.assert(fc.property(lines, (texts) => {
    readTrailer(texts.join("\n"));
  }));
});
