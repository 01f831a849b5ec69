import { assertEquals } from "@std/assert";
import {
  buildCreateRequest,
  commandInside,
  type ContainerRequest,
} from "../../../lib/execute/container_request.ts";
import { LINT_COMMAND, SAMPLE_CONTAINER } from "../../support/sample_plan.ts";

const ROOT = "/home/dev/shop";
const REQUEST: ContainerRequest = {
  name: "qa-1-lint",
  image: { id: "sha256:1", entrypoint: ["/entry", "--quiet"] },
  settings: SAMPLE_CONTAINER,
  command: { ...LINT_COMMAND, argv: ["pytest", "--junitxml={report}", "tests"] },
  labels: { "qa.run": "1" },
  root: ROOT,
  outputs: "/var/qa",
  box: "/spool/box",
  nonceFile: "/workspace/nonce",
  withEntryScript: true,
};

Deno.test("commandInside() fills in the report's path wherever it stands", () => {
  const argv = ["{report}", "--a={report},{report}", "{other}"];
  const report = "/qa-gate/report.xml";
  const filled = [report, `--a=${report},${report}`, "{other}"];
  assertEquals(commandInside({ ...LINT_COMMAND, argv }), filled);
});

Deno.test("commandInside() fills in the folder of the report", () => {
  const argv = ["python3", "{reports}/watch.py", "--out={report}"];
  const filled = ["python3", "/qa-gate/watch.py", "--out=/qa-gate/report.xml"];
  assertEquals(commandInside({ ...LINT_COMMAND, argv }), filled);
});

Deno.test("buildCreateRequest() keeps the image's entry point in front, behind our script", () => {
  const { entrypoint, argv, init } = buildCreateRequest(REQUEST);
  assertEquals([entrypoint, argv[0], init], ["/bin/sh", "-c", true]);
  assertEquals(argv.slice(2), [
    "qa-entry",
    "/workspace/nonce",
    "/qa-gate",
    "/entry",
    "--quiet",
    "pytest",
    "--junitxml=/qa-gate/report.xml",
    "tests",
  ]);
});

Deno.test("buildCreateRequest() runs the command itself in an image without a shell", () => {
  const bare = buildCreateRequest({ ...REQUEST, withEntryScript: false });
  const command = ["pytest", "--junitxml=/qa-gate/report.xml", "tests"];
  assertEquals([bare.entrypoint, bare.argv], ["/entry", ["--quiet", ...command]]);
  const image = { id: "sha256:1", entrypoint: [] };
  const plain = buildCreateRequest({ ...REQUEST, image, withEntryScript: false });
  assertEquals([plain.entrypoint, plain.argv], ["pytest", command.slice(1)]);
});

Deno.test("buildCreateRequest() fills in the report in variables; the suite's own win", () => {
  const settings = { ...SAMPLE_CONTAINER, env: { LEVEL: "all", KEPT: "{report}" } };
  const env = { LEVEL: "suite", OUT: "to:{report}", PASSED: null };
  const command = { ...REQUEST.command, env };
  assertEquals(buildCreateRequest({ ...REQUEST, settings, command }).env, {
    LEVEL: "suite",
    KEPT: "{report}",
    OUT: "to:/qa-gate/report.xml",
    PASSED: null,
  });
});

Deno.test("buildCreateRequest() starts in the suite's folder, in the resolved image", () => {
  const { name, image, labels } = buildCreateRequest(REQUEST);
  assertEquals([name, image, labels], ["qa-1-lint", "sha256:1", { "qa.run": "1" }]);
  const inFolder = { ...REQUEST, command: { ...REQUEST.command, cwd: "web/app" } };
  assertEquals(buildCreateRequest(REQUEST).workdir, "/workspace");
  assertEquals(buildCreateRequest(inFolder).workdir, "/workspace/web/app");
});

Deno.test("buildCreateRequest() mounts root, guards, the user's own and at last the box", () => {
  const own = { source: "/cache", target: "/home/me/.cache", readOnly: true };
  const request = {
    ...REQUEST,
    outputs: `${ROOT}/outputs/qa`,
    settings: { ...SAMPLE_CONTAINER, mounts: [own] },
  };
  assertEquals(buildCreateRequest(request).mounts, [
    { source: ROOT, target: "/workspace", readOnly: false },
    { source: `${ROOT}/outputs`, target: "/workspace/outputs", readOnly: false },
    { source: `${ROOT}/outputs/qa`, target: "/workspace/outputs/qa", readOnly: true },
    own,
    { source: "/spool/box", target: "/qa-gate", readOnly: false },
  ]);
});
