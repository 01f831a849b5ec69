import { assertEquals, assertStringIncludes } from "@std/assert";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { openProject, runGate } from "../../support/run_gate.ts";

const needs = await requireDocker({ images: ["busybox"] });

/** What tests could try to make us write elsewhere, or to change what stands there already. */
const ATTACKS: Readonly<Record<string, string>> = {
  "replaces a folder of its own run by a link":
    "cd outputs/qa/logs/* && mv suites old && ln -s /workspace/evil suites",
  "replaces the outputs by a link": "mv outputs/qa outputs/old; ln -s /workspace/evil outputs/qa",
  "replaces the folder above by a link": "mv outputs old; ln -s /workspace/evil outputs",
  "forges whose run it is, so that a later one would end a stranger":
    "for owner in outputs/qa/.spool/*/owner; do echo forged >$owner && cp $owner evil/; done",
  "removes everything": "rm -rf outputs",
};

for (const [what, attack] of Object.entries(ATTACKS)) {
  Deno.test({
    name: `qa_gate keeps its outputs from a container that ${what}`,
    ...needs,
    async fn() {
      await using where = await openProject({
        "evil/keep": "",
        "qa.jsonc": {
          container: { image: "qa-gate-test-busybox:1", network: "none" },
          suites: [{
            name: "attack",
            command: ["sh", "-c", `mkdir -p outputs/qa; (${attack}); echo "tried: $?"; exit 0`],
          }],
        },
      });
      const end = await runGate(where.root, []);
      assertEquals(end.exit, 0, end.stdout + end.stderr);
      await checkRun(end);
      const stdout = await Deno.readTextFile(`${end.folder}/stdout.log`);
      assertStringIncludes(stdout, "tried: ");
      const evil = await Array.fromAsync(Deno.readDir(`${where.root}/evil`), ({ name }) => name);
      assertEquals(evil, ["keep"]);
      const names = [
        "outputs",
        "outputs/qa",
        "outputs/qa/logs",
        end.folder.slice(where.root.length + 1),
      ];
      for (const name of names) {
        assertEquals((await Deno.lstat(`${where.root}/${name}`)).isDirectory, true, name);
      }
    },
  });
}
