import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_LOUDLY } from "./replay_templates.ts";

/** What rows about connections share. */
export const CONNECTION = {
  class: "connection",
  read: ["stderr.log", "stdout.log", "container_create.json"],
  remedy: [
    "See whether the service that it names runs, and at which address the suite can reach it",
    "Inside a container localhost is the container: use the service's name, or --network",
    "Wait for the service to be ready before the first test, not for a time",
  ],
  replay: AGAIN_LOUDLY,
  disproof: "A connection by hand from the same container to the same address succeeds",
} as const;

/** What the engine says of a registry is about the image. */
const NOT_ENGINE = ["message", "details", "stdout", "stderr"] as const;

/** A connection could not be made, or broke. */
export const CONNECTION_ROWS: readonly SignatureRow[] = [
  {
    ...CONNECTION,
    id: "connection-refused",
    title: "nobody listens there",
    texts: [
      { pattern: /\bConnection refused\b/i, weight: 0.55, kinds: NOT_ENGINE },
      { pattern: /\beconnrefused\b/i, weight: 0.9, kinds: NOT_ENGINE },
      { pattern: /^ERROR 200[23] \(HY000\): Can't connect to / },
      { pattern: /\bCould not transfer artifact \S/, weight: 0.8 },

      { pattern: /^(?:[\w.]{1,60}\.)?ConnectionRefusedError: / },
      {
        pattern:
          /^(?:[\w.]{1,80}\.)?(?:Connection|URL|Operational)Error: .{0,300}Connection refused/,
      },
      { pattern: /\bconnect ECONNREFUSED\b/ },
      { pattern: /\bcode: 'ECONNREFUSED'/, weight: 0.7 },
      { pattern: /\bkind: ConnectionRefused\b/ },
      { pattern: /^(?:error: )?ConnectionRefused: / },
      { pattern: /\bconnect: connection refused\b/, kinds: NOT_ENGINE },
      { pattern: /\bnet::ERR_CONNECTION_REFUSED\b/ },
      { pattern: /^(?:java\.net\.)?ConnectException(?:$|: Connection refused)/ },
      { pattern: /\bFailed to connect to \S{1,200} port \d{1,5}\b/ },
      {
        pattern:
          /^(?:psql: error: )?connection to server .{1,200} failed: (?:Connection refused|No such file)/,
      },
      { pattern: /^ssh: connect to host \S{1,200} port \d{1,5}: / },
      { pattern: /tcp connect error: Connection refused/ },
      { pattern: /^(?:failed: )Connection refused\.?$/ },
      { pattern: /\bconnect \(111: Connection refused\)/ },
      { pattern: /^\S{1,100}:\d{1,5} - no response$/, weight: 0.8 },
    ],
    weight: 8,
    specimens: [
      { text: "ERROR 2002 (HY000): Can't connect to server on '127.0.0.1' (115)", kind: "stderr" },
      {
        text:
          "Errno::ECONNREFUSED: Failed to open TCP connection to 127.0.0.1:8098 (Connection refused - connect(2) for 127.0.0.1:8098)",
      },

      { text: "ConnectionRefusedError: [Errno 111] Connection refused" },
      { text: "urllib.error.URLError: <urlopen error [Errno 111] Connection refused>" },
      { text: "Error: connect ECONNREFUSED 127.0.0.1:9\n    at TCPConnectWrap.afterConnect" },
      {
        text:
          'called `Result::unwrap()` on an `Err` value: Os { code: 111, kind: ConnectionRefused, message: "Connection refused" }',
      },
      { text: "    t_test.go:5: dial tcp 127.0.0.1:9: connect: connection refused" },
      { text: "Error: page.goto: net::ERR_CONNECTION_REFUSED at http://127.0.0.1:59999/" },
      { text: 'Exception in thread "main" java.net.ConnectException: Connection refused' },
      {
        text:
          "curl: (7) Failed to connect to 127.0.0.1 port 9 after 0 ms: Couldn't connect to server",
        kind: "stderr",
      },
      {
        text: 'psql: error: connection to server at "127.0.0.1", port 9 failed: Connection refused',
        kind: "stderr",
      },
      {
        text:
          "Caused by: Error: error sending request for url (http://127.0.0.1:59999/): client error (Connect): tcp connect error: Connection refused (os error 111)",
      },
      { text: "ssh: connect to host 127.0.0.1 port 9: Connection refused", kind: "stderr" },
      {
        text:
          "npm error FetchError: request to http://127.0.0.1:9/nosuchdep failed, reason: connect ECONNREFUSED 127.0.0.1:9",
        kind: "stderr",
      },
      {
        text:
          "W: Failed to fetch http://127.0.0.1:9/dists/bookworm/InRelease  Could not connect to 127.0.0.1:9 (127.0.0.1). - connect (111: Connection refused)",
        kind: "stderr",
      },
    ],
    counterSpecimens: [
      { text: "E       AssertionError: service down\n\ntest_many.py:29: AssertionError" },
    ],
  },
  {
    ...CONNECTION,
    id: "connection-name",
    title: "a name has no address",
    texts: [
      { pattern: /\bnodename nor servname provided\b/ },
      { pattern: /\bNo address associated with hostname\b/ },
      { pattern: /\bUnknown (?:MySQL server )?host '/ },
      { pattern: /\bgetaddrinfo: / },

      { pattern: /^(?:[\w.]{1,60}\.)?gaierror: / },
      { pattern: /\bgetaddrinfo (?:ENOTFOUND|EAI_AGAIN)\b/ },
      { pattern: /\b(?:Temporary failure in name resolution|Name or service not known)\b/ },
      {
        pattern: /\bdial (?:tcp|udp): lookup .{1,200}: (?:no such host|server misbehaving)/,
        kinds: NOT_ENGINE,
      },
      { pattern: /^(?:java\.net\.)?UnknownHostException: / },
      {
        pattern:
          /\b(?:Could not resolve host(?:name)?:? |Could not resolve '|unable to resolve host address )/,
      },
      { pattern: /\bnet::ERR_NAME_NOT_RESOLVED\b/ },
      { pattern: /\bfailed to lookup address information\b/ },
    ],
    weight: 8,
    specimens: [
      { text: "socket.gaierror: [Errno -2] Name or service not known" },
      { text: "Error: getaddrinfo ENOTFOUND db.invalid\n    at GetAddrInfoReqWrap.onlookupall" },
      {
        text: "    t_test.go:6: dial tcp: lookup db.invalid on 10.255.255.53:53: no such host",
      },
      { text: 'Exception in thread "main" java.net.UnknownHostException: db.invalid' },
      { text: "curl: (6) Could not resolve host: db.invalid", kind: "stderr" },
      { text: "Error: page.goto: net::ERR_NAME_NOT_RESOLVED at http://db.invalid/" },
      {
        text:
          'psql: error: could not translate host name "db.invalid" to address: Name or service not known',
        kind: "stderr",
      },
      {
        text:
          "fatal: unable to access 'http://db.invalid/x.git/': Could not resolve host: db.invalid",
        kind: "stderr",
      },
    ],
    counterSpecimens: [{ text: "KeyError: 'host'" }],
  },
];
