"""Numbers of which a member said, behind a link, that they are not theirs: Art. 6(1.1).

Whoever holds that telephone is sent no code of theirs, at whatever table they sit, until it ends:
decision 0155.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select

from models.case import Member
from models.contacts import DisputedNumber
from models.session import Work
from rules.contacts import DisputeEnd


def open_ones(work: Work, professional_id: UUID) -> Sequence[DisputedNumber]:
    """What stands of it now, of each seat it was said for; the oldest first.

    It goes with the seat: at the tables that are left they say it anew, to whom it is of use.
    """
    query = select(DisputedNumber).join(Member, Member.id == DisputedNumber.member_id)
    of_theirs = DisputedNumber.professional_id == professional_id
    query = query.where(of_theirs, *standing())
    return work.session.scalars(query.order_by(DisputedNumber.said_at)).all()


def standing() -> tuple[ColumnElement[bool], ...]:
    """Of a disputed number and the seat that said so."""
    sits = Member.left_on.is_(None), Member.conflict.is_not(True)
    return DisputedNumber.ended_at.is_(None), *sits


def end(work: Work, which: Iterable[DisputedNumber], ended_as: DisputeEnd) -> None:
    """From now on codes go there again, or to the number that has taken its place."""
    for each in which:
        each.ended_at, each.ended_as = work.clock.now(), ended_as


def ended_ones(work: Work, professional_id: UUID) -> Sequence[DisputedNumber]:
    """What became of it before, the newest first."""
    query = select(DisputedNumber).where(
        DisputedNumber.professional_id == professional_id, DisputedNumber.ended_at.is_not(None)
    )
    return work.session.scalars(query.order_by(DisputedNumber.ended_at.desc()).limit(5)).all()
