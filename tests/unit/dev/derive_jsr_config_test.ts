import { assertEquals } from "@std/assert";
import { deriveJsrConfig } from "../../../scripts/dev/derive_jsr_config.ts";

Deno.test("deriveJsrConfig() takes @std from JSR and keeps the rest", () => {
  const config = {
    lock: { path: "deno.lock", frozen: true },
    imports: {
      "@std/path": "./lib/std/path.ts",
      "@std/path/posix": "./lib/std/path_posix.ts",
      "deno-std": "npm:deno-std@1.4.0",
      "zod": "npm:zod@4.6.7",
    },
    tasks: { a: "b" },
  };
  assertEquals(JSON.parse(deriveJsrConfig(JSON.stringify(config))), {
    lock: { path: "deno.jsr.lock", frozen: false },
    imports: {
      "@std/path": "jsr:@std/path@1",
      "@std/path/posix": "jsr:@std/path@1/posix",
      "zod": "npm:zod@4.6.7",
    },
    tasks: { a: "b" },
  });
});
