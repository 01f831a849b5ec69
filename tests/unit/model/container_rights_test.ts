import { assertEquals } from "@std/assert";
import { rightOptions } from "../../../lib/model/container_rights.ts";

Deno.test("rightOptions() drops everything, gives few back, and lets nobody gain more", () => {
  const options = rightOptions({ capAdd: [], newPrivileges: false });
  assertEquals(options[0], "--cap-drop=ALL");
  assertEquals(options.at(-1), "--security-opt=no-new-privileges");
  assertEquals(options.filter((one) => /RAW|ADMIN|MKNOD|PTRACE|MODULE/.test(one)), []);
});

Deno.test("rightOptions() gives what was asked for, each once", () => {
  const options = rightOptions({ capAdd: ["NET_RAW", "CHOWN", "NET_RAW"], newPrivileges: true });
  assertEquals(options.filter((one) => one === "--cap-add=NET_RAW").length, 1);
  assertEquals(options.filter((one) => one === "--cap-add=CHOWN").length, 1);
  assertEquals(options.some((one) => one.includes("no-new-privileges")), false);
});
