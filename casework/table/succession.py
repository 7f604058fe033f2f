"""A member leaves the table, and what they held is handed over, in one act: Art. 8(6), 8(11)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record.composition_facts import seat_facts
from casework.record.seats import of_seats
from casework.record.succession import NOBODY, Place, is_awaited, places
from casework.record.table import open_case, plan_in_force, seats
from casework.table import minutes, seated_then
from casework.table.composition import seat
from casework.tell import succession as tell
from casework.tell.coming import not_coming
from casework.tell.withdrawal import not_any_more
from identity import links
from identity.access import NotThere
from identity.heads_word import take_for_head
from identity.member_links import OF_WHAT_WAS
from models.case import Case, DepartureSeen, Member, Succession
from models.meeting import Attendance, Meeting
from models.people import LinkEnd, LinkPurpose, MemberLink, Professional
from models.session import Work
from rules.composition import SeatFacts
from rules.defaults import DEFAULTS
from rules.seats import check_taken
from rules.succession import (
    Departure,
    Leaving,
    check_leaving,
    check_naming,
    check_seen,
    check_successor,
)
from workflow.life import after_act


@dataclass(frozen=True, slots=True)
class End:
    """How, when and why a seat ends, and who comes instead: a professional of the municipality."""

    departure: Departure
    reason: str = ""
    successor: UUID | None = None
    on: date | None = None
    """The day on which it ended; it may be entered later."""
    succeeded_on: date | None = None
    """The day on which the successor took the place; it may be entered later."""


def release(work: Work, case_id: UUID, member_id: UUID, end: End) -> None:
    """A member leaves; reason, successor, actions, reports and links in one act: Art. 8(6)."""
    case = open_case(work, case_id)
    member = _seat_of(work, case_id, member_id)
    if member.left_on is not None:
        raise NotThere
    today = work.clock.today()
    person = _professional(work, case, end.successor) if end.successor else None
    check_leaving(
        Leaving(
            seat=seat_facts(member),
            departure=end.departure,
            on=end.on or today,
            words=end.reason,
            took_part=_took_part(work, member),
            given_on=member.selected_on,
            there_on=_there_on(work, member),
            successor=_facts_of(person) if person else None,
        ),
        of_seats(work.session, case_id),
        today,
    )
    member.left_on, member.left_as = end.on or today, end.departure
    member.left_for, member.left_recorded_at = end.reason.strip() or None, work.clock.now()
    kept = OF_WHAT_WAS if member.signs_what_they_sat_in else ()
    links.cut(work, member_id, LinkEnd.LEFT, but=kept)
    not_any_more(work, case_id, professional_id=member.professional_id)
    not_coming(work, case.life, member)
    work.record(
        "member released", "8(6)", life=case.life, member=member_id, on=member.left_on,
        departure=end.departure,
    )  # fmt: skip
    changed = [member]
    if person is not None:
        changed.append(_hand_over(work, case, member, person, end.succeeded_on))
    elif is_awaited(member, None):
        tell.departed(work, case, member)
    minutes.approve_without(work, case.life)
    after_act(work, case_id, "member released")
    seated_then.judge_earlier(work, case.life, changed)


def name_successor(
    work: Work, case_id: UUID, member_id: UUID, successor: UUID, *, on: date | None = None
) -> None:
    """Somebody comes later for who left or was recused, and takes over the same: 8(6), 10(2).

    `on` is the day on which they took the place, if entered later.
    """
    case = open_case(work, case_id)
    member = _seat_of(work, case_id, member_id)
    person = _professional(work, case, successor)
    former = seat_facts(member)
    check_naming(former, named=_place(work, member).successor_id is not None)
    check_successor(former, _facts_of(person), of_seats(work.session, case_id))
    heir = _hand_over(work, case, member, person, on)
    after_act(work, case_id, "successor named")
    seated_then.judge_earlier(work, case.life, [heir])


def see(work: Work, case_id: UUID, member_id: UUID, *, by: UUID) -> None:
    """The head has seen why somebody left whom nobody succeeds: beside Art. 8(6)."""
    case = open_case(work, case_id)
    member = _seat_of(work, case_id, member_id)
    take_for_head(work, case.municipality_id, by, DEFAULTS.SEE_DEPARTURE, at=case_id)
    place = _place(work, member)
    check_seen(
        member.left_as,
        succeeded=place.successor_id is not None,
        seen=place.seen,
        by=by,
        manager_id=case.manager_id,
    )
    work.session.add(DepartureSeen(member_id=member_id, seen_at=work.clock.now(), seen_by_id=by))
    work.record("departure seen", "8(6)", life=case.life, member=member_id)
    after_act(work, case_id, "departure seen")


def candidates(work: Work, case: Case, member: Member) -> list[Professional]:
    """Who could come instead: of the same kind of institution, without a conflict, by name."""
    every = seats(work.session, case.id)
    recused = {each.professional_id for each in every if each.conflict}
    query = select(Professional).where(
        Professional.municipality_id == case.municipality_id,
        Professional.kind == member.professional.kind,
        Professional.left_at.is_(None),
        Professional.id.not_in({*recused, member.professional_id}),
    )
    return sorted(work.session.scalars(query), key=lambda person: person.name or "")


def _hand_over(
    work: Work, case: Case, member: Member, person: Professional, on: date | None
) -> Member:
    """The successor's seat, the bond between both, and word to who comes, with a way in."""
    every, day = (
        seats(work.session, case.id),
        check_taken(on, work.clock.today(), member.free_since),
    )
    there = {each.professional_id: each for each in every if each.sits}
    successor = there.get(person.id)
    if successor is None:
        successor = seat(work, case, person, member.reason or "", every, on=day)
    work.session.flush()
    assert work.actor.id is not None  # an officer acts
    work.session.add(
        Succession(
            member_id=member.id,
            successor_id=successor.id,
            named_on=day,
            recorded_at=work.clock.now(),
            recorded_by_id=work.actor.id,
        )
    )
    work.session.flush()
    tell.successor(work, member, successor, _way_in(work, case.id, successor))
    if successor.asked_at is None:  # the same mail asks for the declarations
        successor.asked_at = work.clock.now()
    work.record(
        "successor named", "8(6)", life=case.life, member=member.id, successor=successor.id, on=day
    )
    return successor


