"""What a timeline says beside what there is: a closed world under its articles."""

import operator
from collections.abc import Callable, Sequence

from rules.roles import Owner
from tests.scenarios.found import Line, Told, folded
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import BreachLine, DutyLine, ToldLine
from tests.scenarios.written_down import shown


def duties(play: Play, wanted: Sequence[DutyLine], there: Sequence[Line]) -> str:
    """In words where they differ; nothing where they are the same."""
    return _differ([_duty(play, line) for line in wanted], there, _same_duty, "due")


def _duty(play: Play, line: DutyLine) -> Line:
    said: Line = {"duty": line.duty.value, "by": line.by.value}
    if line.until is not None:
        said["until"] = play.day(line.until)
    said |= {"of": line.of} if line.of else {"ours": line.ours}
    if line.who is not None:
        said["who"] = sorted(play.several(line.who, line.table))
    if line.about is not None:
        said["about"] = f"meeting {play.meeting(line.about, line.table).number}"
    return said | ({} if line.table == "case" else {"table": play.table(line.table)})


def _same_duty(wanted: Line, there: Line) -> bool:
    """Everything is said but which meeting it is about, where that is plain."""
    left_out = {} if "about" in wanted else {"about": there.get("about")}
    return wanted | left_out == {"about": None} | there


def breaches(play: Play, wanted: Sequence[BreachLine], there: Sequence[Line]) -> str:
    said = [
        {"article": line.article, "who": name, "until": play.day(line.until), "struck": line.struck}
        | ({} if line.table == "case" else {"table": play.table(line.table)})
        for line in wanted
        for name in _owing(play, line)
    ]
    return _differ(said, there, operator.eq, "breaches")


def _owing(play: Play, line: BreachLine) -> list[str]:
    """Seats by their names, and the manager, the head or the system as the record has them."""
    if set(line.who) <= set(Owner):
        return list(line.who)
    names = play.several(line.who, line.table)
    for name in names:
        play.people.professional(name)
    return names


def messages(play: Play, wanted: Sequence[ToldLine], there: Sequence[Told]) -> str:
    said = [
        {"notice": line.notice, "to": name}
        | ({} if line.on is None else {"on": play.day(line.on)})
        | ({} if line.table == "case" else {"table": play.table(line.table)})
        for line in sorted(wanted, key=lambda line: line.on is None)
        for name in _readers(play, line)
    ]
    return _differ(said, [each.line for each in there], _same_message, "told")


def _readers(play: Play, line: ToldLine) -> list[str]:
    readers = play.several(line.to, line.table)
    for name in readers:
        play.people.check(name)
    return readers


def _same_message(wanted: Line, there: Line) -> bool:
    left_out = {} if "on" in wanted else {"on": there["on"]}
    return wanted | left_out == there


def _differ(
    wanted: Sequence[Line], there: Sequence[Line], same: Callable[[Line, Line], bool], what: str
) -> str:
    missing, left = [], list(there)
    for line in wanted:
        found = next((each for each in left if same(line, each)), None)
        if found is None:
            missing.append(line)
        else:
            left.remove(found)
    return "\n".join(
        [
            *([f"  expected under `{what}`, and not there:"] if missing else []),
            *(f"    - {shown(line)}" for line in missing),
            *([f"  there, and not expected under `{what}`:"] if left else []),
            *(f"    - {shown(line)}" for line in left),
        ]
    )


def pasted(messages: Sequence[Told]) -> str:
    """Messages as lines of a timeline."""
    return "\n".join(f"    - {shown(line)}" for line in folded(messages))
