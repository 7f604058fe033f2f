"""Whose word under a paper is missing, for any number of papers at once: Art. 10(1), 17(5)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.case import Member
from models.meeting import Attendance, Minutes, Signature


@dataclass(frozen=True, slots=True)
class Unsigned:
    """Whose word under one paper is missing, in the order of the seats."""

    members: tuple[UUID, ...] = ()
    chair: bool = False

    def __bool__(self) -> bool:
        return bool(self.members) or self.chair


NOBODY = Unsigned()


def under_minutes(
    session: Session, papers: Collection[Minutes], members: Sequence[Member]
) -> dict[UUID, Unsigned]:
    """By paper: who was present, the chair among them, and has not signed: Art. 10(1)."""
    asked = {paper.meeting_id: paper.id for paper in papers if paper.signatures_asked_at}
    if not asked:
        return {}
    query = select(Attendance.meeting_id, Attendance.member_id).where(
        Attendance.meeting_id.in_(asked), Attendance.present
    )
    present = {(meeting_id, member_id) for meeting_id, member_id in session.execute(query)}
    sitting = [member.id for member in members if member.sits]
    return under(
        session,
        {
            paper_id: [member for member in sitting if (meeting_id, member) in present]
            for meeting_id, paper_id in asked.items()
        },
    )


def under(session: Session, wanted: Mapping[UUID, Sequence[UUID]]) -> dict[UUID, Unsigned]:
    """By paper: who of those named, and whether the chair, has not given their word."""
    query = select(Signature.paper_id, Signature.member_id).where(Signature.paper_id.in_(wanted))
    given = {(paper_id, member_id) for paper_id, member_id in session.execute(query)}
    return {
        paper_id: Unsigned(
            tuple(member for member in members if (paper_id, member) not in given),
            chair=(paper_id, None) not in given,  # the chair signs by account
        )
        for paper_id, members in wanted.items()
    }
