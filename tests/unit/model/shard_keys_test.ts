import { assertEquals } from "@std/assert";
import { shardKey, shardKeysOf } from "../../../lib/model/shard_keys.ts";

Deno.test("shardKeysOf() finds a test by itself, by its parent, file, package and suite, in this order", () => {
  const place = (file: string, group: string, name: string) =>
    shardKey({ suite: "u", file, class: group, name });
  assertEquals(shardKeysOf({ suite: "u", file: "f", class: "c", name: "TestA/one/two" }), [
    place("f", "c", "TestA/one/two"),
    place("f", "c", "TestA"),
    place("f", "", ""),
    place("", "c", ""),
    place("", "", ""),
  ]);
});
