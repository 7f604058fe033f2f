"""The seats of the standing members, quarter by quarter: Art. 8(2), 18(2)."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select

from core.clock import local_day
from models.case import Member
from models.life import Life, LifeKind
from models.meeting import Attendance, Meeting
from models.people import Professional
from models.session import Work
from models.standing_seat import StandingSeat
from rules.municipal_table import seated_from


def seat_standing(work: Work, life: Life) -> None:
    """A seat in this quarter for everybody who stands and has none yet."""
    standing = select(Professional).where(
        Professional.municipality_id == life.municipality_id,
        Professional.standing,
        Professional.left_at.is_(None),
    )
    sits = select(Member.professional_id).where(Member.life_id == life.id)
    seated = set(work.session.scalars(sits.where(Member.left_on.is_(None))))
    new = [each for each in work.session.scalars(standing) if each.id not in seated]
    signed = _signed_before(work, life) if new else {}
    since = _since(work, life) if new else {}
    began_on, today = local_day(life.began_at), work.clock.today()
    for person in new:
        seat = Member(
            life_id=life.id,
            professional_id=person.id,
            under="8(2)",
            selected_on=seated_from(since.get(person.id), began_on, today),
            selected_recorded_at=work.clock.now(),
        )
        if before := signed.get(person.id):
            _holds(seat, before)
        work.session.add(seat)


def _since(work: Work, life: Life) -> Mapping[UUID, date | None]:
    """By person of this municipality, since when they stand; who stood before has no row."""
    query = (
        select(StandingSeat.professional_id, StandingSeat.since)
        .join(Professional, Professional.id == StandingSeat.professional_id)
        .where(
            Professional.municipality_id == life.municipality_id, StandingSeat.ended_on.is_(None)
        )
    )
    return {row[0]: row[1] for row in work.session.execute(query)}


def there_on(work: Work, professional_id: UUID) -> date | None:
    """The last day on which the record has somebody in a meeting of the municipal table."""
    query = (
        select(Meeting)
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .join(Member, Member.id == Attendance.member_id)
        .join(Life, Life.id == Meeting.life_id)
        .where(
            Member.professional_id == professional_id,
            Life.kind == LifeKind.QUARTERLY,
            Attendance.present,
            Meeting.held_at.is_not(None),
        )
    )
    return max((each.met_on for each in work.session.scalars(query)), default=None)


def _signed_before(work: Work, life: Life) -> Mapping[UUID, Member]:
    """By person: the seat of an earlier quarter whose declaration of confidentiality still holds.

    The table is the same one in each quarter, and treats no case: who stands signs once.
    """
    query = (
        select(Member)
        .join(Life, Life.id == Member.life_id)
        .where(
            Life.kind == LifeKind.QUARTERLY,
            Life.municipality_id == life.municipality_id,
            Member.confidential_at.is_not(None),
            Member.left_on.is_(None),
        )
        .order_by(Member.confidential_at)
    )
    return {seat.professional_id: seat for seat in work.session.scalars(query)}


def _holds(seat: Member, before: Member) -> None:
    seat.asked_at, seat.declared_at = before.asked_at, before.declared_at
    seat.declared_on, seat.confidential_at = before.declared_on, before.confidential_at
    seat.signed_on, seat.declared_on_paper = before.signed_on, before.declared_on_paper
