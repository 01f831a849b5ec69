import { assertEquals } from "@std/assert";
import { clusterFailures } from "../../../lib/classify/cluster_failures.ts";
import { CLUSTER_TESTS } from "../../../lib/model/diagnosis.ts";
import { sampleTest } from "../../support/sample_suite.ts";

const ASSERTION = { type: "", message: "", file: "a.py", line: 1 };

Deno.test("clusterFailures() groups by fingerprint, the largest first, and names the first tests", () => {
  const rare = sampleTest({ id: "rare", fingerprint: "r" });
  const common = Array.from(
    { length: CLUSTER_TESTS + 5 },
    (_, at) => sampleTest({ id: `common ${at}`, fingerprint: "c" }),
  );
  const clusters = clusterFailures({ failures: [rare, ...common] }, {
    rare: ASSERTION,
    "common 0": ASSERTION,
  });
  assertEquals(
    clusters.map(({ fingerprint, count, tests }) => [fingerprint, count, tests.length]),
    [
      ["c", CLUSTER_TESTS + 5, CLUSTER_TESTS],
      ["r", 1, 1],
    ],
  );
});

Deno.test("clusterFailures() leaves out what has no fingerprint", () => {
  assertEquals(clusterFailures({ failures: [sampleTest({ id: "x" })] }, { x: ASSERTION }), []);
});

Deno.test("clusterFailures() counts the tests that are not named too", () => {
  const failures = [sampleTest({ id: "x", fingerprint: "f" })];
  const [cluster] = clusterFailures({ failures, causes: { f: 3_000 } }, { x: ASSERTION });
  assertEquals([cluster?.count, cluster?.tests], [3_000, ["x"]]);
});
