import { COLLECTION_CASES } from "./collection_cases.ts";
import type { DiagnosticCase } from "./diagnostic_case.ts";
import { FINE, PYTEST, QUICK } from "./diagnostic_projects.ts";

/** Every case that needs nothing but an engine; what people do to containers has tests of its own. */
export const DIAGNOSTIC_CASES: Readonly<Record<string, DiagnosticCase>> = {
  "nothing is wrong": {
    files: { "qa.jsonc": PYTEST(), "tests/test_a.py": FINE },
    args: [],
    class: "unknown",
    remedies: [],
    outcome: "healthy",
    exit: 0,
  },
  "tests fail by themselves": {
    files: {
      "qa.jsonc": PYTEST(),
      "tests/test_a.py": `${FINE}\ndef test_no():\n    assert 1 == 2\n`,
    },
    args: [],
    class: "assertion",
    remedies: [],
    outcome: "tests-fail",
    exit: 0,
  },
  "the main process is out of memory": {
    files: {
      "tests/test_a.py": FINE,
      "tests/test_memory.py": "def test_eats():\n    data = b'x' * (90 * 1024 * 1024)\n" +
        "    assert len(data) > 0\n",
    },
    args: ["--memory", "64m"],
    command: ["pytest", "tests"],
    class: "oom",
    oom: "main",
    remedies: ["raise-memory"],
    outcome: "healthy",
    exit: 0,
  },
  "a child alone is out of memory": {
    files: { "README": "x" },
    args: ["--memory", "48m"],
    command: ["sh", "-c", "python3 -c 'b = b\"x\" * (80 << 20)'; exit 0"],
    class: "oom",
    oom: "child",
    remedies: ["raise-memory"],
    outcome: "healthy",
    exit: 0,
  },
  "it hangs": {
    files: {
      "qa.jsonc": PYTEST(),
      "tests/test_a.py": FINE,
      "tests/test_hang.py":
        "import time\n\n\ndef test_waits():\n    time.sleep(1000)  # for ever\n",
    },
    args: ["--timeout", "8s"],
    class: "hang",
    remedies: ["stream-and-snapshot", "restrict-collection"],
    outcome: "partly",
    exit: 0,
  },
  "it is slow": {
    files: {
      "qa.jsonc": PYTEST({}, { args: ["-s"] }),
      "tests/test_slow.py": "import time\n\n\ndef test_slow():\n    for step in range(60):\n" +
        "        print(step, flush=True)\n        time.sleep(0.2)\n",
    },
    args: ["--timeout", "5s"],
    class: "timeout",
    remedies: ["increase-timeout", "increase-timeout"],
    outcome: "healthy",
    exit: 0,
  },
  "it ignores SIGTERM": {
    files: { "qa.jsonc": QUICK },
    args: ["--timeout", "2s", "--attempts", "2"],
    command: ["sh", "-c", "trap '' TERM; sleep 1000"],
    image: "busybox",
    class: "hang",
    remedies: [],
    outcome: "not-mended",
    exit: 4,
  },
  "it forks beyond its limit": {
    files: {
      "qa.jsonc": PYTEST(),
      "tests/test_fork.py": "import subprocess\n\n\ndef test_many():\n" +
        "    many = [subprocess.Popen(['sleep', '1']) for _ in range(30)]\n" +
        "    assert all(one.wait() == 0 for one in many)\n",
    },
    args: ["--pids-limit", "16"],
    class: "process-limit",
    remedies: ["raise-pids"],
    outcome: "healthy",
    exit: 0,
  },
  "/dev/shm is exhausted": {
    files: {
      "qa.jsonc": PYTEST(),
      "tests/test_shm.py": "import mmap\nimport os\n\n\ndef test_shared():\n" +
        "    fd = os.open('/dev/shm/x', os.O_CREAT | os.O_RDWR)\n" +
        "    os.ftruncate(fd, 16 << 20)\n    memory = mmap.mmap(fd, 16 << 20)\n" +
        "    memory[:] = b'x' * (16 << 20)\n    assert memory[0] == 120\n",
    },
    args: ["--shm-size", "8m"],
    class: "shared-memory",
    remedies: ["raise-shm"],
    outcome: "healthy",
    exit: 0,
  },
  "a mounted folder is missing": {
    files: { "qa.jsonc": PYTEST(), "tests/test_a.py": FINE },
    args: ["--mount", "/no/such/folder-of-qa:/data"],
    class: "mount",
    remedies: ["fix-mount"],
    outcome: "healthy",
    exit: 0,
  },
  "the project's folder is empty": {
    files: { "pyproject.toml": "", "tests/test_a.py": FINE, "empty/.keep": "" },
    args: ["--root", "empty"],
    command: ["pytest", "tests"],
    class: "mount",
    remedies: ["fix-mount"],
    outcome: "healthy",
    exit: 0,
  },
  "it starts in the wrong folder": {
    files: { "qa.jsonc": PYTEST(), "app/tests/test_a.py": FINE },
    args: [],
    class: "workdir",
    remedies: ["fix-workdir"],
    outcome: "healthy",
    exit: 0,
  },
  ...COLLECTION_CASES,
  "the image is missing": {
    files: { "qa.jsonc": PYTEST(), "tests/test_a.py": FINE },
    args: ["--image", "qa-gate-no-such-image:1", "--pull", "never"],
    class: "image",
    remedies: ["pre-pull"],
    outcome: "no-engine",
    exit: 3,
  },
  "the program is missing": {
    files: { "README": "x" },
    args: [],
    command: ["no-such-program-at-all", "--now"],
    image: "busybox",
    class: "missing-dependency",
    remedies: [],
    outcome: "not-mended",
    exit: 4,
  },
  "the program says 137 by itself": {
    files: { "README": "x" },
    args: [],
    command: ["sh", "-c", "exit 137"],
    image: "busybox",
    class: "crash",
    remedies: [],
    outcome: "not-mended",
    exit: 4,
  },
};
