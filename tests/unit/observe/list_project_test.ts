import { assertEquals } from "@std/assert";
import { listProject } from "../../../lib/observe/list_project.ts";
import { fakeHost } from "../../support/fake_host.ts";

function files(...paths: string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [`/p/${path}`, ""]));
}

Deno.test("listProject() lists files near the root first and reads marker files", async () => {
  const host = fakeHost({
    files: {
      ...files("a/b/c/d.py", "a/x.py", "z.md"),
      "/p/package.json": "{}",
      "/p/a/Cargo.toml": "[x]",
    },
  });
  const project = await listProject(host, "/p");
  assertEquals(project.paths, ["package.json", "z.md", "a/Cargo.toml", "a/x.py", "a/b/c/d.py"]);
  assertEquals(project.texts, { "package.json": "{}", "a/Cargo.toml": "[x]" });
});

Deno.test("listProject() goes four levels deep and no deeper", async () => {
  const host = fakeHost({ files: files("1/2/3/in.py", "1/2/3/4/out.py") });
  assertEquals((await listProject(host, "/p")).paths, ["1/2/3/in.py"]);
});

Deno.test("listProject() skips what tools made, hidden folders and virtual environments", async () => {
  const host = fakeHost({
    files: files(
      ".git/config",
      "node_modules/x/package.json",
      "target/a",
      "outputs/qa/run.json",
      "my-env/pyvenv.cfg",
      "my-env/lib/test_a.py",
      "src/a.py",
    ),
  });
  assertEquals((await listProject(host, "/p")).paths, ["src/a.py"]);
});

Deno.test("listProject() never follows a link", async () => {
  const host = fakeHost({
    files: {
      ...files("a.py"),
      "/p/loop": { kind: "link", to: "/p" },
      "/p/package.json": { kind: "link", to: "/etc/x" },
    },
  });
  assertEquals((await listProject(host, "/p")).paths, ["a.py"]);
});

Deno.test("listProject() stops at its bounds", async () => {
  const many = Array.from({ length: 6000 }, (_, index) => `many/${index}.py`);
  const host = fakeHost({
    files: { ...files(...many), "/p/package.json": " ".repeat(300 * 1024) },
  });
  const project = await listProject(host, "/p");
  assertEquals(project.paths.length <= 5000, true);
  assertEquals(project.texts, {});
});

Deno.test("listProject() sees nothing where nothing can be read", async () => {
  const host = fakeHost({
    files: files("a/x.py", "b.py"),
    failures: [{ path: "/p/a", code: "permission-denied" }],
  });
  assertEquals((await listProject(host, "/p")).paths, ["b.py"]);
  assertEquals(await listProject(host, "/nowhere"), { paths: [], texts: {} });
});
