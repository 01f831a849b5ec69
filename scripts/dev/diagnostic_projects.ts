/** A file of tests that passes. */
export const FINE = "def test_fine():\n    assert 1 + 1 == 2\n";
/** Short waits, so that an end that has to be forced does not take its default ten seconds. */
export const QUICK = { container: { grace: "1s" } };
/** A configuration with a suite of pytest, with further words of its container and of its own. */
export const PYTEST = (container = {}, suite = {}) => ({
  container: { ...QUICK.container, ...container },
  suites: [{ name: "unit", runner: "pytest", paths: ["tests"], ...suite }],
});
