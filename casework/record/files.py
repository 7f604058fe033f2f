"""The files of a case, and who of the table reads which: Art. 18(1)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.record.readers import reader_of
from identity.access import NotThere
from models.case import Member
from models.plan import ReportRequest
from models.stored_file import (
    FileBeforeMeeting,
    FileForm,
    FileKind,
    FileRemoval,
    FileSection,
    StoredFile,
)
from rules.readers import ReadSection, SectionReader, may_read


@dataclass(slots=True)
class AttachedFile:
    """A file that somebody brought, with its copies and what has become of it."""

    original: StoredFile
    copies: dict[FileForm, StoredFile] = field(default_factory=dict)
    removal: FileRemoval | None = None
    before: set[UUID] = field(default_factory=set)
    """The meetings for which the members read it."""

    @property
    def id(self) -> UUID:
        return self.original.id

    @property
    def cleaned(self) -> StoredFile:
        return self.copies[FileForm.CLEANED]

    @property
    def thumbnail(self) -> StoredFile | None:
        return self.copies.get(FileForm.THUMBNAIL)


def attached(session: Session, life_id: UUID) -> Sequence[AttachedFile]:
    """All that were brought to a case, those that were removed too, in that order."""
    query = select(StoredFile).where(
        StoredFile.life_id == life_id, StoredFile.kind == FileKind.ATTACHMENT
    )
    rows = session.scalars(query.order_by(StoredFile.stored_at, StoredFile.id)).all()
    found = {row.id: AttachedFile(row) for row in rows if row.copy_of_id is None}
    for row in rows:
        if row.copy_of_id is not None:
            found[row.copy_of_id].copies[row.form] = row
    removals = select(FileRemoval).where(FileRemoval.file_id.in_(found))
    for removal in session.scalars(removals):
        found[removal.file_id].removal = removal
    for file_id, meetings in _before(session, found).items():
        found[file_id].before = meetings
    return list(found.values())


def _before(session: Session, files: Collection[UUID]) -> Mapping[UUID, set[UUID]]:
    """Each file with its meetings; the last word on a file and a meeting counts."""
    query = select(FileBeforeMeeting).where(FileBeforeMeeting.file_id.in_(files))
    found: dict[UUID, set[UUID]] = {}
    for said in session.scalars(query.order_by(FileBeforeMeeting.number)):
        meetings = found.setdefault(said.file_id, set())
        meetings.add(said.meeting_id) if said.is_before else meetings.discard(said.meeting_id)
    return found


def one(session: Session, life_id: UUID, file_id: UUID) -> AttachedFile:
    """Raises `NotThere`, also for that of another case."""
    file = next((each for each in attached(session, life_id) if each.id == file_id), None)
    if file is None:
        raise NotThere
    return file


def of_report(session: Session, request: ReportRequest) -> list[AttachedFile]:
    """What is attached to a report."""
    return [
        each
        for each in attached(session, request.case_id)
        if each.original.section == FileSection.REPORT and each.original.subject_id == request.id
    ]


def for_member(
    session: Session, member: Member, meeting_id: UUID | None = None
) -> Sequence[AttachedFile]:
    """What a member reads now: what they brought themselves, and of what was put before the meeting
    of their link, or is attached to a report for it, whatever is theirs (0191)."""
    reader = reader_of(session, member)
    if reader.is_shut_out:
        return []
    asked = select(ReportRequest).where(
        ReportRequest.meeting_id == meeting_id, ReportRequest.received_at.is_not(None)
    )
    found = session.scalars(asked) if meeting_id else ()
    reports = {each.id for each in found if may_read(reader, ReadSection.REPORT, each.member_id)}
    return [
        each
        for each in attached(session, member.life_id)
        if each.removal is None and _is_theirs(each, reader, meeting_id, reports)
    ]


def _is_theirs(
    file: AttachedFile, reader: SectionReader, meeting_id: UUID | None, reports: set[UUID]
) -> bool:
    """Own ones always; a word on this file alone holds before what is put before the meeting."""
    original = file.original
    if original.brought_by_member_id in reader.own:
        return True
    said = reader.withheld.get((ReadSection.ATTACHMENT, file.id))
    if meeting_id is None or said is True:
        return False
    if original.section == FileSection.REPORT:
        return original.subject_id in reports
    return meeting_id in file.before or said is False
