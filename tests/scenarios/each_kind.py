"""Which timelines `make test` plays: every kind of thing that any of them shows, at least once.

`make soak` plays them all, as does `pytest tests/scenarios/test_timelines.py`. The list is made by
`python -m tests.scenarios.each_kind`; where a new timeline shows something new, a test says so.
"""

import ast
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from tests.architecture.reading import functions, modules
from tests.scenarios.timeline_file import Timeline, read

FOLDER: Final = Path(__file__).parent / "timelines"
FILES: Final = sorted(FOLDER.glob("*.yaml"))
LIST: Final = Path(__file__).parent / "each_kind.txt"
IN_SHORT: Final = "TRYEZA_SHORT" in os.environ
"""As `make test` says."""
BEGINNING: Final = 2
"""What a story costs before its first entry, in entries."""

ACT: Final = re.compile(r"\b\w+\.\w+(?=\()")
"""An act as it is called: `inquiries.ask(`."""

Kind = tuple[object, ...]


def chosen() -> list[Path]:
    return [FOLDER / f"{name}.yaml" for name in LIST.read_text(encoding="utf-8").split()]


@cache
def beside() -> str:
    """What the rooms say in which each act, and each notice, has a test of its own."""
    rooms = (
        FOLDER.parents[1] / room for room in ("casework", "identity", "notifications", "portal")
    )
    tests = (path for room in rooms for path in sorted(room.rglob("test_*.py")))
    return "\n".join(path.read_text(encoding="utf-8") for path in tests)


@cache
def done_beside() -> frozenset[str]:
    """The verbs that do an act which a test there does too."""
    acts, found = acts_called(beside()), set[str]()
    for path in sorted(FOLDER.parent.glob("verbs*.py")):
        for function in functions(ast.parse(path.read_text(encoding="utf-8"))):
            if acts & acts_called(ast.unparse(function)):
                found.add(function.name)
    return frozenset(found)


def acts_called(source: str) -> set[str]:
    return {act for act in ACT.findall(source) if act.partition(".")[0] in casework_modules()}


@cache
def casework_modules() -> frozenset[str]:
    return frozenset(Path(name).stem for name, _ in modules("casework"))


@cache
def shown() -> Mapping[Path, frozenset[Kind]]:
    return {path: frozenset(kinds(read(path)[1])) for path in FILES}


def kinds(timeline: Timeline) -> Iterator[Kind]:
    """Its scene; which article refuses, which duty is written down, of which limit there is a
    breach; and what is done, and which notice leaves, where no test beside does or names it.

    That each paragraph refuses, and each verb is refused, is proven beside the act: `tests/rules`,
    `tests/casework`.
    """
    yield "begins", timeline.begins
    yield "fails", timeline.not_yet is not None
    for entry in timeline.story:
        yield "typed later", entry.entered is not None
        for acts in (entry.act, *(each.act for each in entry.allowed)):
            yield from (("done", *act) for act in acts if not done_beside().issuperset(act))
        for refused in entry.refused:
            of = str(refused.whose.get("of", ""))
            yield "refuses", *refused.whose.keys(), of.partition("(")[0]
        for duty in entry.due or ():
            yield "due", duty.duty, duty.article
        for told in entry.told or ():
            if f'"{told.notice}"' not in beside():
                yield "told", told.notice
        for breach in entry.breaches or ():
            yield "breach", breach.article, breach.struck


def missing(played: Sequence[Path]) -> dict[Kind, Path]:
    """What none of these shows, each with the first that does."""
    there = {kind for path in played for kind in shown()[path]}
    found: dict[Kind, Path] = {}
    for path in FILES:
        for kind in shown()[path] - there:
            found.setdefault(kind, path)
    return found


def choose() -> list[Path]:
    """Whoever shows most that is new for its length comes next; who shows nothing alone leaves."""
    costs = {path: BEGINNING + len(read(path)[1].story) for path in FILES}
    left, played = set[Kind]().union(*shown().values()), list[Path]()
    while left:
        best = max(FILES, key=lambda path: (len(shown()[path] & left) / costs[path], path))
        played.append(best)
        left -= shown()[best]
    for path in tuple(played):
        others = [each for each in played if each != path]
        if not missing(others):
            played = others
    return sorted(played)


if __name__ == "__main__":
    LIST.write_text("".join(f"{path.stem}\n" for path in choose()), encoding="utf-8")
