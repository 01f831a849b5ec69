import type { SignatureRow } from "../../lib/model/signature.ts";

/** A sound row that claims `gateway says no`. */
export function sampleSignature(changes: Partial<SignatureRow> = {}): SignatureRow {
  return {
    id: "auth-gateway",
    class: "auth",
    title: "the gateway refused us",
    texts: [{ pattern: /^gateway says no/ }],
    weight: 8,
    specimens: [{ text: "gateway says no to user 7" }],
    counterSpecimens: [{ text: "AssertionError: gateway says no" }],
    read: ["stderr.log"],
    remedy: ["Renew the token"],
    replay: ["deno task qa:replay {record} --suite {suite}"],
    disproof: "The same token works by hand",
    ...changes,
  };
}
