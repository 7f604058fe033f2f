"""The standing seats of every municipality by kind, in one subquery: Art. 3, 4(1)."""

from datetime import date

from sqlalchemy import ColumnElement, Subquery, case, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from models.outbox import Message, MessageStatus, RecipientKind
from models.people import Professional
from models.standing_seat import SeatTerm, StandingSeat
from queries.said_to_have_left import said_to_have_left


def seats_by_kind() -> Subquery:
    """By municipality a row of each kind: seats, those reached, the last day on which one ended,
    since when the last of those that stand came back, until when the last of them is named, since
    when one of them is said to have left."""
    failed = (
        select(Message.recipient_id, func.min(Message.queued_at).label("first"))
        .where(*refused())
        .group_by(Message.recipient_id)
        .subquery()
    )
    ended = (
        select(StandingSeat.professional_id, func.max(StandingSeat.ended_on).label("last"))
        .group_by(StandingSeat.professional_id)
        .subquery()
    )
    named = (
        select(StandingSeat.professional_id, SeatTerm.valid_until)
        .ext(distinct_on(StandingSeat.professional_id))
        .join(SeatTerm, SeatTerm.seat_id == StandingSeat.id)
        .where(StandingSeat.ended_on.is_(None))
        .order_by(StandingSeat.professional_id, SeatTerm.number.desc())
        .subquery()
    )
    gone = said_to_have_left()
    stands = Professional.standing & Professional.left_at.is_(None)
    open_end = func.coalesce(named.c.valid_until, date.max)
    has_mail = Professional.__table__.c["email_sealed"].is_not(None)
    reached = stands & has_mail & failed.c.first.is_(None)
    row = func.jsonb_build_array(
        Professional.kind,
        _count(stands),
        _count(reached),
        func.max(ended.c.last),
        func.max(case((stands, failed.c.first))),
        func.max(case((stands, open_end))),
        func.min(case((stands, gone.c.at))),
    )
    by_kind = (
        select(Professional.municipality_id, row.label("row"))
        .outerjoin(failed, failed.c.recipient_id == Professional.id)
        .outerjoin(ended, ended.c.professional_id == Professional.id)
        .outerjoin(named, named.c.professional_id == Professional.id)
        .outerjoin(gone, gone.c.who == Professional.id)
        .group_by(Professional.municipality_id, Professional.kind)
        .subquery()
    )
    kinds = func.jsonb_agg(by_kind.c.row).label("kinds")
    by_place = select(by_kind.c.municipality_id, kinds).group_by(by_kind.c.municipality_id)
    return by_place.subquery()


def _count(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(which)


def refused() -> tuple[ColumnElement[bool], ...]:
    """Mail to members that a server refused for good; a corrected contact sends it again."""
    return Message.status == MessageStatus.FAILED, Message.recipient == RecipientKind.MEMBER
