import { assertEquals } from "@std/assert";
import { pathInOutputs, pathOfResults } from "../../../../lib/catalog/gates/path_in_outputs.ts";

Deno.test("pathInOutputs() tells a path of a run from the root, where it lies below the outputs", () => {
  const context = { outputs: "outputs/qa" };
  assertEquals(
    pathInOutputs("/home/a/outputs/qa/logs/x/t.json", context),
    "outputs/qa/logs/x/t.json",
  );
  assertEquals(pathInOutputs("/elsewhere/x/t.json", context), "/elsewhere/x/t.json");
  assertEquals(pathInOutputs("/a/b", { outputs: "" }), "/a/b");
});

Deno.test("pathOfResults() is what was given where the run has no folder", () => {
  const context = { outputs: "outputs/qa" };
  const folder = "/home/a/outputs/qa/logs/x";
  assertEquals(
    pathOfResults({ folder, given: "latest" }, context),
    "outputs/qa/logs/x/results.json",
  );
  assertEquals(pathOfResults({ folder: null, given: "summary.json" }, context), "summary.json");
});
