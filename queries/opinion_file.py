"""Who of the family is asked what they think of closing the case, and what each said: 17(2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.record import opinions
from casework.record.closure_facts import current
from models.case import Case, FamilyPerson
from models.closure import OpinionRow
from models.session import Work
from rules.composition import BY_LAW, Relation
from rules.opinions import Heard


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """One of the family, and their last word."""

    person: FamilyPerson
    row: OpinionRow | None

    @property
    def is_asked(self) -> bool:
        """The child, a parent, a guardian or a carer; another relative may be asked."""
        return self.person.relation == Relation.CHILD or self.person.relation in BY_LAW


@dataclass(frozen=True, slots=True)
class OpinionFile:
    """Everybody's word on the proposal that is on its way."""

    lines: Sequence[OpinionLine]
    heard: Heard

    @property
    def words(self) -> int:
        """How often one of them was asked."""
        return sum(line.row.number for line in self.lines if line.row)


def read(work: Work, case: Case) -> OpinionFile:
    closure = current(work, case.id)
    if closure is None or not closure.is_open:
        return OpinionFile((), Heard())
    words = opinions.newest(work.session, closure.id)
    people = opinions.asked_of(work.session, case.id)
    return OpinionFile(
        [OpinionLine(person, words.get(person.id)) for person in people],
        opinions.heard(work.session, case.id, closure.id),
    )
