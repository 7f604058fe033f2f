"""Days that an officer typed of somebody else, and what stood there before: decision 0150."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from casework.case.information_days import claim_day, information_day, outcome_day
from casework.table.declared_days import seat_day, word_day
from identity import access
from identity.access import NotThere
from models.case import FamilyPerson, Member
from models.information import Claim, ClaimOutcome, Information
from models.life import Life
from models.participant import Participant, ParticipantWord
from models.people import Account
from models.session import Work
from models.typed_day import TypedDay
from rules.composition import Relation
from rules.participants import Part
from rules.roles import Role
from rules.typed_days import OF_A_SEAT, DayOf, TypedDayFacts
from workflow.kinds import kind_of, label_of

CameIn = Information | Claim | ClaimOutcome


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day that was typed, or corrected, and the corrections in the order of entry."""

    what: DayOf
    id: UUID
    on: date
    typed: bool
    before: Sequence[TypedDay] = ()


@dataclass(frozen=True, slots=True)
class DayFile:
    """The page on which one of them is corrected."""

    life: Life
    is_case: bool
    label: str
    line: DayLine
    entered_on: date
    said: str
    """What came in, or by name who declared; empty for the family, whom no page names."""
    relation: Relation | None = None
    about: UUID | None = None
    """The claim, where it is of one or of what was found of it."""


def corrections(work: Work, life_id: UUID) -> Mapping[UUID, Sequence[TypedDay]]:
    """By what they are of, in the order of entry."""
    query = select(TypedDay).where(TypedDay.life_id == life_id).order_by(TypedDay.number)
    found = defaultdict[UUID, list[TypedDay]](list)
    for row in work.session.scalars(query.options(joinedload(TypedDay.recorded_by))):
        found[row.subject_id].append(row)
    return found


def declared(
    work: Work,
    life_id: UUID,
    members: Sequence[Member],
    known: Sequence[Participant],
    said: Sequence[ParticipantWord],
) -> Mapping[UUID, Sequence[DayLine]]:
    """By seat, account, person or line: what they declared on a day that somebody typed."""
    kept, found = corrections(work, life_id), defaultdict[UUID, list[DayLine]](list)
    for member in members:
        found[member.id] += _of_seat(work, member, kept.get(member.id, ()))
    people = {each.id: each for each in known}
    for word in said:
        who, facts = people[word.participant_id], word_day(word)
        before = kept.get(word.id, ())
        if (facts.typed and facts.stands) or before:
            line = DayLine(DayOf.WORD, word.id, facts.was_on, facts.typed and facts.stands, before)
            found[who.account_id or who.person_id or who.id].append(line)
    return found


def came_in(work: Work, life_id: UUID, rows: Iterable[CameIn]) -> Mapping[UUID, Sequence[DayLine]]:
    """Of what came in, of claims and of what was found of them."""
    kept = corrections(work, life_id)
    found = dict[UUID, Sequence[DayLine]]()
    for row in rows:
        what, facts = _named(row)
        before = kept.get(row.id, ())
        line = DayLine(what, row.id, facts.was_on, facts.typed, before)
        found[row.id] = [line] if facts.typed or before else []
    return found


def _named(row: CameIn) -> tuple[DayOf, TypedDayFacts]:
    if isinstance(row, Information):
        return DayOf.INFORMATION, information_day(row)
    if isinstance(row, Claim):
        return DayOf.CLAIM, claim_day(row)
    return DayOf.OUTCOME, outcome_day(row)


def _of_seat(work: Work, member: Member, kept: Sequence[TypedDay]) -> Iterator[DayLine]:
    for what in OF_A_SEAT:
        before = [row for row in kept if row.what is what]
        try:
            facts = seat_day(work, what, member)
        except NotThere:
            facts = None
        if facts is not None and (facts.typed or before):
            yield DayLine(what, member.id, facts.was_on, facts.typed, before)
        elif before:  # withdrawn since
            yield DayLine(what, member.id, before[-1].now_on, typed=False, before=before)


def one(work: Work, life_id: UUID, what: DayOf, subject_id: UUID) -> DayFile:
    """For whoever runs the table; of what whoever chairs signed, for the head. `NotThere` for what
    nobody typed."""
    facts, about = _facts(work, life_id, what, subject_id)
    if not facts.typed:
        raise NotThere
    life = work.session.get_one(Life, life_id)
    before = [row for row in corrections(work, life_id).get(subject_id, ()) if row.what is what]
    line = DayLine(what, subject_id, facts.was_on, facts.typed, before)
    said, relation = _said(work, what, subject_id)
    return DayFile(
        life,
        kind_of(life).of_a_child,
        label_of(work.session, life_id),
        line,
        facts.entered_on,
        said,
        relation,
        about,
    )


def _said(work: Work, what: DayOf, subject_id: UUID) -> tuple[str, Relation | None]:
    if what in OF_A_SEAT:
        return work.session.get_one(Member, subject_id).professional.name or "", None
    if what is not DayOf.WORD:
        row = _row(work, what, subject_id)
        return (row.words if row else None) or "", None
    word = work.session.get_one(ParticipantWord, subject_id)
    who = word.participant
    if who.person_id is not None:
        return "", work.session.get_one(FamilyPerson, who.person_id).relation
    officer = work.session.get_one(Account, who.account_id) if who.account_id else None
    return officer.name_at(word.recorded_at) if officer else who.name or "", None


def _facts(
    work: Work, life_id: UUID, what: DayOf, subject_id: UUID
) -> tuple[TypedDayFacts, UUID | None]:
    if what is DayOf.WORD:
        word = work.session.get(ParticipantWord, subject_id)
        is_chair = word is not None and word.participant.part is Part.CHAIR
        _door(work, life_id, head=is_chair)
        if word is None or word.participant.life_id != life_id:
            raise NotThere
        return word_day(word), None
    _door(work, life_id)
    if what in OF_A_SEAT:
        member = work.session.get(Member, subject_id)
        if member is None or member.life_id != life_id:
            raise NotThere
        return seat_day(work, what, member), None
    return _of_information(work, life_id, what, subject_id)


def _of_information(
    work: Work, life_id: UUID, what: DayOf, subject_id: UUID
) -> tuple[TypedDayFacts, UUID | None]:
    row = _row(work, what, subject_id)
    of = row.claim if isinstance(row, ClaimOutcome) else row
    if row is None or of is None or of.case_id != life_id:
        raise NotThere
    return _named(row)[1], of.id if isinstance(of, Claim) else None


def _door(work: Work, life_id: UUID, *, head: bool = False) -> None:
    if head:
        access.life_for(work, life_id, role=Role.HEAD)
    else:
        access.only_who_runs(work, access.life_for(work, life_id))


def _row(work: Work, what: DayOf, subject_id: UUID) -> CameIn | None:
    if what is DayOf.INFORMATION:
        return work.session.get(Information, subject_id)
    if what is DayOf.CLAIM:
        return work.session.get(Claim, subject_id)
    return work.session.get(ClaimOutcome, subject_id)
