"""Whose word under a paper is missing, for any number of papers at once: Art. 10(1), 17(5)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from casework.record.chairing import wants_officer
from core.clock import local_day
from models.case import Member
from models.meeting import Attendance, Minutes, Signature
from models.signature_correction import SignatureCorrection


@dataclass(frozen=True, slots=True)
class Unsigned:
    """Whose word under one paper is missing, in the order of the seats."""

    members: tuple[UUID, ...] = ()
    chair: bool = False
    officer: UUID | None = None
    """Who chaired it, and so signs as the chair; None where that is whoever is appointed."""
    members_since: date | None = None
    """Where all of theirs had been given, and were taken back: the first day of that."""
    chair_since: date | None = None

    def __bool__(self) -> bool:
        return bool(self.members) or self.chair


NOBODY = Unsigned()
Key = tuple[UUID, bytes | None, UUID | None]
"""Of which paper, under which text, by which member; the chair, where by none."""


def under_minutes(
    session: Session, papers: Collection[Minutes], members: Sequence[Member]
) -> dict[UUID, Unsigned]:
    """By paper: who was present, the chair among them, and has not signed: Art. 10(1)."""
    asked = {paper.meeting_id for paper in papers if paper.signatures_asked_at}
    if not asked:
        return {}
    query = select(Attendance.meeting_id, Attendance.member_id).where(
        Attendance.meeting_id.in_(asked), Attendance.present
    )
    present = {(meeting_id, member_id) for meeting_id, member_id in session.execute(query)}
    sitting = [member.id for member in members if member.sits]
    wanted = [paper for paper in papers if paper.meeting_id in asked]
    without = {paper.id for paper in wanted if not wants_officer(paper.meeting)}
    chaired = {paper.id: paper.meeting.chaired_by_id for paper in wanted}
    return under(
        session,
        {
            paper.id: (paper.digest, [id for id in sitting if (paper.meeting_id, id) in present])
            for paper in wanted
        },
        without,
        chaired,
    )


def under(
    session: Session,
    wanted: Mapping[UUID, tuple[bytes | None, Sequence[UUID]]],
    without_officer: Collection[UUID] = (),
    chaired_by: Mapping[UUID, UUID | None] = MappingProxyType({}),
) -> dict[UUID, Unsigned]:
    """By paper: who of those named, and whether the chair, has not signed the version in force.

    Each paper comes with the digest of its text: a signature under another version is none. No
    officer signs `without_officer`: a member chaired that meeting, and signs as one. Where it is
    known who `chaired_by`, nobody else's word is the chair's.
    """
    taken_back = SignatureCorrection.corrected_at
    query = (
        select(
            *(Signature.paper_id, Signature.digest, Signature.member_id, Signature.account_id),
            taken_back,
        )
        .outerjoin(SignatureCorrection, SignatureCorrection.id == Signature.ended_by_id)
        .where(Signature.paper_id.in_(wanted), or_(Signature.stands(), taken_back.is_not(None)))
    )
    given: dict[Key, date | None] = {}
    for paper, digest, member, officer, back_at in session.execute(query):
        if member or chaired_by.get(paper) in {None, officer}:
            key = (paper, digest, member)
            known = given.get(key, date.min)
            given[key] = max(known, local_day(back_at)) if back_at and known else None
    found = {}
    for paper, (digest, members) in wanted.items():
        missing = [each for each in members if given.get((paper, digest, each), date.min)]
        since = [given.get((paper, digest, each)) for each in missing]
        of_chair = given.get((paper, digest, None), date.min)  # the chair signs by account
        found[paper] = Unsigned(
            tuple(missing),
            chair=paper not in without_officer and of_chair is not None,
            officer=chaired_by.get(paper),
            members_since=min(filter(None, since)) if since and all(since) else None,
            chair_since=of_chair if of_chair not in {None, date.min} else None,
        )
    return found
