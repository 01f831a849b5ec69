import { assertEquals } from "@std/assert";
import { qaGate } from "../../scripts/qa/qa_gate.ts";
import "../../lib/pipeline/gate_command.ts";
import "../../lib/pipeline/doctor_command.ts";
import { PreflightJson } from "../../lib/model/preflight_json.ts";
import { engineHost } from "../support/fake_engine.ts";
import { fakeHost } from "../support/fake_host.ts";

const FILES = {
  "/project/qa.jsonc": JSON.stringify({
    container: { image: "example/app:1" },
    suites: [{ name: "unit", kind: "check", command: ["./check.sh"], failsafe: true }],
    quarantine: [{
      id: "unit::*",
      class: "FLAKE-NET",
      owner: "ann",
      reason: "slow",
      issue: "#1",
      expires: "2026-01-07",
    }],
  }),
  "/project/check.sh": "#!/bin/sh\n",
};
const DF = `Filesystem 1024-blocks Used Available Capacity Mounted on
/dev/sda1 100000000 1 50000000 1% /
`;
const df = { match: (argv: readonly string[]) => argv[0] === "df", stdout: DF };

Deno.test("qa_gate --preflight without Docker says the whole of it, and writes nothing", async () => {
  const host = fakeHost({ files: FILES, programs: [df] });
  await host.files.writeWhole("/project/check.sh", "#!/bin/sh\n", 0o755);
  const before = host.files.paths();
  const exit = await qaGate(host, ["--preflight"]);
  assertEquals(
    host.stdout(),
    `ok       config     1 suite from qa.jsonc
fail     engine     docker-missing: "docker": not found in PATH
                    -> Install Docker, or name another client with --docker-bin
ok       runner     unit: ./check.sh is on this machine
ok       project    /project can be read
ok       outputs    /project/outputs/qa can be written
ok       disk       project: 48,828 MiB, 50,000,000 inodes free at /project
warning  quarantine unit::* expires on 2026-01-07, in 5 days
                    -> Mend the test, or take the entry out
ok       clock      all clocks agree
ok       leftovers  no folders; the engine was not asked
READY  only the failsafe can run: a gate would end degraded; 0.0s
`,
  );
  assertEquals([exit, host.stderr()], [0, ""]);
  assertEquals(host.files.paths(), before);
});

Deno.test("qa_gate --preflight fetches no image that is missing", async () => {
  const image = { code: 1, stderr: "Error: No such image: example/app:1\n", stdout: "[]\n" };
  const host = engineHost({ files: FILES, programs: [df] }, { image });
  assertEquals(await qaGate(host, ["--preflight", "--json"]), 0);
  const answer = PreflightJson.parse(JSON.parse(host.stdout()));
  assertEquals(answer.checks.find(({ id }) => id === "image"), {
    id: "image",
    status: "warning",
    says: "example/app:1 is not there: a run would fetch it first",
    remedy: "Fetch it before: docker pull example/app:1",
  });
  const verbs = host.calls.map(({ argv }) => argv[1]);
  for (const verb of ["pull", "build", "create", "start", "run"]) {
    assertEquals(verbs.includes(verb), false, verb);
  }
});
