"""Facts of the child and its family are stated and corrected, and what follows: Art. 4(5), 4(6)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.case import after_death, death
from casework.record.beginning import done_on
from casework.record.closure_facts import current
from casework.record.known import answers, death_on, holding, new_row, person_of, project
from casework.record.table import open_case, sitting
from casework.table import closing_day, overtaken, representatives, violence
from identity.access import NotThere
from models.case import Case, FamilyPerson
from models.fact import FactRow
from models.meeting import PLANNED, FamilyNotice, Meeting
from models.people import Account
from models.session import Work
from rules.composition import Relation
from rules.grounds import Ground
from rules.known import (
    FactName,
    Value,
    asked_of,
    check,
    check_corrects,
    check_guardian,
    check_taken_back,
    check_words,
    uncorrected,
)
from rules.known_change import OVERTAKE, Change, Consequence, follows
from rules.meetings import ToldBy
from rules.roles import Role
from workflow.life import after_act


@dataclass(frozen=True, slots=True)
class Stated:
    """What was recorded, and what follows from it at once."""

    fact: FactRow
    follows: Consequence | None


def state(
    work: Work,
    case_id: UUID,
    subject: UUID,
    fact: FactName,
    value: Value,
    *,
    valid_from: date | None,
    known_on: date,
    source: str,
    corrects: UUID | None = None,
    reason: str = "",
) -> Stated:
    """Record an answer, or correct one; what stood before stays to be read."""
    case, today = open_case(work, case_id), work.clock.today()
    person = person_of(work.session, case_id, subject)
    rows = answers(work.session, subject, fact)
    held, died_on = holding(rows, fact, today), death_on(work.session, case_id)
    before = held.value if held else None
    if fact not in asked_of(person.relation):
        raise NotThere
    check(fact, value, valid_from=valid_from, known_on=known_on, today=today)
    check_words(fact, before, value, source=source, corrects=corrects is not None, reason=reason)
    check_corrects(corrects, {row.id for row in uncorrected(rows)})
    _check_guardian(work, case, fact, value)
    row = new_row(
        work, person, fact, value,
        number=len(rows) + 1, valid_from=valid_from, known_on=known_on, source=source.strip(),
        reason=reason.strip() or None, corrects_id=corrects,
    )  # fmt: skip
    work.session.add(row)
    change = _put_in_force(work, person, row, before)
    consequence = follows(change, today)
    if consequence is Consequence.DIED:
        death.stop(work, case)
    elif consequence is Consequence.DEATH_CORRECTED:
        death.go_on(work, case)
    fell = fact in OVERTAKE and _closing_follows(work, case, row)
    if fact is FactName.STATUS:
        representatives.judge(work, case.life, by_status=True)
    elif fact is FactName.VIOLENCE:
        violence.judge(work, case.life)
    act = "fact corrected" if corrects else "fact stated"
    work.record(act, "12(1)", life=case.life, person=subject, fact=fact, row=row.id)
    after_act(work, case_id, act)
    if fact in OVERTAKE:
        overtaken.judge(work, case)
    if fact is FactName.DEATH:
        after_death.judge(work, case, died_on)
    return Stated(row, consequence or (Consequence.CLOSING_FELL if fell else None))


def _closing_follows(work: Work, case: Case, row: FactRow) -> bool:
    """Whether it falls; of a death the form goes with the record until somebody has signed it."""
    why = row.reason or row.source or ""
    fell = overtaken.follow_record(work, case, why)
    if row.name is FactName.DEATH:
        closing_day.follow_facts(work, case.life, why)
    return fell


def _put_in_force(work: Work, person: FamilyPerson, row: FactRow, before: Value) -> Change:
    """What holds from now on, with what the file says beside it."""
    work.session.flush()
    fact = row.name
    now = project(work.session, person, fact, work.clock.today())
    is_marked = fact is FactName.VIOLENCE and now is True and before is not True
    told = _mark_told(work, person) if is_marked else 0
    kinds, ground = _kinds(work, person.case_id), _ground(work, person.case_id)
    of_the_child = person.relation == Relation.CHILD
    return Change(fact, before, now, row.value, kinds, told, ground, of_the_child)


def _check_guardian(work: Work, case: Case, fact: FactName, value: Value) -> None:
    """On behalf of the centre a named officer acts, and not the one who manages the case."""
    if fact is not FactName.OFFICER or value is None:
        return
    officer = work.session.get(Account, UUID(str(value)))
    if officer is None or officer.municipality_id != case.municipality_id:
        raise NotThere
    if officer.role not in {Role.HEAD, Role.MANAGER} or officer.disabled_at is not None:
        raise NotThere
    check_guardian(officer.id, case.manager_id)


def _kinds(work: Work, case_id: UUID) -> frozenset[str]:
    return frozenset(member.professional.kind for member in sitting(work.session, case_id))


def _ground(work: Work, case_id: UUID) -> Ground | None:
    closure = current(work, case_id)
    return closure.ground if closure is not None and closure.is_open else None


def notices_to_come(work: Work, person: FamilyPerson) -> list[FamilyNotice]:
    """Of which meeting to come this person was told."""
    query = (
        select(FamilyNotice)
        .join(Meeting, Meeting.id == FamilyNotice.meeting_id)
        .where(
            FamilyNotice.person_id == person.id,
            FamilyNotice.notified_on.is_not(None),
            PLANNED,
        )
    )
    return list(work.session.scalars(query))


def _mark_told(work: Work, person: FamilyPerson) -> int:
    """Who was told of a meeting to come is told that they do not take part; no mail ever went to
    them, so there is none to stop."""
    found = notices_to_come(work, person)
    for notice in found:
        notice.marked_on, notice.taken_back_on = work.clock.today(), None
    return len(found)


def take_back(work: Work, case_id: UUID, person_id: UUID, *, on: date, how: ToldBy) -> None:
    """Record that somebody marked learned that they are heard and do not take part: Art. 4(5)."""
    case = open_case(work, case_id)
    person = person_of(work.session, case_id, person_id)
    found = [each for each in notices_to_come(work, person) if each.marked_on]
    waiting = [each for each in found if each.taken_back_on is None]
    check_taken_back(person.alleged_perpetrator, waiting=len(waiting))
    done_on(work, case.life, on)
    for notice in waiting:
        notice.taken_back_on, notice.taken_back_by = on, how
    work.record("word taken back", "4(5)", life=case.life, person=person_id, on=on)
    after_act(work, case_id, "word taken back")
