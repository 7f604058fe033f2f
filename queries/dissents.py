"""The dissents of a whole case, for its page: Art. 9, 10(1)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from models.case import Member
from models.dissent import Dissent
from models.meeting import Meeting
from models.session import Work


def of_life(work: Work, life_id: UUID) -> Sequence[Dissent]:
    """The latest first, each with its meeting and who said it, in one statement."""
    query = (
        select(Dissent)
        .join(Dissent.meeting)
        .where(Meeting.life_id == life_id)
        .options(
            contains_eager(Dissent.meeting),
            joinedload(Dissent.member).joinedload(Member.professional),
        )
        .order_by(Dissent.said_on.desc(), Dissent.recorded_at.desc())
    )
    return work.session.scalars(query).all()
