"""Who stands at the municipal table: taken in and let go by the head, each with its day: Art. 3."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from casework.municipality.seats import seat_standing, there_on
from casework.municipality.standing import wake_quarters
from casework.table import minutes
from casework.tell.coming import not_coming
from casework.tell.withdrawal import not_any_more
from identity import links
from identity.access import NotThere, administrator_of, is_head, officer_of, say_for_whom
from identity.member_links import OF_WHAT_WAS
from models.case import Member
from models.life import Life, LifeKind
from models.people import Account, LinkEnd, Professional
from models.session import Work
from models.standing_seat import StandingSeat
from rules.municipal_table import SeatHeld, check_seat, check_seat_end
from rules.succession import Departure
from workflow.life import after_act, lock_open


def seat(work: Work, professional_id: UUID, *, on: date) -> StandingSeat:
    """Somebody an institution sends stands from that day on; they sit in the open quarters."""
    head, person = own_person(work, professional_id)
    check_seat(
        on,
        work.clock.today(),
        stands=person.standing,
        left=person.left_at is not None,
        last_ended_on=_last_ended_on(work, person),
    )
    person.standing = True
    row = _take(work, head, person, on)
    for life in _open_quarters(work, person):
        if _sits_anybody(work, life):  # else they are seated when its day is proposed
            seat_standing(work, life)
        after_act(work, life.id, "standing seat taken")
    return row


def take_newcomer(work: Work, person: Professional, *, on: date) -> StandingSeat:
    """Somebody whom an administrator has just entered stands from that day on; in the open quarters
    they are seated by the system, which an administrator may not: 0163."""
    check_seat(on, work.clock.today(), stands=False, left=False, last_ended_on=None)
    row = _take(work, administrator_of(work), person, on)
    wake_quarters(work, person.municipality_id)
    return row


def _take(work: Work, officer: Account, person: Professional, on: date) -> StandingSeat:
    row = StandingSeat(
        professional_id=person.id,
        since=on,
        entered_at=work.clock.now(),
        entered_by_id=officer.id,
    )
    work.session.add(row)
    work.session.flush()
    say_for_whom(work, officer)
    work.record("standing seat taken", "3", professional=person.id, on=on)
    return row


def end(work: Work, professional_id: UUID, *, on: date, reason: str) -> StandingSeat:
    """It ended on that day; what was to be sent to them as a member of the table stays here."""
    head, person = own_person(work, professional_id)
    row = _open_seat(work, person)
    held = SeatHeld(person.standing, row.since if row else None, there_on(work, person.id))
    check_seat_end(on, work.clock.today(), held, reason)
    if row is None:  # who stood before anybody entered it
        now = work.clock.now()
        row = StandingSeat(professional_id=person.id, entered_at=now, entered_by_id=head.id)
        work.session.add(row)
    row.ended_on, row.ended_at, row.ended_by_id = on, work.clock.now(), head.id
    row.reason = reason.strip()
    person.standing = False
    work.session.flush()
    say_for_whom(work, head)
    work.record("standing seat ended", "3", professional=person.id, on=on)
    for life in _open_quarters(work, person):
        _leave(work, life, person, on)
        minutes.approve_without(work, life)
        after_act(work, life.id, "standing seat ended")
    return row


def own_person(work: Work, professional_id: UUID) -> tuple[Account, Professional]:
    """The head who acts, and somebody of the own municipality, locked; raises `NotThere`."""
    head = officer_of(work)
    person = work.session.get(
        Professional, professional_id, with_for_update={"key_share": True}, populate_existing=True
    )
    if not is_head(work) or person is None or person.municipality_id != head.municipality_id:
        raise NotThere
    return head, person


def _open_seat(work: Work, person: Professional) -> StandingSeat | None:
    query = select(StandingSeat).where(
        StandingSeat.professional_id == person.id, StandingSeat.ended_on.is_(None)
    )
    return work.session.scalars(query).first()


def _last_ended_on(work: Work, person: Professional) -> date | None:
    query = select(func.max(StandingSeat.ended_on))
    return work.session.scalar(query.where(StandingSeat.professional_id == person.id))


def _open_quarters(work: Work, person: Professional) -> list[Life]:
    query = select(Life.id).where(
        Life.kind == LifeKind.QUARTERLY,
        Life.municipality_id == person.municipality_id,
        Life.ended_at.is_(None),
    )
    return lock_open(work, work.session.scalars(query).all())


def _sits_anybody(work: Work, life: Life) -> bool:
    query = select(Member.id).where(Member.life_id == life.id)
    return work.session.scalar(query.limit(1)) is not None


def _leave(work: Work, life: Life, person: Professional, on: date) -> None:
    """Their seat in an open quarter; the minutes of a meeting in which they sat they still sign."""
    query = select(Member).where(
        Member.life_id == life.id, Member.professional_id == person.id, Member.left_on.is_(None)
    )
    left = []
    for member in work.session.scalars(query):
        member.left_on, member.left_as = max(on, member.selected_on), Departure.END_OF_OFFICE
        member.left_recorded_at = work.clock.now()
        kept = OF_WHAT_WAS if member.signs_what_they_sat_in else ()
        links.cut(work, member.id, LinkEnd.LEFT, but=kept)
        left.append(member)
    not_any_more(work, life.id, professional_id=person.id)
    for member in left:
        not_coming(work, life, member)
