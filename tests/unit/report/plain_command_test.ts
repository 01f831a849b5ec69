import { assertEquals } from "@std/assert";
import { plainCommand } from "../../../lib/report/plain_command.ts";

Deno.test("plainCommand() keeps what a user would type", () => {
  const argv = ["python3", "{reports}/watch.py", "-m", "pytest", "--junitxml={report}"];
  const env = { OURS: "--reporter={reports}/ours.js", PASSED_ON: null, KEPT: "a" };
  assertEquals(plainCommand({ argv, env }), {
    argv: ["python3", "-m", "pytest", "--junitxml={report}"],
    env: { PASSED_ON: null, KEPT: "a" },
  });
});
