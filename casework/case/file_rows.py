"""A closed file in a form that machines read: every row of the seal, and what stands beside it.

What the seal counts is spelled so that anybody counts it again: `documents/archive/check.py`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session

from casework.case.seal import FILE, Whose, rows_of, values_of
from models.annual import AnnualHanding, AnnualReport
from models.archive_order import ArchiveOrder
from models.base import Base
from models.breach import BreachRow
from models.call_asked import CallAsked
from models.case import Case, Member
from models.confirmation import Confirmation
from models.contacts import ContactChange, DisownedAddress, DisputedNumber
from models.data_key import DataKeyRow
from models.duty import ComingStepRow, DutyRow
from models.emergency import Emergency
from models.filed_page import WaitingPage
from models.form_draft import FormDraft
from models.identity_check import IdentityCheck, MemberAuthenticator
from models.last_call import LastCallRow
from models.life import Life, StepAttempt, Wakeup
from models.made_paper import MadePaper
from models.mail_complaint import MailComplaint
from models.meeting_room import MeetingRoom, RoomArrival
from models.name_key import NameKey
from models.outbox import Message
from models.people import Account, MemberLink, MemberSession, OneTimeCode, Professional
from models.receipt import ReferralReceipt
from models.record_export import (
    ExportApproval,
    ExportDecision,
    ExportEnd,
    ExportOrder,
    ExportRequest,
    RecordExport,
)
from models.reopening import EarlierCaseLink, EarlierCaseLinkEnd
from models.retention import ErasedRecord, FileErasure, LegalHold
from models.signature_reminder import SignatureReminder
from models.stored_file import FileKind, FilePiece, FileRemoval, OriginalOpening, StoredFile
from models.superior import SuperiorLink
from models.supervision import QuestionTurn, SupervisionQuestion
from models.supplement import Supplement, SupplementSignature
from models.visit import FollowUp, FollowUpWord, MonitoringVisit

BESIDE: Final[Mapping[type[Base], Sequence[Whose]]] = {
    Life: (("id", Case),),
    BreachRow: (("life_id", Case),),
    Message: (("life_id", Case),),
    SignatureReminder: (("life_id", Case),),
    LastCallRow: (("life_id", Case),),
    MadePaper: (("life_id", Case),),
    Confirmation: (("member_id", Member),),
    IdentityCheck: (("member_id", Member),),
    ReferralReceipt: (("case_id", Case),),
    Emergency: (("case_id", Case),),
    EarlierCaseLinkEnd: (("link_id", EarlierCaseLink),),
    MonitoringVisit: (("case_id", Case),),
    FollowUp: (("visit_id", MonitoringVisit),),
    FollowUpWord: (("follow_up_id", FollowUp),),
    StoredFile: (("life_id", Case),),
    FileRemoval: (("file_id", StoredFile),),
    Supplement: (("case_id", Case),),
    SupplementSignature: (("supplement_id", Supplement),),
    RecordExport: (("case_id", Case),),
    **dict.fromkeys(
        (ExportRequest, ExportDecision, ExportApproval), (("export_id", RecordExport),)
    ),
    ExportEnd: (("case_id", Case),),
}
"""What goes along with the file and is not under its seal, each table after those it hangs on."""
ONLY: Final[Mapping[type[Base], ColumnElement[bool]]] = {
    StoredFile: and_(StoredFile.beside.is_(True), StoredFile.kind != FileKind.ARCHIVE),
}
"""Where not all rows of a table are; what was brought before the seal is under it."""
LATER: Final = (
    Supplement,
    SupplementSignature,
    MonitoringVisit,
    FollowUp,
    FollowUpWord,
    StoredFile,
)
"""What people add beside a file that is sealed."""

LEFT_OUT: Final[Mapping[type[Base], str]] = {
    **dict.fromkeys(
        (MemberLink, MemberSession, SuperiorLink, OneTimeCode, MemberAuthenticator, DataKeyRow),
        "It opens something: a key, a link or a code. Whoever acted stands in the trail.",
    ),
    **dict.fromkeys(
        (ComingStepRow, DutyRow, StepAttempt, Wakeup),
        "What the program had to do next, reckoned from the file.",
    ),
    **dict.fromkeys(
        (CallAsked, ContactChange, DisownedAddress, DisputedNumber, MailComplaint),
        "How a professional is reached; it says nothing about the child.",
    ),
    **dict.fromkeys(
        (SupervisionQuestion, QuestionTurn),
        "Between the head and the case manager, about the manager's work.",
    ),
    **dict.fromkeys(
        (AnnualReport, AnnualHanding),
        "What the municipal table reports of its year: rounded numbers, and no case.",
    ),
    **dict.fromkeys(
        (ErasedRecord, FileErasure, LegalHold),
        "How long the centre keeps the file; once it is gone there is none to go along with.",
    ),
    FormDraft: "What an officer had typed and not sent; what was sent is the record.",
    MeetingRoom: "What was typed in a meeting's room; what became of it is record and minutes.",
    RoomArrival: "Who signed in at a meeting; who was there stands in its record.",
    ArchiveOrder: "How archives of the file were made; what was handed out stands in the trail.",
    ExportOrder: "How the file of a record was made; to whom it was handed stands beside it.",
    FilePiece: "The bytes of files: they are the archive's attachments.",
    NameKey: "By which the child is found as its name sounds; it says no name, and dies with it.",
    WaitingPage: "A scan that nobody could file yet; what was filed stands with its paper.",
    OriginalOpening: "Who opened a file as it came: it stands in the trail.",
}
"""What is in no archive, and why: the file says so."""
_ENGINE: Final[Mapping[type[Base], frozenset[str]]] = {
    Life: frozenset({"activations", "flow_run_id", "last_look", "stalled_step", "waiting_for"})
    | {"stalled_at", "stalled_reference", "wake_at"},
    Message: frozenset({"lease_until", "gateway_id", "not_before", "tried_since", "answered_at"})
    | {"attempts", "reply", "server", "link_id"},
}
"""Columns that tell how the program stood, not what happened."""

_SPELLED: Final[Sequence[tuple[type[Any], str, Callable[[Any], str]]]] = (
    (datetime, "moment", lambda value: value.astimezone(UTC).isoformat()),  # before what it is too
    (date, "day", date.isoformat),
    (time, "hour", time.isoformat),
    (UUID, "id", str),
    (bytes, "bytes", bytes.hex),
)


def in_the_seal(session: Session, case_id: UUID) -> Iterator[dict[str, Any]]:
    """Every row that the seal counts, in its order."""
    for row in rows_of(session, case_id):
        yield _as_data(row)


def beside(session: Session, case_id: UUID) -> list[dict[str, Any]]:
    """What stands beside the file, as it is now."""
    return [_as_data(row) for row in _beside(session, case_id)]


def last_added(session: Session, case_id: UUID) -> datetime | None:
    """When somebody put something beside a sealed file last."""
    found = [
        getattr(row, name)
        for row in _beside(session, case_id, LATER)
        for name in ("entered_at", "signed_at", "recorded_at", "stored_at")
        if hasattr(row, name)
    ]
    return max(found, default=None)


def people(session: Session, rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Who is meant by the ids of officers and professionals in these rows."""
    ids = {UUID(each) for row in rows for each in _ids(row["values"].values())}
    officers = session.scalars(select(Account).where(Account.id.in_(ids)))
    seats = session.scalars(select(Professional).where(Professional.id.in_(ids)))
    return {str(each.id): {"name": each.name, "role": each.role} for each in officers} | {
        str(each.id): {"name": each.name, "institution": each.affiliation} for each in seats
    }


