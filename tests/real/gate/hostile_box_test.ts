import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { openProject, runGate } from "../../support/run_gate.ts";

const needs = await requireDocker({ images: ["busybox"] });

/** Runs suites that all are one shell script, and gives what became of them. */
async function gate(scripts: Readonly<Record<string, string>>, container: object = {}) {
  await using where = await openProject({
    "qa.jsonc": {
      container: { image: "qa-gate-test-busybox:1", network: "none", timeout: "60s", ...container },
      suites: Object.entries(scripts).map(([name, script]) => ({
        name,
        command: ["sh", "-c", script],
      })),
    },
  });
  const end = await runGate(where.root, [], { prefix: ["sh", "-c", 'umask 077; exec "$@"', "sh"] });
  const { results, exits, run } = await checkRun(end);
  const outcomes = Object.fromEntries(results.suites.map(({ name, outcome }) => [name, outcome]));
  const logs = await Promise.all(
    Object.keys(scripts).map((name) =>
      Deno.readTextFile(`${end.folder}/suites/${name}/container-1/stdout.log`)
    ),
  );
  return { end, outcomes, exits, warnings: run.warnings.join("\n"), logs };
}

/** At a second run, as in an image without a shell, each of these would be green. */
const AGAIN = "[ ! -e again-$0 ] || exit 0; : >again-$0; exit 1";

Deno.test({
  name:
    "qa_gate believes no suite whose tests changed the trailer, runs none again, and ends at once",
  ...needs,
  async fn() {
    const box = "/qa-gate/trailer.txt";
    const { end, outcomes } = await gate({
      removed: `rm -rf /qa-gate/*; exit 0`,
      folder: `rm ${box}; mkdir ${box}; ${AGAIN}`,
      link: `ln -sf /etc/hostname ${box}; ${AGAIN.replaceAll("again", "link")}`,
      pipe: `rm ${box}; mkfifo ${box}; exit 0`,
      forged: `echo "exit_code 0" >>${box}; exit 3`,
    });
    assertEquals(outcomes, {
      removed: "unproven",
      folder: "unproven",
      link: "unproven",
      pipe: "unproven",
      forged: "failed",
    }, end.stdout);
  },
});

Deno.test({
  name:
    "qa_gate names what tests have planted beside the report, and marks every cut of their output",
  ...needs,
  async fn() {
    const { outcomes, exits, warnings, logs } = await gate({
      cut: "echo one; echo longer than one >/dev/stdout; echo three",
      planted:
        'ln -s /etc/passwd /qa-gate/l; mkfifo "$(printf "/qa-gate/a\\nb")"; chmod 0 /qa-gate',
    });
    assertEquals(outcomes, { cut: "passed", planted: "passed" });
    assertEquals(exits["cut"]?.container?.log_integrity?.status, "truncated");
    assertStringIncludes(logs[0] ?? "", "longer than one\nthree\n");
    assertStringIncludes(warnings, '"l": a link');
    assertStringIncludes(warnings, '"a\\nb": neither a file nor a folder');
  },
});

Deno.test({
  name: "qa_gate under a narrow umask runs a container whose user is anybody",
  ...needs,
  async fn() {
    const { outcomes, exits, logs } = await gate({ user: "id -u" }, { user: "12345" });
    assertEquals([outcomes["user"], logs[0]], ["passed", "12345\n"]);
    assert(exits["user"]?.container?.trailer?.nonce_read);
  },
});
