"""Who of the family is asked what they think of closing the case, and what each said: 17(2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from casework.record import opinions
from casework.record.closure_facts import current
from identity.officers import names_of
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

    lines: Sequence[OpinionLine] = ()
    heard: Heard = Heard()
    recorders: Mapping[UUID, str] | None = None


def read(work: Work, case: Case) -> OpinionFile:
    closure = current(work, case.id)
    if closure is None or not closure.is_open:
        return OpinionFile()
    words = opinions.newest(work.session, closure.id)
    people = opinions.asked_of(work.session, case.id)
    recorders = {row.recorded_by_id for row in words.values() if row.recorded_by_id}
    return OpinionFile(
        [OpinionLine(person, words.get(person.id)) for person in people],
        opinions.heard(work.session, case.id, closure.id),
        names_of(work.session, recorders),
    )
