import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_ALONE } from "./replay_templates.ts";

/** A port that somebody else has. */
export const PORT_IN_USE_ROWS: readonly SignatureRow[] = [
  {
    class: "port-in-use",
    id: "port-in-use-bind",
    title: "the address is already in use",
    texts: [
      { pattern: /\b[Pp]ort \d{1,5} (?:is|was) (?:already )?(?:in use|allocated|being used)\b/ },

      { pattern: /^OSError: \[Errno (?:98|48|10048)\] / },
      { pattern: /\bEADDRINUSE\b/ },
      { pattern: /\bkind: AddrInUse\b/ },
      { pattern: /^(?:error: )?AddrInUse: / },
      { pattern: /\bbind: address already in use\b/ },
      { pattern: /^(?:java\.net\.)?BindException: Address already in use/ },
      { pattern: /\bAddress already in use\b/i, weight: 0.55 },
      {
        pattern:
          /^(?:Error: )?https?:\/\/\S{1,200} is already used, make sure that nothing is running on the port/,
      },
      { pattern: /\bport is already allocated\b/, kinds: ["engine"] },
    ],
    weight: 9,
    read: ["stderr.log", "container_top.jsonl"],
    remedy: [
      "Let the system choose: listen on port 0 and ask which port it became",
      "End what an earlier run left listening there",
      "Do not run the suites that share a port at once: needs, or --jobs 1",
    ],
    replay: AGAIN_ALONE,
    disproof: "Nobody listens on that port (ss -ltnp) when the suite starts",
    specimens: [
      { text: "OSError: [Errno 98] Address already in use" },
      {
        text:
          "Error: listen EADDRINUSE: address already in use :::46511\n    at Server.setupListenHandle",
      },
      {
        text:
          'called `Result::unwrap()` on an `Err` value: Os { code: 98, kind: AddrInUse, message: "Address already in use" }',
      },
      { text: "    t_test.go:7: listen tcp 127.0.0.1:46475: bind: address already in use" },
      { text: 'Exception in thread "main" java.net.BindException: Address already in use' },
      { text: "error: AddrInUse: Address already in use (os error 98)" },
      {
        text:
          '2026-11-20 17:13:24.402 UTC [17865] LOG:  could not bind IPv4 address "127.0.0.1": Address already in use',
        kind: "stderr",
      },
    ],
    counterSpecimens: [{ text: "Error: listen EACCES: permission denied 0.0.0.0:80" }],
  },
];
