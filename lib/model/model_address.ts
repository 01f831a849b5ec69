/** Variable that holds the key; it is in no flag, where every process of the machine could read it. */
export const MODEL_KEY = "QA_LLM_KEY";

/** Where a language model is asked, and which one. */
export interface ModelAddress {
  /** Base of an OpenAI-compatible address, such as `http://localhost:11434/v1`. */
  readonly url: string;
  /** Null: the first one that the server names. */
  readonly model: string | null;
  /** For everything that is asked in one run or of one explanation. */
  readonly timeoutMs: number;
}
