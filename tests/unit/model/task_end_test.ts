import { assertEquals } from "@std/assert";
import { nameTaskEnd, readTaskEnd } from "../../../lib/model/task_end.ts";

Deno.test("readTaskEnd() reads four numbers and nothing else", () => {
  assertEquals(readTaskEnd(" 137 2 0 1"), {
    ...{ exitCode: 137, memoryKills: 2, deadlinePassed: false, wasTold: true },
  });
  for (const words of ["", " 1 2 3 4", " 1 0 0", "1 0 0 0", " 1234 0 0 0", " -1 0 0 0"]) {
    assertEquals(readTaskEnd(words), null, words);
  }
});

Deno.test("nameTaskEnd() takes the deadline first, and memory only for a script that was killed", () => {
  const ends = [" 0 0 0 0", " 1 1 0 0", " 137 1 0 0", " 137 0 0 0", " 143 0 0 1", " 137 1 1 1"];
  assertEquals(
    ends.map((words) => {
      const end = readTaskEnd(words);
      return end === null ? "" : nameTaskEnd(end);
    }),
    ["exited", "exited", "oom", "exited", "killed", "deadline"],
  );
});
