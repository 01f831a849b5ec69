import { assertEquals } from "@std/assert";
import { formatSize } from "../../../lib/report/format_size.ts";

Deno.test("formatSize() chooses the largest unit that is not below one", () => {
  const given = [0, 1, 1023, 1024, 536_870_912, 1_610_612_736, 2 ** 50];
  const words = ["0 bytes", "1 bytes", "1023 bytes", "1 KiB", "512 MiB", "1.5 GiB", "1024 TiB"];
  assertEquals(given.map(formatSize), words);
});
