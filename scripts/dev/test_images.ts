/** Names of the images that the real tests run in; made by `deno task images`. */
export const TEST_IMAGES = {
  /** A static busybox and nothing else: 2 MB, starts fastest. */
  busybox: "qa-gate-test-busybox:1",
  /** Debian with Python, pytest, and the suites of networkx, toolz and mpmath. */
  python: "qa-gate-test-python:1",
  /** The Python image, the Deno it was made with, and a warm cache of our packages. */
  deno: "qa-gate-test-deno:1",
} as const;
