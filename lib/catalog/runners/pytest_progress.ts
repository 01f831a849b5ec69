/**
 * Text of `qa_gate_progress.py`, a plugin for pytest on Python 3.7 and later. It writes a line for each
 * test that begins and each of its phases, as `read_progress.ts` reads them; gives the tries of
 * pytest-rerunfailures to the JUnit report in Surefire's dialect (pytest itself drops them); declares
 * there how many tests were meant to run; and makes a property of the marker `route`. Only the main process writes: workers of xdist report to it.
 * Whatever fails in here is silent, because a run must not suffer from being watched.
 */
export const PYTEST_PROGRESS = String
  .raw`"""Tells each test while it runs. Switch it off with -p no:qa_gate_progress."""
import json
import os
import re

import pytest
from qa_gate_reports import escape, identify, outcome_of, tell

HERE = os.path.dirname(os.path.abspath(__file__))
PLACE = os.path.join(HERE, "progress.jsonl")
HAS_PARTS = os.path.exists(os.path.join(HERE, "qa_gate_parts.py"))
STATE = {"file": None, "pid": 0, "open": set(), "tries": {}, "config": None}


def safely(does, *args):
    try:
        does(*args)
    except Exception:
        pass


def is_worker(config):
    return hasattr(config, "workerinput") or hasattr(config, "slaveinput")


def write(**line):
    # A child of fork() has the file too; it is not ours to write then.
    if STATE["file"] is None or STATE["pid"] != os.getpid():
        return
    text = json.dumps(line) + "\n"
    os.write(STATE["file"], text.encode("ascii"))


def begin(config):
    config.addinivalue_line("markers", "route(path): METHOD /path that this test checks")
    if is_worker(config):
        return
    STATE["config"] = config
    STATE["pid"] = os.getpid()
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
    STATE["file"] = os.open(PLACE, flags, 0o666)
    follow_workers(config)


def follow_workers(config):
    # Workers on this machine share our sys.path; others could not import us, and would fail.
    tx = getattr(config.option, "tx", None) or []
    if not tx or any(not str(one).split("*")[-1].startswith("popen") for one in tx):
        return
    from xdist.plugin import _sys_path

    if HERE in _sys_path:
        # xdist hands these words to its workers; ours stand first, before any "--".
        params = config.invocation_params
        args = ("-p", __name__) + tuple(params.args)
        config.invocation_params = type(params)(args=args, plugins=params.plugins, dir=params.dir)


def name_route(item):
    marker = item.get_closest_marker("route")
    path = " ".join(str(part) for part in marker.args) if marker else ""
    if re.match(r"[A-Z]+ /", path):
        item.user_properties.append(("route", path))


def place_of_module(nodeid):
    # As pytest's own report tells a module that cannot be collected: its suite stands for a class.
    name = re.sub(r"\.py$", "", nodeid.replace("/", "."))
    return {"file": nodeid, "class": "pytest", "name": name}


def begin_module(collector):
    if isinstance(collector, pytest.File) and STATE["config"] is not None:
        STATE["open"].add("collect " + collector.nodeid)
        place = place_of_module(collector.nodeid)
        write(on="start", id="collect " + collector.nodeid, **place)


def end_module(report):
    place = "collect " + report.nodeid
    is_open = place in STATE["open"]
    STATE["open"].discard(place)
    if report.outcome == "failed":
        told = dict(tell(report), outcome="error")
        write(on="end", id=place, **dict(place_of_module(report.nodeid), **told))
    elif is_open:
        write(on="forget", id=place)


def begin_test(nodeid, location):
    if STATE["config"] is not None:
        STATE["open"].add(nodeid)
        write(on="start", **identify(nodeid, location))


def hear(report):
    if STATE["config"] is None:
        return
    if report.nodeid not in STATE["open"]:
        begin_test(report.nodeid, report.location)
    is_last = report.when not in ("setup", "call")
    if report.outcome == "rerun":
        hear_again(report)
    elif is_last:
        end_test(report)
    elif report.outcome != "passed" or report.when == "call":
        if report.outcome == "failed":
            STATE["tries"].setdefault(report.nodeid, []).append(None)
        write(on="phase", id=report.nodeid, outcome=outcome_of(report), **tell(report))


def hear_again(report):
    told = dict(tell(report), tried="failed" if report.when == "call" else "error")
    STATE["tries"].setdefault(report.nodeid, []).append(told)
    write(on="phase", id=report.nodeid, outcome="again", **told)


def end_test(report):
    told = dict(tell(report), outcome=outcome_of(report))
    routes = [value for name, value in report.user_properties if name == "route"]
    if routes:
        told["route"] = str(routes[0])
    write(on="end", id=report.nodeid, **told)
    STATE["open"].discard(report.nodeid)
    add_tries(report, STATE["tries"].pop(report.nodeid, []))


def add_tries(report, tries):
    earlier = [one for one in tries if one is not None]
    if not earlier:
        return
    import xml.etree.ElementTree as ET

    log = junit_log()
    if log is None:
        return
    has_failed = report.outcome == "failed" or len(earlier) < len(tries)
    reporter = log.node_reporter(report)
    for one in earlier:
        kind = "Failure" if one["tried"] == "failed" else "Error"
        node = ET.Element(("rerun" if has_failed else "flaky") + kind)
        node.set("message", escape(one["message"]))
        node.set("type", "")
        node.set("time", "%.3f" % (one["ms"] / 1000))
        ET.SubElement(node, "stackTrace").text = escape(one["details"])
        reporter.append(node)


def junit_log():
    from _pytest.junitxml import xml_key

    config = STATE["config"]
    stash = config.stash if hasattr(config, "stash") else config._store
    return stash.get(xml_key, None)


def declare_plan(session):
    # pytest.exit(returncode=0) leaves a green report of the tests that ran before it.
    log = junit_log() if STATE["config"] is not None else None
    items = getattr(session, "items", None)
    if log is not None and items:
        log.add_global_property("qa.planned", str(len(items)))


def pytest_configure(config):
    safely(begin, config)


def pytest_itemcollected(item):
    safely(name_route, item)


def pytest_collectstart(collector):
    safely(begin_module, collector)


def pytest_collectreport(report):
    safely(end_module, report)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    if HAS_PARTS:
        from qa_gate_parts import keep_selected

        keep_selected(config, items)


def pytest_collection_finish(session):
    safely(lambda: write(on="planned", count=len(session.items)))
    if HAS_PARTS:
        from qa_gate_parts import write_listing

        write_listing(session)


def pytest_runtest_logstart(nodeid, location):
    safely(begin_test, nodeid, location)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logreport(report):
    safely(hear, report)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session):
    safely(declare_plan, session)
    safely(lambda: write(on="over"))
`;