def _way_in(work: Work, case_id: UUID, successor: Member) -> MemberLink:
    """To the declarations first; who has made them reads the plan that names what is theirs now."""
    plan = plan_in_force(work.session, case_id)
    if successor.declared_at is None or plan is None:
        return links.issue(work, successor.id, LinkPurpose.DECLARE)
    return links.issue(work, successor.id, LinkPurpose.PLAN, plan.id)


def _seat_of(work: Work, case_id: UUID, member_id: UUID) -> Member:
    member = work.session.get(Member, member_id)
    if member is None or member.life_id != case_id:
        raise NotThere
    return member


def _place(work: Work, member: Member) -> Place:
    return places(work.session, [member]).get(member.id) or NOBODY


def _professional(work: Work, case: Case, professional_id: UUID) -> Professional:
    person = work.session.get(Professional, professional_id)
    if person is None or person.municipality_id != case.municipality_id or person.left_at:
        raise NotThere
    return person


def _facts_of(person: Professional) -> SeatFacts:
    return SeatFacts(person.id, person.kind, reasoned=True)


def _took_part(work: Work, member: Member) -> bool:
    """They stand in the register of a meeting that was held, on whatever seat."""
    query = (
        select(Attendance.id)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Member, Member.id == Attendance.member_id)
        .where(Meeting.life_id == member.life_id, Member.professional_id == member.professional_id)
    )
    return work.session.scalar(query.limit(1)) is not None


def _there_on(work: Work, member: Member) -> date | None:
    """The last day on which the record has them in a meeting, on this seat."""
    query = (
        select(Meeting)
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .where(Attendance.member_id == member.id, Attendance.present, Meeting.held_at.is_not(None))
    )
    return max((each.met_on for each in work.session.scalars(query)), default=None)
