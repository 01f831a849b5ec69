import { assertEquals } from "@std/assert";
import commandText from "../../../fixtures/docker/logs/exited/command.txt" with { type: "text" };
import podmanText from "../../../fixtures/docker/logs/podman-exited/command.txt" with {
  type: "text",
};
import { dockerLogs } from "../../../lib/docker/docker_logs.ts";

Deno.test("dockerLogs() asks for what was kept, without following, as the captured clients were asked", () => {
  for (const text of [commandText, podmanText]) {
    const [bin = "", , , id = ""] = text.trim().split(" ");
    assertEquals(dockerLogs(bin, id).join(" "), text.trim());
  }
});
