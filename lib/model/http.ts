/** One request, with its bounds. */
export interface HttpCall {
  readonly method: "GET" | "POST";
  /** `http:` or `https:`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** From the start to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Bytes of the answer that are read; the rest is not waited for. */
  readonly maxBytes: number;
  /** Ends it early; absent: only its time does. */
  readonly signal?: AbortSignal;
}

/** What came back, whatever its status. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** True when there was more than `maxBytes`. */
  readonly isCut: boolean;
}
