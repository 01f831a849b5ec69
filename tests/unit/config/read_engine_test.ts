import { assertEquals } from "@std/assert";
import { parseFlags } from "../../../lib/config/parse_flags.ts";
import { QA_GATE_FLAGS } from "../../../lib/config/qa_gate_flags.ts";
import { readEngine } from "../../../lib/config/read_engine.ts";
import type { EngineConfig } from "../../../lib/model/engine_config.ts";

function read(
  words: readonly string[],
  { config, environment = {} }: {
    readonly config?: EngineConfig;
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
) {
  const flags = parseFlags(QA_GATE_FLAGS, words);
  if (!flags.ok) throw new Error(JSON.stringify(flags.error));
  const whereOf = (key: string): string => `qa.jsonc#${key}`;
  return readEngine({ flags: flags.value, environment, config, whereOf, dockerBin: "docker" });
}

function message(words: readonly string[], more?: Parameters<typeof read>[1]): string {
  const asked = read(words, more);
  return !asked.ok && asked.error.kind === "usage" ? asked.error.message : "";
}

Deno.test("readEngine() is docker unless somebody says otherwise", () => {
  assertEquals(read([]), { ok: true, value: { engine: "docker", remote: null, sources: [] } });
  const local = read(["--engine", "local"]);
  assertEquals(local.ok && [local.value.engine, local.value.remote], ["local", null]);
});

Deno.test("readEngine() takes flags before variables before the configuration, and says where from", () => {
  const config: EngineConfig = {
    ...{ name: "kubernetes", shards: 4, parallelism: 2, retries: 3, placement: ["a=b"] },
    ...{ workspace: "mount", namespace: "ci" },
  };
  const plain = read([], { config });
  assertEquals(plain.ok && plain.value.remote, {
    ...{ engine: "kubernetes", kind: "test", total: 4, parallelism: 2, workspace: "mount" },
    ...{ retries: 3, placement: ["a=b"], dockerBin: "docker", kubectlBin: "kubectl" },
    ...{ kubeContext: null, namespace: "ci" },
  });
  const words = [
    "--engine",
    "swarm",
    "--shard-total",
    "9",
    "--placement",
    "x==y",
    "--shard-kind",
    "suite",
  ];
  const given = read(words, {
    config,
    environment: { QA_PARALLELISM: "5", QA_ENGINE: "kubernetes" },
  });
  const { engine, total, parallelism, placement, kind } = (given.ok && given.value.remote) || {};
  assertEquals([engine, total, parallelism, placement, kind], ["swarm", 9, 5, ["x==y"], "suite"]);
  const sources = given.ok ? given.value.sources : [];
  assertEquals(sources.find(({ name }) => name === "parallelism")?.where, "QA_PARALLELISM");
  assertEquals(sources.filter(({ name }) => name === "engine").length, 1);
  assertEquals(sources.find(({ name }) => name === "workspace")?.where, "qa.jsonc#workspace");
});

Deno.test("readEngine() refuses what contradicts itself", () => {
  assertEquals(
    message(["--parallelism", "3"]),
    "--parallelism says nothing to --engine docker, which is one machine",
  );
  assertEquals(
    message(["--engine", "swarm", "--namespace", "ci"]),
    "--namespace says nothing to --engine swarm",
  );
  assertEquals(
    message(["--engine", "swarm", "--shard-index", "1", "--shard-total", "3"]),
    "--shard-index contradicts --engine swarm: the engine runs all shards",
  );
  assertEquals(
    message(["--engine", "swarm", "--print-manifest"]),
    "--print-manifest says nothing to --engine swarm",
  );
  assertEquals(
    message([], { environment: { QA_ENGINE: "mesos" } }),
    'QA_ENGINE: "mesos" is not one of local, docker, swarm, kubernetes',
  );
});
