import type { EngineCall } from "./engine_proxy_calls.ts";

/** What the proxy does to a call instead of passing it on and back. */
export type Fault =
  /** An error as the engine itself spells one. */
  | { readonly kind: "status"; readonly status: number }
  /** What a web server in between would say; 200 is the worst of them. */
  | { readonly kind: "html"; readonly status: number }
  /** Accepted and never answered; ends when the client gives up. */
  | { readonly kind: "hang" }
  /** Closed at once, nothing reaches the engine. */
  | { readonly kind: "refuse" }
  /** The engine does it and begins to answer; the client hears nothing. */
  | { readonly kind: "lose-reply" }
  /** The reply ends, without a word, after so many bytes (its head included). */
  | { readonly kind: "cut"; readonly afterBytes: number }
  /** Passed on, later. */
  | { readonly kind: "delay"; readonly ms: number }
  /** Reaches the engine so much later, also when the client has long given up; no reply. */
  | { readonly kind: "late"; readonly ms: number };

/** A fault laid on a call. */
export interface FaultRule {
  readonly call: EngineCall | "any";
  readonly fault: Fault;
  /** The first such call that is hit, 1-based; the very first unless said. */
  readonly from?: number;
  /** How many calls are hit; all that follow unless said. */
  readonly times?: number;
}

/** Says which fault hits the next call, counting the calls of each rule as they come. */
export type FaultPicker = (call: EngineCall) => Fault | null;

/** Makes a picker: the first rule that hits decides, and each rule counts for itself. */
export function pickFaults(rules: readonly FaultRule[]): FaultPicker {
  const seen = new Map<FaultRule, number>();
  return (call) => {
    const hits = rules.filter((rule) => {
      if (rule.call !== "any" && rule.call !== call) return false;
      const count = (seen.get(rule) ?? 0) + 1;
      seen.set(rule, count);
      const from = rule.from ?? 1;
      return count >= from && count < from + (rule.times ?? Infinity);
    });
    return hits[0]?.fault ?? null;
  };
}

/** The bytes of a reply that the proxy makes up; null where the fault has none. */
export function makeReply(fault: Fault, method: string): Uint8Array | null {
  if (fault.kind !== "status" && fault.kind !== "html") return null;
  const [type, body] = fault.kind === "status"
    ? ["application/json", '{"message":"injected fault"}\n']
    : ["text/html", "<html><body><h1>Bad Gateway</h1></body></html>\n"];
  const head = [
    `HTTP/1.1 ${fault.status} Injected`,
    `Content-Type: ${type}`,
    `Content-Length: ${body.length}`,
    "Connection: close",
  ].join("\r\n");
  return new TextEncoder().encode(`${head}\r\n\r\n${method === "HEAD" ? "" : body}`);
}
