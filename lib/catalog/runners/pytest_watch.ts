/**
 * Text of `qa_gate_watch.py`: runs `-m pytest …` as `python3 -m pytest …` does, with our plugin beside
 * it. No PYTHONPATH: one in the environment of an image would be lost, and every child of a test
 * would see ours. The folder of the plugin stands last in `sys.path`, so it hides nothing.
 */
export const PYTEST_WATCH = String
  .raw`"""Runs pytest like "python3 -m pytest", and tells each test while it runs."""
import os
import sys


def load_plugin():
    try:
        import qa_gate_progress

        return [qa_gate_progress]
    except Exception:
        return []


def serially(args):
    # Not "-p no:xdist": rerunfailures breaks down without it, and a configured "-n" would be unknown.
    if "no:qa_gate_parallel" not in args or "no:xdist" in args:
        return args
    from importlib.util import find_spec

    return args + ["-n0"] if find_spec("xdist") else args


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    # What "-m" puts first: the working directory instead of the script's own folder.
    if not getattr(sys.flags, "safe_path", False):
        sys.path[0] = os.getcwd()
    sys.path.append(here)
    try:
        import pytest
    except ModuleNotFoundError as missing:
        if missing.name != "pytest":
            raise
        sys.stderr.write("%s: No module named pytest\n" % sys.executable)
        return 1
    sys.argv = [os.path.join(os.path.dirname(pytest.__file__), "__main__.py")] + serially(sys.argv[3:])
    try:
        code = pytest.main(plugins=load_plugin())
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


if __name__ == "__main__":
    sys.exit(main())
`;
