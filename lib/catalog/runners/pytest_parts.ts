/**
 * Text of `qa_gate_parts.py`, loaded by our plugin only where it stands beside it. With `--collect-only` it
 * writes the tests that were collected, named as the xunit1 report names them; with a selection it keeps
 * only those. A selection goes through a file, so it may be of any length, and of any characters.
 */
export const PYTEST_PARTS = String
  .raw`"""Lists what pytest would run, or keeps only what was selected of it."""
import json
import os

from qa_gate_reports import identify

HERE = os.path.dirname(os.path.abspath(__file__))
LISTING = os.path.join(HERE, "listing.jsonl")
SELECTION = os.path.join(HERE, "selection.jsonl")


def place_of(item):
    told = identify(item.nodeid, item.location)
    return (told["file"], told["class"], told["name"])


def keep_selected(config, items):
    # Not silent: whoever runs more than was selected runs what another machine runs, too.
    if not os.path.exists(SELECTION):
        return
    with open(SELECTION, encoding="utf-8") as lines:
        wanted = set(tuple(json.loads(line)) for line in lines)
    kept, others = [], []
    for item in items:
        (kept if place_of(item) in wanted else others).append(item)
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = kept


def write_listing(session):
    if not session.config.option.collectonly:
        return
    with open(LISTING, "w", encoding="ascii") as file:
        for item in session.items:
            file.write(json.dumps(place_of(item)) + "\n")
        # Without its last line, a listing was cut.
        file.write(json.dumps({"end": len(session.items)}) + "\n")
    os.chmod(LISTING, 0o666)
`;
