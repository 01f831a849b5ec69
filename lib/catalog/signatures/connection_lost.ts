import type { SignatureRow } from "../../model/signature.ts";
import { CONNECTION } from "./connection.ts";

/** What the engine says of a registry is about the image. */
const NOT_ENGINE = ["message", "details", "stdout", "stderr"] as const;

/** A connection that broke off, or a network that leads nowhere. */
export const CONNECTION_LOST_ROWS: readonly SignatureRow[] = [
  {
    ...CONNECTION,
    id: "connection-broken",
    title: "a connection broke off",
    texts: [
      { pattern: /\bConnection reset by peer\b/i, weight: 0.9 },
      { pattern: /\b(?:Lost connection to|MySQL server has gone away|server has gone away)\b/ },
      { pattern: /\bErrno::(?:ECONNRESET|EPIPE)\b|\bend of file reached \(EOFError\)/ },
      { pattern: /\bConnection aborted\b|\bConnection closed by remote host\b/i, weight: 0.55 },
      { pattern: /\bChunkedEncodingError: |\bPrematureCloseError|\bERR_STREAM_PREMATURE_CLOSE\b/ },

      { pattern: /^curl: \(18\) / },
      { pattern: /^(?:Get|Post|Put|Head|Patch|Delete) "https?:\S{1,200}": (?:unexpected )?EOF$/ },

      {
        pattern:
          /^(?:[\w.]{1,60}\.)?(?:ConnectionResetError|ConnectionAbortedError|BrokenPipeError|RemoteDisconnected|IncompleteRead): ?/,
      },
      { pattern: /^(?:Error: )?(?:socket hang up|(?:read|write) (?:ECONNRESET|EPIPE))/ },
      { pattern: /^SocketError: other side closed/ },
      { pattern: /^(?:java\.net\.)?SocketException: (?:Connection reset|Broken pipe)/ },
      { pattern: /\b(?:connection reset by peer|broken pipe)$/ },
      { pattern: /\bkind: (?:ConnectionReset|BrokenPipe|ConnectionAborted)\b/ },
      { pattern: /^server closed the connection unexpectedly/ },
      { pattern: /^FATAL: {1,2}terminating connection due to / },
      {
        pattern:
          /\bnet::ERR_(?:EMPTY_RESPONSE|CONNECTION_RESET|CONNECTION_CLOSED|INTERNET_DISCONNECTED)\b/,
      },
      { pattern: /^curl: \((?:52|56)\) / },
    ],
    weight: 8,
    specimens: [
      { text: "curl: (18) transfer closed with 996 bytes remaining to read", kind: "stderr" },
      { text: '    shop_test.go:10: Get "http://127.0.0.1:8099/close": EOF', runner: "go" },

      { text: "ConnectionResetError: [Errno 104] Connection reset by peer" },
      { text: "BrokenPipeError: [Errno 32] Broken pipe" },
      {
        text: "http.client.RemoteDisconnected: Remote end closed connection without response",
      },
      { text: "Error: socket hang up\n    at Socket.socketOnEnd (node:_http_client:528:25)" },
      { text: "  [cause]: SocketError: other side closed" },
      { text: 'Exception in thread "main" java.net.SocketException: Connection reset' },
      { text: "server closed the connection unexpectedly", kind: "stderr" },
    ],
    counterSpecimens: [{ text: "TimeoutError: timed out" }],
  },
  {
    ...CONNECTION,
    id: "connection-network",
    title: "no way to the other side, or it does not speak as expected",
    texts: [
      {
        pattern:
          /\b502 Bad Gateway\b|\b503 Service (?:Temporarily )?Unavailable\b|\b504 Gateway Time-?out\b/i,
        weight: 0.9,
        kinds: NOT_ENGINE,
      },
      { pattern: /\bRequest failed with status code 50[234]\b/ },
      { pattern: /\b50[234] Server Error: / },
      { pattern: /\bSSL certificate problem: |\bcertificate verify failed\b|\bx509: certificate / },
      {
        pattern:
          /\bself[- ]signed certificate\b|\bCERT_HAS_EXPIRED\b|\bUNABLE_TO_VERIFY_LEAF_SIGNATURE\b/,
      },
      {
        pattern:
          /\bCould not connect to (?:Redis|MongoDB|server|the server|host)\b|\bMongoServerSelectionError: /,
      },
      { pattern: /\bConnection timed out\b/i, weight: 0.55 },
      { pattern: /\bMax retries exceeded with url: /, weight: 0.8 },

      { pattern: /\[Errno 101\] |\[Errno 113\] |\bENETUNREACH\b|\bEHOSTUNREACH\b/ },
      { pattern: /\b(?:Network is unreachable|No route to host|network is unreachable)\b/ },
      { pattern: /\bETIMEDOUT\b|\[Errno 110\] Connection timed out/, weight: 0.9 },
      { pattern: /\[SSL: \w{1,60}\]|^(?:ssl\.)?SSLCertVerificationError: / },
      { pattern: /\bEPROTO\b|\bSSL routines:/ },
      { pattern: /\bHTTP Error 50[234]: / },
      { pattern: /The requested URL returned error: 50[0234]/ },
      { pattern: /^(?:npm error 50|npm ERR! 50)\d /, weight: 0.9 },
      {
        pattern: /^FATAL: {1,2}sorry, too many clients already|FATAL: {1,2}sorry, too many clients/,
      },
      { pattern: /^TypeError: fetch failed/, weight: 0.6 },
      { pattern: /^\* Network error|^failed to download from `http/, weight: 0.8 },
    ],
    weight: 7.5,
    specimens: [
      { text: "ssl.SSLError: [SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:992)" },
      {
        text: "curl: (35) OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number",
        kind: "stderr",
      },
      { text: "curl: (22) The requested URL returned error: 503", kind: "stderr" },
      {
        text:
          'psql: error: connection to server at "127.0.0.1", port 5599 failed: FATAL:  sorry, too many clients already',
        kind: "stderr",
      },
      {
        text: "  failed to download from `http://127.0.0.1:9/config.json`",
        kind: "stderr",
      },
    ],
    counterSpecimens: [{
      text: "curl: (22) The requested URL returned error: 404",
      kind: "stderr",
    }],
  },
];
