/** Names whose values help and hold no secret; a value may still be redacted when it is written. */
const TOLD =
  /^(CI|COMPOSE_\w+|CONTAINER_HOST|DOCKER_(HOST|CONTEXT|CONFIG|DEFAULT_PLATFORM|TLS_VERIFY|API_VERSION|BUILDKIT|CERT_PATH)|HOME|LANG|LANGUAGE|LC_\w+|LOGNAME|NODE_ENV|PATH|PWD|PYTEST_\w+|PYTHON(PATH|HASHSEED|UNBUFFERED|DONTWRITEBYTECODE|FAULTHANDLER)|QA_\w+|RUST_BACKTRACE|SHELL|TERM|TMPDIR|TZ|USER|VIRTUAL_ENV|XDG_RUNTIME_DIR)$/;

/**
 * The caller's environment as an artifact may show it: values of an allow-list, of everything else only
 * that it is set and how long it is.
 */
export function describeVariables(
  environment: Readonly<Record<string, string>>,
): Record<string, string> {
  const entries = Object.entries(environment).map(([name, value]) =>
    [name, TOLD.test(name) ? value : `(set, ${value.length} characters)`] as const
  );
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
