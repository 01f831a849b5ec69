import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN } from "./replay_templates.ts";

/** Somebody else's limit of requests. */
export const RATE_LIMIT_ROWS: readonly SignatureRow[] = [
  {
    class: "rate-limit",
    id: "rate-limit-http",
    title: "a server answered 429: too many requests",
    texts: [
      { pattern: /\b429 Client Error: / },
      { pattern: /\bstatus(?: code)?:? 429\b/, weight: 0.55 },
      { pattern: /\bToo Many Requests\b/i, weight: 0.55 },
      { pattern: /\btoo many connections for role\b|\bhas exceeded the 'max_/, weight: 0.9 },
      { pattern: /\bSlowDown: |\bquotaExceeded\b|\bRESOURCE_EXHAUSTED\b/, weight: 0.8 },

      { pattern: /\b429:? {0,2}Too Many Requests\b/i },
      {
        pattern:
          /\b(?:HTTP Error|status code|returned error:|response code:|response status) 429\b/,
      },
      { pattern: /^npm (?:error|ERR!) code E429\b/ },
      { pattern: /\btoomanyrequests: /, kinds: ["engine"] },
      { pattern: /\b(?:API )?rate limit (?:exceeded|reached)\b/i, weight: 0.55 },
      { pattern: /\b(?:ThrottlingException|RateLimitError|TooManyRequests)\b/ },
    ],
    weight: 9,
    read: ["stderr.log", "stdout.log"],
    remedy: [
      "Wait as long as the answer says (Retry-After), then replay",
      "Log in where an account has a higher limit, or use a mirror or cache",
      "Let the suite ask less: answers recorded once, fewer tests at once",
    ],
    replay: AGAIN,
    disproof: "The same request by hand is answered, with requests left by its own headers",
    specimens: [
      { text: "urllib.error.HTTPError: HTTP Error 429: Too Many Requests" },
      { text: "curl: (22) The requested URL returned error: 429", kind: "stderr" },
      {
        text:
          "npm error code E429\nnpm error 429 Too Many Requests - GET http://127.0.0.1:8099/429/nosuchdep",
        kind: "stderr",
      },
      {
        text:
          "W: Failed to fetch http://127.0.0.1:8099/429/dists/bookworm/InRelease  429  Too Many Requests [IP: 127.0.0.1 8099]",
        kind: "stderr",
      },
      {
        text:
          "java.io.IOException: Server returned HTTP response code: 429 for URL: http://127.0.0.1:8099/429",
      },
      {
        kind: "engine",
        text: "Error response from daemon: toomanyrequests: You have reached your pull rate limit.",
      },
    ],
    counterSpecimens: [
      { text: "curl: (22) The requested URL returned error: 401", kind: "stderr" },
    ],
  },
];
