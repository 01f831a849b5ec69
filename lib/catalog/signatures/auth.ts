import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_LOUDLY } from "./replay_templates.ts";

const AUTH = {
  class: "auth",
  read: ["stderr.log", "environment.json", "redactions.json"],
  remedy: [
    "See whether the credentials are there at all: environment.json names the variables",
    "Renew what has expired, and check for which address and account it is meant",
    "In a container pass the variable on: container.env with null as its value",
  ],
  replay: AGAIN_LOUDLY,
  disproof: "The same credentials are accepted by hand at the same address",
} as const;

/** Credentials are missing, wrong or not enough. */
export const AUTH_ROWS: readonly SignatureRow[] = [
  {
    ...AUTH,
    id: "auth-http",
    title: "a server answered 401 or 403",
    texts: [
      { pattern: /\b40[13] Client Error: / },
      { pattern: /\b401 Unauthorized\b|\b403 Forbidden\b/i, weight: 0.55 },
      { pattern: /\bstatus(?: code)?:? 40[13]\b/, weight: 0.55 },
      {
        pattern: /\bBad credentials\b|\binvalid_grant\b|\binvalid_client\b|\binvalid_token\b/,
        weight: 0.9,
      },

      { pattern: /^AxiosError: Request failed with status code 40[13]\b/ },
      {
        pattern:
          /^[{].{0,200}"error":"(?:invalid_token|invalid_grant|invalid_client|unauthorized|access_denied)"/,
      },

      { pattern: /\bHTTP Error 40[13]: / },
      {
        pattern:
          /\b(?:HTTPError|HTTPStatusError|ClientResponseError|HttpException): .{0,80}\b40[13]\b/,
      },
      { pattern: /\bThe requested URL returned error: 40[13]\b/ },
      { pattern: /\bServer returned HTTP response code: 40[13] for URL: / },
      { pattern: /\bERROR 40[13]: (?:Unauthorized|Forbidden)/ },
      {
        pattern:
          /^(?:Error: )?(?:Request failed with status code 40[13]|(?:HTTP )?40[13] (?:Unauthorized|Forbidden))/i,
      },
      { pattern: /: 40[13] (?:Unauthorized|Forbidden)\b/ },
      { pattern: /^(?:E: Failed to fetch .{1,300} )?40[13] {1,2}(?:Unauthorized|Forbidden) \[IP/ },
      { pattern: /^E: Failed to fetch .{1,300}40[13] {2}(?:Unauthorized|Forbidden)/ },
      { pattern: /^npm (?:error|ERR!) (?:code E40[13]\b|Unable to authenticate)/ },
    ],
    weight: 8,
    specimens: [
      { text: "AxiosError: Request failed with status code 403" },

      { text: "urllib.error.HTTPError: HTTP Error 401: Unauthorized" },
      { text: "urllib.error.HTTPError: HTTP Error 403: Forbidden" },
      { text: "curl: (22) The requested URL returned error: 401", kind: "stderr" },
      {
        text:
          "java.io.IOException: Server returned HTTP response code: 401 for URL: http://127.0.0.1:8099/401",
      },
      { text: "2026-11-20 17:10:09 ERROR 403: Forbidden.", kind: "stderr" },
      {
        text:
          "npm error code E401\nnpm error Unable to authenticate, your authentication token seems to be invalid.",
        kind: "stderr",
      },
      {
        text:
          "E: Failed to fetch http://127.0.0.1:8099/401/dists/bookworm/InRelease  401  Unauthorized [IP: 127.0.0.1 8099]",
        kind: "stderr",
      },
      {
        text:
          "go: module github.com/nosuch/x: reading http://127.0.0.1:8099/401/github.com/nosuch/x/@v/list: 401 Unauthorized",
        kind: "stderr",
      },
    ],
    counterSpecimens: [
      { text: "E       AssertionError: 'HTTP Error 401: Unauthorized' != 'ok'" },
      { text: "curl: (22) The requested URL returned error: 429", kind: "stderr" },
    ],
  },
  {
    ...AUTH,
    id: "auth-login",
    title: "a login was refused",
    texts: [
      { pattern: /\bAccess denied for user '/ },
      { pattern: /\b(?:TokenExpiredError|JsonWebTokenError): |\bjwt (?:expired|malformed)\b/ },
      {
        pattern:
          /\b(?:ExpiredToken|InvalidAccessKeyId|SignatureDoesNotMatch|UnrecognizedClientException)\b/,
      },
      {
        pattern:
          /\bUnable to locate credentials\b|\bCould not load credentials from any providers\b/,
      },
      { pattern: /\bauthentication failed\b/i, weight: 0.55 },
      { pattern: /\bNOAUTH Authentication required\b/ },

      { pattern: /\b(?:WRONGPASS|NOAUTH|NOPERM) / },
      { pattern: /^ERROR 1045 \(28000\): Access denied for user / },

      {
        pattern:
          /\bFATAL: {1,2}(?:password authentication failed|peer authentication failed|role \".{1,60}\" does not exist|no pg_hba\.conf entry)/i,
      },
      { pattern: /\bfe_sendauth: no password supplied\b/ },
      { pattern: /^fatal: Authentication failed for / },
      { pattern: /^fatal: could not read (?:Username|Password) for / },
      { pattern: /^Username\/Password Authentication Failed/ },
      { pattern: /^(?:\S{1,100}: )?Permission denied \(publickey/ },
      { pattern: /^Host key verification failed/ },
      { pattern: /authenticated registries require a credential-provider/ },
      {
        pattern:
          /^(?:[\w.]{1,60}\.)?(?:NoCredentialsError|ExpiredSignatureError|InvalidSignatureError|AuthenticationError): /,
      },
    ],
    weight: 8.5,
    specimens: [
      {
        text:
          'psql: error: connection to server at "127.0.0.1", port 5599 failed: FATAL:  password authentication failed for user "qa"',
        kind: "stderr",
      },
      {
        text:
          'psql: error: connection to server at "127.0.0.1", port 5599 failed: fe_sendauth: no password supplied',
        kind: "stderr",
      },
      {
        text: "fatal: Authentication failed for 'http://127.0.0.1:8099/401/x.git/'",
        kind: "stderr",
        exitCode: 128,
      },
      {
        text:
          "fatal: could not read Username for 'http://127.0.0.1:8099': terminal prompts disabled",
        kind: "stderr",
      },
      { text: "Username/Password Authentication Failed.", kind: "stderr" },
    ],
    counterSpecimens: [
      {
        text:
          'psql: error: connection to server at "127.0.0.1", port 5599 failed: FATAL:  database "nosuch" does not exist',
        kind: "stderr",
      },
    ],
  },
];
