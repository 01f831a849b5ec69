import type { FlagRow } from "../model/flag.ts";
import { ENGINES } from "../model/remote_engine.ts";
import { WORKSPACES } from "../model/remote_plan.ts";

/** Flags that say on which machines suites run. */
export const ENGINE_FLAGS: readonly FlagRow[] = [
  {
    name: "engine",
    group: "container",
    value: "choice",
    placeholder: ENGINES.join("|"),
    choices: ENGINES,
    env: "QA_ENGINE",
    summary: "where suites run: this machine without a container, its docker, or many machines",
  },
  {
    name: "parallelism",
    group: "container",
    value: "integer",
    placeholder: "<n>",
    min: 1,
    max: 10_000,
    env: "QA_PARALLELISM",
    summary: "with --engine: tasks at once; as many as shards unless said",
  },
  {
    name: "workspace",
    group: "container",
    value: "choice",
    placeholder: WORKSPACES.join("|"),
    choices: WORKSPACES,
    env: "QA_WORKSPACE",
    summary:
      "with --engine: the project is in the image, or mounted from the same path of every node; " +
      "image unless said",
  },
  {
    name: "engine-retries",
    group: "container",
    value: "integer",
    placeholder: "<n>",
    min: 0,
    max: 10,
    env: "QA_ENGINE_RETRIES",
    summary: "with --engine: how often a shard that was lost is run again; 1 unless said",
  },
  {
    name: "placement",
    group: "container",
    value: "text",
    placeholder: "<constraint>",
    repeat: true,
    summary: "with --engine: where tasks may run, such as node.labels.qa==true or disk=ssd",
  },
  {
    name: "print-manifest",
    group: "container",
    value: "none",
    placeholder: "",
    summary: "with --engine kubernetes: print what would be applied; run nothing",
  },
  {
    name: "namespace",
    group: "container",
    value: "identifier",
    placeholder: "<name>",
    env: "QA_NAMESPACE",
    summary: "with --engine kubernetes: where the job is made",
  },
  {
    name: "kube-context",
    group: "container",
    value: "text",
    placeholder: "<name>",
    env: "QA_KUBE_CONTEXT",
    summary: "with --engine kubernetes: context of the client",
  },
  {
    name: "kubectl-bin",
    group: "container",
    value: "text",
    placeholder: "<program>",
    env: "QA_KUBECTL_BIN",
    summary: "with --engine kubernetes: the client, kubectl unless said",
  },
];
