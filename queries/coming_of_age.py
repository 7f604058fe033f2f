"""Whose eighteenth birthday draws near, or has come, over the reader's cases: Art. 17(3.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Row, exists, select

from casework.record import age_facts
from identity.access import answers_for, runs_case
from models.case import Case, Child, of_the_dead
from models.closure import AgeAnnouncement, AgeFinding, Closure, came_to_nothing
from models.life import Life
from models.session import Work
from rules.eighteen import DayKnown, day_known, is_on_radar, months_ahead


@dataclass(frozen=True, slots=True)
class ComingOfAge:
    """One case, the day, and what is still to be done for it."""

    number: str
    turns_on: date
    has_come: bool
    finding_wanted: bool
    """The date of birth is an estimate, and the table has not found the age."""
    closing: bool
    """Its closing is on the way."""
    is_mine: bool
    """The reader manages it."""


@dataclass(frozen=True, slots=True)
class OnRadar:
    """One case whose child is seventeen, or of whom nobody knows it."""

    number: str
    turns_on: date | None
    known: DayKnown
    has_come: bool
    closing: bool


def radar(work: Work) -> Sequence[OnRadar]:
    """Over every open case the reader answers for: by day, whose day is not known last."""
    query = age_facts.joined(select(Case, *age_facts.ROWS, _closing()).select_from(Case))
    query = query.join(Life, Life.id == Case.id).where(
        answers_for(work), Case.id.not_in(of_the_dead())
    )
    today = work.clock.today()
    found = [_on_radar(row, today) for row in work.session.execute(query)]
    near = [line for line in found if is_on_radar(line.turns_on, today)]
    return sorted(near, key=lambda line: (line.turns_on or date.max, line.number))


def _on_radar(row: "Found", today: date) -> OnRadar:
    case, child, finding, said, closing = row
    coming = age_facts.read(child, finding, said)
    day = coming.turns_on if coming else None
    found_on = finding.born_on if finding else None
    return OnRadar(
        number=case.number,
        turns_on=day,
        known=day_known(child.birth_date, found_on, estimated=child.birth_estimated),
        has_come=day is not None and day <= today,
        closing=closing,
    )


def of_reader(work: Work, *, as_manager: bool = False) -> Sequence[ComingOfAge]:
    """Every open case that was announced, by day; `as_manager` leaves out a deputy's others."""
    query = age_facts.joined(select(Case, *age_facts.ROWS, _closing()).select_from(Case))
    query = query.join(Life, Life.id == Case.id).where(
        answers_for(work, as_manager=as_manager),
        AgeAnnouncement.id.is_not(None),
        Case.id.not_in(of_the_dead()),
    )
    found = [_line(work, row) for row in work.session.execute(query)]
    return sorted((line for line in found if line), key=lambda line: (line.turns_on, line.number))


def of_case(work: Work, case: Case) -> ComingOfAge | None:
    """The same of one case that is open, for its page; None while it is not announced."""
    if case.sealed_at is not None:
        return None
    query = age_facts.joined(select(Case, *age_facts.ROWS, _closing()).select_from(Case))
    return _line(work, work.session.execute(query.where(Case.id == case.id)).one())


def _closing() -> ColumnElement[bool]:
    return exists().where(Closure.case_id == Case.id, ~came_to_nothing())


Found = Row[Case, Child, AgeFinding | None, AgeAnnouncement | None, bool]
"""A case with what is known of its birthday, and whether its closing is on the way."""


def _line(work: Work, row: Found) -> ComingOfAge | None:
    """A birthday that was corrected meanwhile is announced no more."""
    case, child, found, said, closing = row
    coming, today = age_facts.read(child, found, said), work.clock.today()
    if coming is None or months_ahead(coming.turns_on, today) is None:
        return None
    return ComingOfAge(
        number=case.number,
        turns_on=coming.turns_on,
        has_come=coming.turns_on <= today,
        finding_wanted=child.birth_estimated and found is None,
        closing=closing,
        is_mine=runs_case(work, case),
    )
