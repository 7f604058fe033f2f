"""What is known of a child and its family, answer by answer, for its officers: Art. 18(1)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select

from casework.record.known import facts_of, holding
from casework.table.meetings import family_of
from identity.officers import accounts_of
from models.case import Case, FamilyPerson
from models.fact import FactRow
from models.meeting import FamilyNotice, Meeting
from models.people import Account
from models.session import Work
from rules.composition import BY_LAW, Relation
from rules.known import FORMS, FactName, Form, Value, asked_of, is_safe, uncorrected
from rules.roles import Role

NAMES: Final = frozenset({FactName.NAME})
"""Shown to whoever asks for them, which is on record."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question about one person: what holds, and all that was ever answered."""

    name: FactName
    held: FactRow | None
    """None while nobody has asked."""
    former: Sequence[FactRow]
    """Everything else on record, the newest first."""
    corrected: frozenset[UUID]
    """Those that another row takes the place of."""


@dataclass(frozen=True, slots=True)
class ReachedAt:
    """Where somebody of the family is reached, and whether that is safe: Art. 8(10)."""

    where: FactRow | None
    answer: FactRow | None
    safe: bool | None
    """None while nobody has answered for this contact."""
    interpreter: Value
    can_read: Value


@dataclass(frozen=True, slots=True)
class Known:
    """One person, every question about them, and what they were told of meetings."""

    person: FamilyPerson
    questions: Sequence[Question]
    received: Sequence[tuple[FamilyNotice, Meeting]]

    @property
    def to_take_back(self) -> bool:
        """They were marked after they were told of a meeting to come."""
        return self.person.alleged_perpetrator is True and any(
            notice.marked_on and not notice.taken_back_on and not meeting.held_at
            for notice, meeting in self.received
            if meeting.cancelled_at is None
        )


@dataclass(frozen=True, slots=True)
class KnownFile:
    """The whole page."""

    people: Sequence[Known]
    recorders: Mapping[UUID, str]
    """Who recorded each answer, by the name of then."""
    officers: Mapping[UUID, str]
    """Who acts on behalf of the centre, by name."""

    @property
    def nobody_by_law(self) -> bool:
        return not any(each.person.relation in BY_LAW for each in self.people)


def read(work: Work, case: Case) -> KnownFile:
    rows, received = _by_question(work, case.id), _received(work, case.id)
    today = work.clock.today()
    people = [
        Known(
            person,
            [_question(name, rows[person.id, name], today) for name in asked_of(person.relation)],
            received.get(person.id, ()),
        )
        for person in family_of(work, case.id)
    ]
    every = [row for found in rows.values() for row in found]
    by = {row.recorded_by_id for row in every if row.recorded_by_id}
    named = {UUID(str(row.value)) for row in every if _names_an_officer(row)}
    found = accounts_of(work.session, by | named)
    people.sort(key=lambda each: each.person.relation != Relation.CHILD)
    return KnownFile(
        people,
        {
            row.id: found[row.recorded_by_id].name_at(row.recorded_at)
            for row in every
            if row.recorded_by_id
        },
        {id: found[id].name or "" for id in named},
    )


def names_shown(work: Work, case: Case) -> None:
    """The page is shown with its names, and that they were asked for is on record: Art. 18(1)."""
    work.record("name shown", "18(1)", life=case.life)


def question(work: Work, person: FamilyPerson, name: FactName) -> Question:
    """One question about one person."""
    rows = _by_question(work, person.case_id)[person.id, name]
    return _question(name, rows, work.clock.today())


def contacts_of(work: Work, case_id: UUID) -> Mapping[UUID, ReachedAt]:
    """Of everybody of the family how they are reached, and whether it is safe."""
    rows, today = _by_question(work, case_id), work.clock.today()

    def held(person: UUID, name: FactName) -> FactRow | None:
        return holding(rows[person, name], name, today)

    def contact(person: UUID) -> ReachedAt:
        where, answer = held(person, FactName.CONTACT), held(person, FactName.CONTACT_SAFE)
        speaks, reads = held(person, FactName.INTERPRETER), held(person, FactName.CAN_READ)
        safe = is_safe(where, answer, answer.value if answer else None)
        values = (speaks.value if speaks else None, reads.value if reads else None)
        return ReachedAt(where, answer, safe, *values)

    return {person: contact(person) for person in {person for person, _ in list(rows)}}


def officers_for_a_guardian(work: Work, case: Case) -> Sequence[tuple[UUID, str]]:
    """Who of the centre may act as guardian: everybody but who manages the case."""
    query = select(Account).where(
        Account.municipality_id == case.municipality_id,
        Account.role.in_((Role.HEAD, Role.MANAGER)),
        Account.disabled_at.is_(None),
        Account.id != case.manager_id,
    )
    return [(each.id, each.name or "") for each in work.session.scalars(query)]


def _by_question(work: Work, case_id: UUID) -> Mapping[tuple[UUID, FactName], list[FactRow]]:
    found: dict[tuple[UUID, FactName], list[FactRow]] = defaultdict(list)
    for row in facts_of(work.session, case_id):
        found[row.person_id, row.name].append(row)
    return found


def _question(name: FactName, rows: Sequence[FactRow], today: date) -> Question:
    held = holding(rows, name, today)
    right = {row.id for row in uncorrected(rows)}
    former = [row for row in reversed(rows) if held is None or row.id != held.id]
    return Question(name, held, former, frozenset(row.id for row in rows) - right)


def _names_an_officer(row: FactRow) -> bool:
    return FORMS[row.name] is Form.OFFICER and row.value is not None


def _received(work: Work, case_id: UUID) -> Mapping[UUID, list[tuple[FamilyNotice, Meeting]]]:
    """What each of the family was told of meetings, the newest first."""
    query = (
        select(FamilyNotice, Meeting)
        .join(Meeting, Meeting.id == FamilyNotice.meeting_id)
        .where(Meeting.life_id == case_id, FamilyNotice.notified_on.is_not(None))
        .order_by(Meeting.starts_at.desc())
    )
    found: dict[UUID, list[tuple[FamilyNotice, Meeting]]] = defaultdict(list)
    for notice, meeting in work.session.execute(query):
        found[notice.person_id].append((notice, meeting))
    return found
