/**
 * Text of `qa_gate_behave.py`: runs `-m behave …` as `python3 -m behave …` does, with a formatter of
 * ours beside the user's own. It tells each scenario when it begins and ends, as `read_progress.ts`
 * reads it: behave's JUnit is one file for each feature, written after it, and its JSON forgets what
 * failed in a hook; with both, a crash would take the running scenario's name along.
 */
export const BEHAVE_WATCH = String
  .raw`"""Runs behave like "python3 -m behave", and tells each scenario while it runs."""
import json
import os
import sys

TEXT_MAX = 32 * 1024
HERE = os.path.dirname(os.path.abspath(__file__))
SELECTION = os.path.join(HERE, "selection.jsonl")
STATE = {"file": None, "pid": os.getpid(), "wanted": None}


def write(**line):
    if STATE["pid"] != os.getpid():
        return
    if STATE["file"] is None:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
        STATE["file"] = os.open(os.path.join(HERE, "report.xml"), flags, 0o666)
    os.write(STATE["file"], (json.dumps(line) + "\n").encode("ascii"))


def cut(text):
    text = str(text or "")
    return text if len(text) <= TEXT_MAX else text[:TEXT_MAX] + "\n[...]"


def first(text):
    lines = [line for line in str(text or "").splitlines() if line.strip()]
    return lines[0].strip()[:2000] if lines else ""


def name_of(status):
    return getattr(status, "name", None) or str(status)


def place_of(scenario, feature):
    return {
        "id": str(scenario.location),
        "file": str(scenario.location.filename),
        "class": feature.name if feature is not None else "",
        "name": scenario.name,
        "line": scenario.location.line,
    }


def step_text(step):
    return "%s %s" % (step.keyword, step.name)


def outcome_of(scenario):
    status = name_of(scenario.status)
    if status in ("passed", "skipped"):
        return status
    if status in ("untested", "untested_pending", "untested_undefined"):
        return "not-run"
    undefined = any(name_of(step.status) in ("undefined", "pending") for step in scenario.all_steps)
    if status != "failed" or undefined or getattr(scenario, "hook_failed", False):
        return "error"
    return "failed"


def why(scenario):
    for step in scenario.all_steps:
        status = name_of(step.status)
        if status in ("undefined", "pending"):
            return "%s step: %s" % (status, step_text(step))
        if status in ("failed", "error"):
            exception = getattr(step, "exception", None)
            said = first(exception) or (type(exception).__name__ if exception else first(step.error_message))
            return "%s: %s" % (step_text(step), said)
    reason = first(getattr(scenario, "exception", None)) or first(getattr(scenario, "error_message", None))
    if getattr(scenario, "hook_failed", False):
        return "a hook failed: %s" % (reason or "see the output")
    return reason or first(getattr(scenario, "skip_reason", None))


def details(scenario):
    lines = []
    for step in scenario.all_steps:
        lines.append("%s ... %s" % (step_text(step), name_of(step.status)))
        if step.error_message:
            lines.append(str(step.error_message))
    lines.append(str(getattr(scenario, "error_message", None) or ""))
    return cut("\n".join(lines).strip())


def told(scenario):
    outcome = outcome_of(scenario)
    line = {"outcome": outcome, "ms": round(float(scenario.duration or 0) * 1000, 3)}
    if outcome not in ("passed", "not-run"):
        line["message"] = why(scenario)
    if outcome in ("failed", "error"):
        line["details"] = details(scenario)
    return line


class Progress:
    def __init__(self):
        self.current_feature = None
        self.current = None

    def __getattr__(self, unknown):
        return lambda *args, **named: None

    def feature(self, feature):
        self.safely(self.end_scenario)
        self.current_feature = feature

    def scenario(self, scenario):
        self.safely(self.begin, scenario)

    def eof(self):
        self.safely(self.end_scenario)
        self.safely(self.end_feature)

    def close(self):
        self.safely(self.end_scenario)
        self.safely(lambda: write(on="over"))

    def safely(self, does, *args):
        try:
            does(*args)
        except Exception:
            pass

    def begin(self, scenario):
        if not is_wanted(scenario, self.current_feature):
            return self.end_scenario()
        if self.current is scenario:
            # behave.contrib.scenario_autoretry runs the same one again; its steps are reset already.
            tried = {"outcome": "again", "message": "it failed, and was tried again"}
            return write(on="phase", id=str(scenario.location), **tried)
        self.end_scenario()
        self.current = scenario
        write(on="start", **place_of(scenario, self.current_feature))

    def end_scenario(self):
        scenario, self.current = self.current, None
        if scenario is not None:
            write(on="end", id=str(scenario.location), **told(scenario))

    def end_feature(self):
        feature, self.current_feature = self.current_feature, None
        if feature is None or not getattr(feature, "hook_failed", False):
            return
        reason = first(getattr(feature, "exception", None)) or first(getattr(feature, "error_message", None))
        line = {"id": "hook", "file": str(feature.location.filename), "class": feature.name}
        message = "a hook of the feature failed: %s" % (reason or "see the output")
        write(on="end", name="[hook]", outcome="error", message=message, **line)


def is_wanted(scenario, feature):
    told = place_of(scenario, feature)
    return STATE["wanted"] is None or (told["file"], told["class"], told["name"]) in STATE["wanted"]


def keep_selected(features):
    if not os.path.exists(SELECTION):
        return features
    with open(SELECTION, encoding="utf-8") as lines:
        STATE["wanted"] = set(tuple(json.loads(line)) for line in lines)
    for feature in features:
        scenarios = list(feature.walk_scenarios())
        others = [one for one in scenarios if not is_wanted(one, feature)]
        # A feature of which nothing is wanted must not run its hooks either.
        for one in others if len(others) < len(scenarios) else [feature]:
            one.mark_skipped()
    return features


def watch():
    import behave.runner

    make_formatters = behave.runner.make_formatters
    parse_features = behave.runner.parse_features

    def with_ours(*args, **named):
        return list(make_formatters(*args, **named)) + [Progress()]

    def telling(*args, **named):
        try:
            return keep_selected(parse_features(*args, **named))
        except Exception as cause:
            tell_broken(cause)
            raise

    behave.runner.make_formatters = with_ours
    behave.runner.parse_features = telling


def tell_broken(cause):
    try:
        path = os.path.relpath(str(getattr(cause, "filename", None) or "."))
        line = getattr(cause, "line", None)
        place = {"file": path, "line": line if isinstance(line, int) and line > 0 else None}
        write(on="end", id="parse", name="[parse]", outcome="error", message=first(cause), **place)
    except Exception:
        pass


def main():
    if not getattr(sys.flags, "safe_path", False):
        sys.path[0] = os.getcwd()
    try:
        import behave.__main__ as program
    except ModuleNotFoundError as missing:
        if missing.name not in ("behave", "behave.__main__"):
            raise
        sys.stderr.write("%s: No module named behave\n" % sys.executable)
        return 1
    sys.argv = [program.__file__] + sys.argv[3:]
    try:
        watch()
    except Exception:
        pass
    return program.main()


if __name__ == "__main__":
    sys.exit(main())
`;
