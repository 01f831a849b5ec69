/**
 * Text of `qa_gate_reports.py`, the part of our plugin that puts pytest's reports into our words: names
 * as the xunit1 report spells them, so that a test has one identity whichever of both tells it.
 */
export const PYTEST_REPORTS = String.raw`"""What a report of pytest says, for qa_gate_progress."""
import re

TEXT_MAX = 32 * 1024


def cut(text):
    text = str(text)
    return text if len(text) <= TEXT_MAX else text[: TEXT_MAX // 2] + "\n[...]\n" + text[-TEXT_MAX // 2 :]


def escape(text):
    try:
        from _pytest.junitxml import bin_xml_escape

        return str(bin_xml_escape(text))
    except Exception:
        return text


def identify(nodeid, location):
    path, bracket, parameters = nodeid.partition("[")
    names = path.split("::")
    names[0] = re.sub(r"\.py$", "", names[0].replace("/", "."))
    names[-1] += bracket + parameters
    line = location[1] + 1 if location[1] is not None else None
    return {
        "id": nodeid,
        "file": str(location[0]),
        "class": escape(".".join(names[:-1])),
        "name": escape(names[-1]),
        "line": line,
    }


def message_of(report):
    if getattr(report, "wasxfail", ""):
        return re.sub("^reason: ", "", str(report.wasxfail))
    crash = getattr(getattr(report, "longrepr", None), "reprcrash", None)
    if crash is not None:
        return str(crash.message)
    longrepr = getattr(report, "longrepr", None)
    if isinstance(longrepr, tuple) and len(longrepr) == 3:
        text = str(longrepr[2])
        return text[9:] if text.startswith("Skipped: ") else text
    lines = str(longrepr or "").strip().splitlines()
    return lines[-1] if lines else ""


def outcome_of(report):
    if hasattr(report, "wasxfail"):
        return "expected-failure" if report.skipped else "passed"
    if report.outcome != "failed":
        return report.outcome
    if report.when not in ("setup", "call", "teardown"):
        return "crashed"
    if report.when != "call":
        return "error"
    message = message_of(report)
    if "XPASS(strict)" in str(getattr(report, "longrepr", "")):
        return "unexpected-pass"
    return "timed-out" if re.match(r"Failed: Timeout [(>]", message) else "failed"


def tell(report):
    return {
        "ms": round(float(getattr(report, "duration", 0) or 0) * 1000, 3),
        "message": message_of(report).strip().split("\n")[0][:2000],
        "details": cut(getattr(report, "longreprtext", "")) if report.outcome in ("failed", "rerun") else "",
    }
`;
