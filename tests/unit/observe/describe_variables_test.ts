import { assertEquals } from "@std/assert";
import { describeVariables } from "../../../lib/observe/describe_variables.ts";

Deno.test("describeVariables() tells values of an allow-list, of others only that they are set", () => {
  assertEquals(describeVariables({ PATH: "/bin", API_KEY: "hunter2", DOCKER_HOST: "unix:///x" }), {
    API_KEY: "(set, 7 characters)",
    DOCKER_HOST: "unix:///x",
    PATH: "/bin",
  });
});
