import type { FlagRow } from "../model/flag.ts";

/** Flags that let a language model have its say on a failure; without the first, none is asked. */
export const LLM_FLAGS: readonly FlagRow[] = [
  {
    name: "llm",
    group: "common",
    value: "words",
    placeholder: "<address>",
    env: "QA_LLM",
    summary: "let a language model say what it thinks of a failure, which decides nothing: any " +
      "OpenAI-compatible address, such as http://localhost:11434/v1; its key is read from QA_LLM_KEY",
  },
  {
    name: "llm-model",
    group: "common",
    value: "text",
    placeholder: "<name>",
    env: "QA_LLM_MODEL",
    summary: "which model of that address; the first that it names unless said",
  },
  {
    name: "llm-timeout",
    group: "common",
    value: "duration",
    placeholder: "<duration>",
    env: "QA_LLM_TIMEOUT",
    summary: "how long all of its answers together are waited for; 60s unless said",
  },
];
