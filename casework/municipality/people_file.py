"""A centre's people from a file: every line is checked, then all are entered: 0163.

Each line does what the pages do, so that nothing is checked otherwise than it is done. Where one is
wrong nothing of the file stays.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from casework.municipality import people_columns
from casework.municipality.people_columns import LineFault, PersonOfFile
from casework.municipality.people_lines import BecameOfLine, PeopleOfList
from core.i18n import N_
from models.people import Municipality
from models.session import Work


@dataclass(frozen=True, slots=True)
class LineResult:
    """A line, whom it is of, what it comes to, and in which columns."""

    line: int
    name: str
    institution: str
    became: BecameOfLine
    columns: Sequence[str] = ()


@dataclass(slots=True)
class FileResult:
    """What a file comes to; with a fault nothing of it is entered."""

    lines: list[LineResult] = field(default_factory=list)
    faults: list[LineFault] = field(default_factory=list)

    @property
    def counted(self) -> Counter[BecameOfLine]:
        return Counter(each.became for each in self.lines)

    @property
    def changes_something(self) -> bool:
        return any(each.became is not BecameOfLine.SAME for each in self.lines)


class FileNotTaken(Exception):
    """Raised out of a unit of work, so that nothing of the file stays."""


def enter(work: Work, place: Municipality, text: str) -> FileResult:
    """Do every line, and say what each comes to; the caller keeps it only where nothing is wrong.

    Whoever has the mail address of the line in the list of this centre is the person of the line.
    """
    read, faults = people_columns.read(text)
    result = FileResult(faults=faults)
    held = PeopleOfList(work, place, read)
    did = [(each, held.take(each, result.faults)) for each in _once(read, held, result.faults)]
    for line, columns in did:
        if columns is not None:
            every = columns | held.name(line, result.faults)
            became = held.became(line, every)
            result.lines.append(
                LineResult(line.line, line["name"], line["institution"], became, sorted(every))
            )
    result.faults.sort(key=lambda fault: fault.line)
    counted = result.counted
    if not result.faults and result.changes_something:
        work.record(
            "people entered from a file",
            "4(3)",
            municipality=place.id,
            lines=len(result.lines),
            entered=counted[BecameOfLine.ENTERED],
            changed=counted[BecameOfLine.CHANGED],
        )
    return result


def _once(
    read: Sequence[PersonOfFile], held: PeopleOfList, faults: list[LineFault]
) -> Iterator[PersonOfFile]:
    """Nobody stands in a file twice."""
    seen: dict[str, int] = {}
    for line in read:
        before = seen.setdefault(held.of_line(line), line.line)
        if before == line.line:
            yield line
        else:
            words = N_(
                "This address stands on line {before} already: one line for each person. Of those"
                " who share a mailbox write yes under Shared mailbox on each line."
            )
            faults.append(LineFault(line.line, "mail", words, {"before": before}))
