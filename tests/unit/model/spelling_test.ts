import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { nearestSpelling } from "../../../lib/model/spelling.ts";

Deno.test("nearestSpelling() finds a word with a slip", () => {
  const words = ["memory", "mount", "mode", "shm-size", "profile"];
  assertEquals(nearestSpelling("memry", words), "memory");
  assertEquals(nearestSpelling("mdoe", words), "mode");
  assertEquals(nearestSpelling("SHM_SIZE", words), "shm-size");
  assertEquals(nearestSpelling("profil", words), "profile");
});

Deno.test("nearestSpelling() says nothing when nothing is near", () => {
  assertEquals(nearestSpelling("banana", ["memory", "mount"]), null);
  assertEquals(nearestSpelling("", []), null);
  assertEquals(nearestSpelling("x".repeat(1_000_000), ["memory"]), null);
});

Deno.test("nearestSpelling() finds a word that is there", () => {
  fc.assert(fc.property(fc.array(fc.string({ minLength: 1, maxLength: 20 })), (words) => {
    for (const word of words) {
      const found = nearestSpelling(word, words);
      const same = (text: string | null) => text?.toLowerCase().replaceAll("_", "-");
      assertEquals(same(found), same(word));
    }
  }));
});
