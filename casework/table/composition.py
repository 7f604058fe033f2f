"""Who sits at the table of a case, and who of the family is heard: Art. 4(3) to 4(6), 8(6)."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record import facts
from casework.record.contact_facts import vacant_since
from casework.record.known import first_answers
from casework.record.table import open_case, seats
from casework.table import seated_then
from core.names import folded
from identity.access import NotThere
from models.case import Case, FamilyPerson, Member, Replacement
from models.people import Professional
from models.session import Work
from rules.composition import (
    Relation,
    SeatFacts,
    Vacancy,
    check_vacancy,
    provision_for,
)
from rules.days import check_happened
from rules.known import FactName, Namesake, Value, check_kin
from rules.seats import check_given
from rules.table import check_choice
from workflow.life import after_act


def choose(
    work: Work, case_id: UUID, selection: Mapping[UUID, str], *, on: date | None = None
) -> None:
    """Seat professionals, each with a reason; who sits already stays: Art. 4(3), 4(4), 8(6).

    `on` is the day on which they were chosen, if entered later.
    """
    case = open_case(work, case_id)
    today = work.clock.today()
    query = select(Professional).where(
        Professional.id.in_(selection), Professional.municipality_id == case.municipality_id
    )
    chosen = work.session.scalars(query.where(Professional.left_at.is_(None))).all()
    if len(chosen) != len(selection):
        raise NotThere
    table = facts.of_case(work.session, case_id).table
    every = seats(work.session, case_id)
    seated = {member.professional_id for member in every if member.sits}
    newcomers = [person for person in chosen if person.id not in seated]
    wanted = tuple(_wanted(person, selection[person.id]) for person in newcomers)
    day = check_happened(on, today)
    check_choice(table, wanted, happened=day < today)
    if not newcomers and case.composed_at is not None:
        return
    new = [seat(work, case, each, selection[each.id], every, on=day) for each in newcomers]
    case.composed_at = case.composed_at or work.clock.now()
    work.record("composition chosen", "4(3)", life=case.life, members=len(chosen), on=day)
    after_act(work, case_id, "composition chosen")
    seated_then.judge_earlier(work, case.life, new)


def _wanted(person: Professional, reason: str) -> SeatFacts:
    return SeatFacts(person.id, person.kind, reasoned=bool(reason.strip()))


def seat(
    work: Work,
    case: Case,
    person: Professional,
    reason: str,
    every: Iterable[Member],
    *,
    on: date | None,
) -> Member:
    """A seat of their own; who left and comes back declares anew: Art. 10(2), 18(2).

    The seat they had, with its declarations and its papers, stays on record as it was. `every` is
    who ever had one; `on`, the day on which it was given, if entered later.
    """
    left = [each.left_on for each in every if each.professional_id == person.id and each.left_on]
    member = Member(
        life_id=case.id,
        professional_id=person.id,
        under=provision_for(person.kind),
        reason=reason.strip(),
        selected_on=check_given(on, work.clock.today(), case.referred_on, left),
        selected_recorded_at=work.clock.now(),
    )
    work.session.add(member)
    return member


def record_replacement(
    work: Work, case_id: UUID, member_id: UUID, *, asked_on: date | None, words: str
) -> None:
    """Record when the institution of a recused member was asked for somebody else, or why nobody
    is needed in their place: beside Art. 10(2)."""
    case = open_case(work, case_id)
    member = work.session.get(Member, member_id)
    if member is None or member.life_id != case_id:
        raise NotThere
    taken = select(Replacement.id).where(Replacement.member_id == member_id)
    seat = Vacancy(
        declared_on=vacant_since(member),
        asked_on=asked_on,
        words=words,
        settled=work.session.scalar(taken) is not None,
    )
    check_vacancy(seat, work.clock.today())
    assert work.actor.id is not None  # an officer acts
    work.session.add(
        Replacement(
            member_id=member_id,
            asked_on=asked_on,
            words=words.strip() or None,
            recorded_at=work.clock.now(),
            recorded_by_id=work.actor.id,
        )
    )
    act = "replacement asked for" if asked_on else "no replacement needed"
    work.record(act, "10(2)", life=case.life, member=member_id, on=asked_on or "-")
    after_act(work, case_id, act)


def replacements(work: Work, case_id: UUID) -> dict[UUID, Replacement]:
    """What was recorded of the seats of recused members, by member."""
    query = select(Replacement).join(Member).where(Member.life_id == case_id)
    return {row.member_id: row for row in work.session.scalars(query)}


def add_family(
    work: Work,
    case_id: UUID,
    relation: Relation,
    *,
    name: str,
    contact: str = "",
    alleged_perpetrator: bool | None = None,
    source: str = "",
    answers: Mapping[FactName, bool | None] | None = None,
) -> FamilyPerson:
    """Record a parent, a guardian or somebody else of the family, at any time; several of a kind.

    `answers` are what else was asked; what was not asked stays unanswered: Art. 4(5), 8(10).
    """
    case = open_case(work, case_id)
    of_kind = (FamilyPerson.case_id == case_id, FamilyPerson.relation == relation)
    known = [
        person
        for person in work.session.scalars(select(FamilyPerson).where(*of_kind))
        if folded(person.name or "") == folded(name)
    ]
    namesakes = [Namesake(each.contact, each.alleged_perpetrator) for each in known]
    same = check_kin(contact or None, alleged_perpetrator, source, namesakes)
    if same is not None:
        return known[same]
    person = FamilyPerson(
        case_id=case_id,
        relation=relation,
        name=name,
        contact=contact or None,
        alleged_perpetrator=alleged_perpetrator,
    )
    work.session.add(person)
    said: dict[FactName, Value] = {FactName.NAME: name, FactName.RELATION: relation}
    said |= {FactName.CONTACT: contact} if contact else {}
    said |= {FactName.VIOLENCE: alleged_perpetrator} if alleged_perpetrator is not None else {}
    first_answers(
        work, person, said | dict(answers or {}), source=source, known_on=work.clock.today()
    )
    work.record("family recorded", "4(5)", life=case.life, person=person.id)
    after_act(work, case_id, "family recorded")
    return person