def _beside(
    session: Session, case_id: UUID, only: Sequence[type[Base]] | None = None
) -> Iterator[Base]:
    found: dict[type[Base], Sequence[UUID]] = {Case: [case_id]}
    for parent in (Member, EarlierCaseLink):
        column = FILE[parent][0][0]
        query = select(parent.id).where(getattr(parent, column) == case_id)
        found[parent] = session.scalars(query).all()
    for table, whose in BESIDE.items():
        of_it = or_(*(getattr(table, column).in_(found[parent]) for column, parent in whose))
        rows = session.scalars(select(table).where(of_it, ONLY.get(table, true()))).all()
        found[table] = [row.id for row in rows]
        if only is None or table in only:
            yield from sorted(rows, key=lambda row: str(row.id))


def _as_data(row: Base) -> dict[str, Any]:
    without = _ENGINE.get(type(row), frozenset())
    said = {name: _told(value) for name, value in values_of(row) if name not in without}
    return {"table": row.__tablename__, "values": said}


def _told(value: Any) -> Any:
    """As JSON has it; what JSON has no word for says what it is."""
    if isinstance(value, str):
        return str(value)  # a phase is its text
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list):
        return {"list": [_told(each) for each in value]}
    if isinstance(value, dict):
        return {"record": {key: _told(each) for key, each in value.items()}}
    for kind, name, spell in _SPELLED:
        if isinstance(value, kind):
            return {name: spell(value)}
    raise TypeError(f"a value of {type(value).__name__} has no place in an archive")


def _ids(values: Iterable[Any]) -> Iterator[str]:
    for each in values:
        if isinstance(each, dict):
            if "id" in each:
                yield each["id"]
            yield from _ids(each.get("list", ()))
