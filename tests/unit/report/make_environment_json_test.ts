import { assertEquals } from "@std/assert";
import { makeEnvironmentJson } from "../../../lib/report/make_environment_json.ts";
import { SAMPLE_SHARD } from "../../support/sample_shard.ts";
import { greenRecord } from "../../support/sample_record.ts";

Deno.test("makeEnvironmentJson() describes machine and engine", () => {
  assertEquals(makeEnvironmentJson(greenRecord()), {
    "schema": "qa.environment.v1",
    "run_id": "20261120T100000Z-a1b2c3",
    "profile": "ci",
    "host": {
      "hostname": "builder",
      "os": "linux",
      "arch": "x86_64",
      "kernel": "6.1.0",
      "cpus": 2,
      "memory_bytes": 8589934592,
      "deno_version": "2.9.6",
    },
    "ci": null,
    "engine": {
      "docker_bin": "docker",
      "client_version": "28.2.2",
      "server_version": "20.10.24",
      "api_version": "1.41",
      "os": "linux",
      "arch": "amd64",
    },
    "environment": {
      "LANG": "C.UTF-8",
    },
    "shard": null,
  });
});

Deno.test("makeEnvironmentJson() says which shard of its plan a run was", () => {
  const record = greenRecord();
  const plan = { ...record.plan, shard: SAMPLE_SHARD };
  assertEquals(makeEnvironmentJson({ ...record, plan }).shard, SAMPLE_SHARD);
});
