"""The seal: one hash over everything a closed file says: Art. 17(5)."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.record.known import child_person
from casework.record.table import seats
from identity import links
from models.agenda import AgendaItem
from models.base import Base, Sealed
from models.case import (
    Case,
    CaseCategory,
    Child,
    DepartureSeen,
    FamilyPerson,
    Member,
    Replacement,
    Succession,
)
from models.chairing import SubstituteChair
from models.closure import AgeAnnouncement, AgeFinding, Closure, OpinionRow
from models.dissent import Dissent
from models.fact import FactRow
from models.meeting import (
    Attendance,
    FamilyNotice,
    Meeting,
    Minutes,
    Signature,
    SignedText,
)
from models.meeting_request import MeetingRequest, RequestAnswer
from models.mistaken import MistakenReferral
from models.own_progress import OwnProgress
from models.plan import (
    Assessment,
    Plan,
    PlanAction,
    Progress,
    ReportRequest,
    Review,
)
from models.rhythm import ReviewRhythm
from models.session import Work
from models.superior import SuperiorReply, SuperiorService
from rules.closure import check_seal
from rules.phases import Phase, Transition, after
from workflow.kinds import Act


def seal_file(work: Work, case_id: UUID, closure_id: UUID | None) -> None:
    """Seal the child's file; from now on it is read only: Art. 17(5)."""
    case = work.session.get_one(Case, case_id)
    if case.phase == Phase.CLOSED:
        return
    closure = work.session.get_one(Closure, closure_id)
    check_seal(closure.ground, died=child_person(work.session, case_id).died)
    close_file(work, case, Transition.SEAL_FILE, "17(5)", closure=str(closure_id))


def close_file(
    work: Work,
    case: Case,
    step: Transition,
    article: str,
    *,
    spared: Collection[UUID] = (),
    **why: str | UUID,
) -> None:
    """Fix what the file says, and close the links to it but those that lead to what is spared."""
    case.phase = after(Phase(case.phase), step)
    case.sealed_at = work.clock.now()
    for member in seats(work.session, case.id):
        links.revoke_all(work, member.id, but=spared)
    work.session.flush()
    case.seal = seal_of(work.session, case.id)
    work.record("file sealed", article, life=case.life, seal=case.seal.hex(), **why)


def seal_of(session: Session, case_id: UUID) -> bytes:
    """SHA-256 over the file's rows in plain text, in a fixed order; stable under key rotation."""
    seal = sha256()
    for row in _rows(session, case_id):
        seal.update(_spell(row).encode())
    return seal.digest()


def _rows(session: Session, case_id: UUID) -> list[Base]:
    of_case = (
        *(Child, CaseCategory, FamilyPerson, FactRow, AgeFinding, AgeAnnouncement),
        *(Assessment, Plan, ReportRequest, Review, ReviewRhythm, Closure, MistakenReferral),
    )
    rows: list[Base] = [session.get_one(Case, case_id)]
    for table in of_case:
        rows += session.scalars(select(table).where(table.case_id == case_id))
    members = session.scalars(select(Member).where(Member.life_id == case_id)).all()
    rows += members
    for table_of_seat in (Succession, DepartureSeen, Replacement):
        taken = [member.id for member in members]
        rows += session.scalars(select(table_of_seat).where(table_of_seat.member_id.in_(taken)))
    meetings = session.scalars(select(Meeting).where(Meeting.life_id == case_id)).all()
    rows += meetings
    of_meeting = (AgendaItem, Attendance, Dissent, FamilyNotice, Minutes, SubstituteChair)
    for table_of_meeting in of_meeting:
        ids = [meeting.id for meeting in meetings]
        rows += session.scalars(
            select(table_of_meeting).where(table_of_meeting.meeting_id.in_(ids))
        )
    asked = session.scalars(select(MeetingRequest).where(MeetingRequest.life_id == case_id)).all()
    rows += asked
    requests = [row.id for row in asked]
    rows += session.scalars(select(RequestAnswer).where(RequestAnswer.request_id.in_(requests)))
    reports = [row.id for row in rows if isinstance(row, ReportRequest)]
    for told in (SuperiorService, SuperiorReply):
        rows += session.scalars(select(told).where(told.request_id.in_(reports)))
    plans = [row.id for row in rows if isinstance(row, Plan)]
    reviews = [row.id for row in rows if isinstance(row, Review)]
    papers = [row.id for row in rows if isinstance(row, Minutes | Closure | Member)]
    closures = [row.id for row in rows if isinstance(row, Closure)]
    rows += session.scalars(select(OpinionRow).where(OpinionRow.closure_id.in_(closures)))
    actions = session.scalars(select(PlanAction).where(PlanAction.plan_id.in_(plans))).all()
    rows += actions
    lines = [action.id for action in actions if action.of_centre is not None]
    rows += session.scalars(select(OwnProgress).where(OwnProgress.action_id.in_(lines)))
    rows += session.scalars(select(Progress).where(Progress.review_id.in_(reviews)))
    rows += session.scalars(select(SignedText).where(SignedText.paper_id.in_(papers)))
    rows += session.scalars(select(Signature).where(Signature.paper_id.in_(papers)))
    return sorted(rows, key=lambda row: (row.__tablename__, str(row.id)))


def _plain(value: object) -> str:
    """The same text for the same value, just set or read again on a server in another zone."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return repr(str(value)) if isinstance(value, str) else repr(value)  # a phase is its text


_NOT_PART = frozenset({"seal", "version"})


def _spell(row: Base) -> str:
    """Table and columns of one row, sealed values opened."""
    values = []
    for column in sorted(column.key for column in row.__table__.columns):
        if column in _NOT_PART and isinstance(row, Case):
            continue
        name = column.removesuffix("_sealed")
        plain = column.endswith("_sealed") and isinstance(getattr(type(row), name, None), Sealed)
        values.append(f"{name}={_plain(getattr(row, name if plain else column))}")
    return f"{row.__tablename__}({'; '.join(values)})\n"


ACTS: Final[Mapping[str, Act]] = {
    "seal_file": seal_file,
}
