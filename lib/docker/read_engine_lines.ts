const NOISE =
  /^(?:WARNING: |DEPRECATED: |Sending build context |Removing intermediate container |Flag --\S+ has been deprecated|See '|Run '|Usage: |For more help|View build details: |Emulate Docker CLI using podman|Error: failed to start containers|\s)/;
const PREFIX =
  /^(?:docker: |Error response from daemon: |Error: |ERROR: |error from daemon in stream: |OCI runtime error: |unable to start container "?[0-9a-f]{12,64}"?: )+/;
const LOG_LINE = /^time="[^"]*" level=(?<level>\w+) msg="(?<message>(?:[^"\\]|\\.)*)".*$/;
const MAX_LINE = 600;

/**
 * The lines of a client's standard error that say what went wrong: without prefixes, usage hints,
 * warnings and control characters, each at most 600 characters long.
 */
export function readEngineLines(text: string): readonly string[] {
  return text.split("\n").map(unwrapLogLine).map(printable)
    .filter((line) => line.trim() !== "" && !NOISE.test(line))
    .map((line) => bounded(line.replace(PREFIX, "").replace(/\s*\(?See '[^']*--help'\)?\.?$/, "")));
}

/** The client's Go libraries log some errors as `time=… level=… msg="…"`; warnings say nothing of use. */
function unwrapLogLine(line: string): string {
  const groups = LOG_LINE.exec(line)?.groups;
  if (groups === undefined) return line;
  const { level = "", message = "" } = groups;
  return /^(?:error|fatal)$/.test(level) ? message.replaceAll('\\"', '"') : "";
}

function printable(line: string): string {
  // deno-lint-ignore no-control-regex -- control characters are what is removed here
  return line.replace(/\x1b\[[\d;]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f]/g, "");
}

function bounded(line: string): string {
  return line.length <= MAX_LINE ? line : `${line.slice(0, MAX_LINE - 1)}…`;
}
