/** One test of two that failed: what is left is named, and the answer is 5. */
export const ONE_TEST =
  `$ deno run -A ../qa-gate/scripts/qa/replay.ts 20261120T175745Z-5d74bf --test test_discount
Replay of 20261120T175745Z-5d74bf: 1 suite, mode container, at most 2 at once

Not as in the record:
  commit: then d3a9dd39…, now 625055b5…
    The code is not the one that failed; to replay exactly that, run: git checkout d3a9dd39…

Runs:
  unit: 1 test (asked for by name)
    unit::tests/test_cart.py::tests.test_cart::test_discount

Not run now, and still to be done:
  unit::tests/test_orders.py::tests.test_orders::test_order_is_placed[none at all]: failed (failed, and is not part of what is asked for)
…
INCOMPLETE  1 of 1 suite passed; tests: 1 passed; 0.8s in container; exit 5
why: what ran passed, but 1 failure of the record is outstanding: unit::tests/test_orders.py::tests.test_orders::test_order_is_placed[none at all] (failed, and is not part of what is asked for)
…
next: cd /home/you/shop && deno run -A /home/you/qa-gate/scripts/qa/replay.ts /home/you/shop/outputs/qa/logs/20261120T175748Z-5a388c
…
joined: original and replay together are failed, 1 of 2 suites passed; tests: 1 failed, 5 passed
  /home/you/shop/outputs/qa/logs/20261120T175748Z-5a388c/merged`;

/** A test that fails in some of its runs. */
export const REPEATED =
  `$ deno run -A ../qa-gate/scripts/qa/replay.ts --suite unit --test test_courier_answers --repeat 6
…
00:00.0 unit         started   (container)
00:00.4 unit         failed    1 failed  0.3s  (container)  1 of 1 tests failed (exit code 1)
00:00.4 unit         repeat    run 2 of 6
00:00.4 unit         started   (container)
00:00.7 unit         passed    1 passed  0.4s  (container)
…
FAILED  0 of 1 suite passed; tests: 1 failed; 2.4s in container; exit 1
why: unit: 1 test failed in 3 of 6 runs (a flake)
…
repeat: unit in 6 runs, tests that failed: 0 always, 1 sometimes, 0 never
  fails      in runs  shortest  median  longest  test
  sometimes  3 of 6   0ms       0ms     0ms      unit::tests/test_courier.py::tests.test_courier::test_courier_answers
…
unsteady, most likely: FLAKE-LOGIC, quarantine entries to paste are in failure_diagnostics_index.json`;

/** The command of one test, as `--print` spells it. */
export const PRINTED = `# Suite unit, 2 tests
deno run -A …/replay.ts /home/you/shop/outputs/qa/logs/20261120T175745Z-5d74bf --root /home/you/shop --suite unit
…
# unit::tests/test_orders.py::tests.test_orders::test_order_is_placed[none at all]
#   sh:         deno run -A …/replay.ts /home/you/shop/outputs/qa/logs/20261120T175745Z-5d74bf --root /home/you/shop --suite=unit '--test=unit::tests/test_orders.py::tests.test_orders::test_order_is_placed[none at all]'
#   PowerShell: & deno run -A '…/replay.ts' '/home/you/shop/outputs/qa/logs/20261120T175745Z-5d74bf' --root '/home/you/shop' '--suite=unit' '--test=unit::tests/test_orders.py::tests.test_orders::test_order_is_placed[none at all]'
#   its own command, sh:         docker run --rm --init … --network none --mount type=bind,source=/home/you/shop,target=/workspace --workdir /workspace sha256:57d0174a… python3 -m pytest -o junit_family=xunit1 --junitxml=/tmp/qa-report-unit.xml 'tests/test_orders.py::test_order_is_placed[none at all]'
…`;

/** Why a suite failed, from a record; a project's own signature has recognised it. */
export const EXPLAINED = `$ deno run -A ../qa-gate/scripts/qa/replay.ts --explain
/home/you/shop/outputs/qa/logs/20261120T180009Z-a6fac8 (20261120T180009Z-a6fac8, failed)

unit failed: 1 of 6 tests failed (exit code 1)
almost certainly connection: the courier's sandbox does not answer (89 %, by connection-courier-sandbox)

Evidence:
  suites/unit/container-1/tests.jsonl: RuntimeError: courier sandbox: no answer after 3 tries

This would be wrong if:
  The sandbox answers from the same machine, and the test fails all the same

What to do:
  1. Look at the courier's status page
  2. Replay when the sandbox is up again
…
Failures of one kind:
  unit::tests/test_courier.py::tests.test_courier::test_courier_answers: RuntimeError: courier sandbox: no answer after 3 tries (tests/test_courier.py:6)

Unsteady:
  unit::tests/test_courier.py::tests.test_courier::test_courier_answers
    FLAKE-NET (80 %)
    - it failed by connection: RuntimeError: courier sandbox: no answer after 3 tries
    - unsteady in 2 of 5 runs before
…`;
