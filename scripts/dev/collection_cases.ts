import type { DiagnosticCase } from "./diagnostic_case.ts";
import { FINE, PYTEST } from "./diagnostic_projects.ts";

/** Cases that die before, or because of, what they collect. */
export const COLLECTION_CASES: Readonly<Record<string, DiagnosticCase>> = {
  "one file of many cannot be imported": {
    files: {
      "qa.jsonc": PYTEST(),
      "shop.py": "price = 1\n",
      "tests/test_a.py": FINE,
      "tests/test_b.py": `${FINE}\n# longer\n`,
      "tests/test_import.py": "from shop import missing_name\n\n\ndef test_it():\n    assert 1\n",
      "conftest.py": "",
    },
    args: [],
    class: "import",
    remedies: ["restrict-collection"],
    outcome: "partly",
    exit: 0,
  },
  "one file cannot be imported, and another is out of memory": {
    files: {
      "qa.jsonc": PYTEST(),
      "shop.py": "price = 1\n",
      "conftest.py": "",
      "tests/test_a.py": FINE,
      "tests/test_import.py": "from shop import missing_name\n",
      "tests/test_memory.py":
        "def test_eats():\n    data = b'x' * (90 << 20)\n    assert len(data) > 0\n",
    },
    args: ["--memory", "64m"],
    class: "import",
    remedies: ["restrict-collection", "raise-memory", "full-suite"],
    outcome: "partly",
    exit: 0,
  },
  "a test crashes the interpreter": {
    files: {
      "qa.jsonc": PYTEST(),
      "tests/test_a.py": FINE,
      "tests/test_crash.py":
        "import ctypes\n\n\ndef test_reads_nothing():\n    ctypes.string_at(0)\n    assert 1\n",
    },
    args: [],
    class: "crash",
    remedies: ["restrict-collection"],
    outcome: "partly",
    exit: 0,
  },
  "a dependency is missing": {
    files: {
      "qa.jsonc": PYTEST(),
      "tests/test_a.py": FINE,
      "tests/test_dep.py": "import no_such_package_at_all\n\n\ndef test_it():\n    assert 1\n",
    },
    args: [],
    class: "missing-dependency",
    remedies: ["restrict-collection"],
    outcome: "partly",
    exit: 0,
  },
  "collection takes for ever": {
    files: {
      "qa.jsonc": PYTEST(),
      "tests/test_a.py": FINE,
      "tests/test_b.py": `${FINE}\n# longer\n`,
      "tests/test_import.py": "import time\n\ntime.sleep(1000)\n\n\ndef test_it():\n    assert 1\n",
    },
    args: ["--timeout", "4s"],
    class: "discovery",
    remedies: ["restrict-collection"],
    outcome: "partly",
    exit: 0,
  },
  "collecting a folder takes for ever, and no file is to blame": {
    files: {
      "qa.jsonc": PYTEST(),
      "tests/test_a.py": FINE,
      "tests/slow/conftest.py": "import time\n\ntime.sleep(1000)\n",
      "tests/slow/test_b.py": `${FINE}\n# longer\n`,
    },
    args: ["--timeout", "4s"],
    class: "discovery",
    remedies: ["disable-plugins", "quiet-collection", "bisect-collection"],
    outcome: "partly",
    exit: 0,
  },
  "a plugin crashes": {
    files: {
      "qa.jsonc": PYTEST(),
      "pytest.ini": "[pytest]\naddopts = -p broken_plugin\npythonpath = .\n",
      "broken_plugin.py":
        "def pytest_collection_modifyitems(items):\n    raise RuntimeError('broken plugin')\n",
      "tests/test_a.py": FINE,
    },
    args: ["--env", "PYTHONPATH=/workspace"],
    class: "discovery",
    remedies: ["disable-plugins"],
    outcome: "healthy",
    exit: 0,
  },
};
