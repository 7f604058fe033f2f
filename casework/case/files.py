"""Files are brought to a case, put before a meeting, opened as they came, removed: Art. 18(1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, func, select

from casework.record import files
from casework.record.files import AttachedFile
from casework.record.table import open_case
from casework.table import added_papers
from core.spool import Spool
from documents.cleaning import CleanCopy
from identity.access import NotThere, officer_of
from models import file_store
from models.case import Case, Member
from models.file_store import FileFacts
from models.meeting import Meeting
from models.plan import ReportRequest
from models.session import Work
from models.stored_file import (
    FileBeforeMeeting,
    FileForm,
    FileKind,
    FilePiece,
    FileRemoval,
    FileSection,
    OriginalOpening,
    StoredFile,
)
from models.supplement import Supplement
from rules.convening import is_short
from rules.files import (
    check_not_a_members,
    check_not_handed_in,
    check_room,
    check_size,
    check_there,
    check_unsigned,
    named,
)
from workflow.life import lock


@dataclass(frozen=True, slots=True)
class BroughtFile:
    """What somebody brings: the file as it came, its name, and the copy for readers."""

    name: str
    content: Spool
    copy: CleanCopy


def attach(work: Work, case_id: UUID, brought: BroughtFile) -> StoredFile:
    """A file of the case, by an officer."""
    case = open_case(work, case_id)
    facts = _facts(brought, by_id=officer_of(work).id)
    return _store(work, case, brought, facts, files.attached(work.session, case.id))


def attach_to_report(
    work: Work, member: Member, request: ReportRequest, brought: BroughtFile
) -> StoredFile:
    """To a member's own report, until it is handed in: Art. 8(9)."""
    case = open_case(work, request.case_id)
    _check_not_handed_in(work, member, request)
    facts = _facts(
        brought, section=FileSection.REPORT, subject_id=request.id, by_member_id=member.id
    )
    every = files.attached(work.session, case.id)
    return _store(work, case, brought, facts, every)


def attach_to_supplement(
    work: Work, case_id: UUID, supplement_id: UUID, brought: BroughtFile
) -> StoredFile:
    """Beside a sealed file, while nobody has signed the supplement; its hash is in the trail."""
    lock(work, case_id)
    case = work.session.get_one(Case, case_id)
    row = work.session.get(Supplement, supplement_id)
    if row is None or row.case_id != case.id:
        raise NotThere
    check_unsigned(signed=bool(row.signatures))
    facts = _facts(
        brought,
        section=FileSection.PAPER,
        subject_id=row.id,
        by_id=officer_of(work).id,
        beside=True,
    )
    return _store(work, case, brought, facts, files.attached(work.session, case.id))


def _check_not_handed_in(work: Work, member: Member, request: ReportRequest) -> None:
    work.session.refresh(request)
    if request.member_id != member.id:
        raise NotThere
    check_not_handed_in(handed_in=request.received_at is not None)


def _facts(brought: BroughtFile, **said: UUID | FileSection | bool) -> FileFacts:
    check_size(brought.content.size)
    kind, media_type = FileKind.ATTACHMENT, brought.copy.media_type
    return FileFacts(kind, media_type, named(brought.name) or None, **said)  # type: ignore[arg-type]


def _store(
    work: Work, case: Case, brought: BroughtFile, facts: FileFacts, every: Iterable[AttachedFile]
) -> StoredFile:
    there = [each for each in every if each.removal is None]
    size = sum(each.original.size for each in there) + brought.content.size
    same = [each for each in there if each.original.subject_id == facts.subject_id]
    of_report = len(same) + 1 if facts.section == FileSection.REPORT else None
    check_room(len(there) + 1, size, of_report=of_report)
    copy = brought.copy
    original = file_store.store(work, case, brought.content, facts)
    file_store.store_copy(
        work, original, FileForm.CLEANED, copy.content, copy.media_type, pages=copy.pages or None
    )
    picture, picture_type = [copy.thumbnail], copy.thumbnail_type
    file_store.store_copy(work, original, FileForm.THUMBNAIL, picture, picture_type)
    return original


def remove(work: Work, case_id: UUID, file_id: UUID, reason: str) -> None:
    """Before the case is closed: the bytes go; what it was, who removed it and why stays."""
    case = open_case(work, case_id)
    file = files.one(work.session, case.id, file_id)
    check_not_a_members(by_member=file.original.brought_by_member_id is not None)
    _remove(work, case, file, reason, by=officer_of(work).id)


def remove_own(
    work: Work, member: Member, request: ReportRequest, file_id: UUID, reason: str
) -> None:
    """A member their own, until the report is handed in."""
    case = open_case(work, request.case_id)
    _check_not_handed_in(work, member, request)
    file = files.one(work.session, case.id, file_id)
    if file.original.brought_by_member_id != member.id:
        raise NotThere
    _remove(work, case, file, reason, by_member=member.id)


def _remove(
    work: Work,
    case: Case,
    file: AttachedFile,
    reason: str,
    *,
    by: UUID | None = None,
    by_member: UUID | None = None,
) -> None:
    there(file)
    row = FileRemoval(
        file_id=file.id,
        reason=reason.strip(),
        removed_at=work.clock.now(),
        removed_by_id=by,
        removed_by_member_id=by_member,
    )
    work.session.add(row)
    work.session.flush()
    ids = [file.id, *(copy.id for copy in file.copies.values())]
    work.session.execute(delete(FilePiece).where(FilePiece.file_id.in_(ids)))
    work.record("file removed", "18(1)", life=case.life, file=file.id)


def put_before(
    work: Work, case_id: UUID, file_id: UUID, meeting_id: UUID, *, is_before: bool
) -> None:
    """The members read it for this meeting; or no more. Who was invited before hears of it, and
    that it came with fewer than three days left stays on record: Art. 8(3)."""
    case = open_case(work, case_id)
    file = there(files.one(work.session, case.id, file_id))
    meeting = work.session.get(Meeting, meeting_id)
    if meeting is None or meeting.life_id != case.id:
        raise NotThere
    if (meeting.id in file.before) == is_before:
        return
    said = select(func.count()).where(
        FileBeforeMeeting.file_id == file.id, FileBeforeMeeting.meeting_id == meeting.id
    )
    row = FileBeforeMeeting(
        file_id=file.id,
        meeting_id=meeting.id,
        number=(work.session.scalar(said) or 0) + 1,
        is_before=is_before,
        said_at=work.clock.now(),
        said_by_id=officer_of(work).id,
    )
    work.session.add(row)
    act = "file put before a meeting" if is_before else "file no more before a meeting"
    late = {"late": 1} if is_before and is_short(meeting.counts_from, work.clock.today()) else {}
    work.record(act, "8(3)", life=case.life, file=file.id, meeting=meeting.id, **late)
    work.session.flush()
    added_papers.look_again(work, case, meeting)


def open_original(work: Work, case: Case, file_id: UUID, reason: str) -> AttachedFile:
    """As it came, with all that readers are spared: on record with its reason, after the seal too:
    Art. 18(1)."""
    file = there(files.one(work.session, case.id, file_id))
    row = OriginalOpening(
        file_id=file.id,
        reason=reason.strip(),
        opened_at=work.clock.now(),
        opened_by_id=officer_of(work).id,
    )
    work.session.add(row)
    digest = file.original.sha256.hex()
    work.record("original opened", "18(1)", life=case.life, file=file.id, sha256=digest)
    return file


def there(file: AttachedFile) -> AttachedFile:
    """Raises `FileRemoved`."""
    check_there(removed=file.removal is not None)
    return file
