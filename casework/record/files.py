"""The files of a case, and who of the table reads which: Art. 18(1)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.record.readers import reader_of
from casework.record.table import last_held, planned_meetings
from identity.access import NotThere
from models.case import Member
from models.meeting import Meeting
from models.plan import ReportRequest
from models.stored_file import (
    FileBeforeMeeting,
    FileForm,
    FileKind,
    FileRemoval,
    FileSection,
    StoredFile,
)
from rules.basis import Article, Default
from rules.defaults import DEFAULTS
from rules.readers import ReadSection, SectionReader, may_read


@dataclass(slots=True)
class AttachedFile:
    """A file that somebody brought, with its copies and what has become of it."""

    original: StoredFile
    copies: dict[FileForm, StoredFile] = field(default_factory=dict)
    removal: FileRemoval | None = None
    before: dict[UUID, datetime] = field(default_factory=dict)
    """The meetings for which the members read it, and since when."""

    @property
    def id(self) -> UUID:
        return self.original.id

    @property
    def of_report(self) -> bool:
        return self.original.section == FileSection.REPORT

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
    if not rows:
        return []  # most cases: nothing more is asked
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


def _before(session: Session, files: Collection[UUID]) -> Mapping[UUID, dict[UUID, datetime]]:
    """Each file with its meetings; the last word on a file and a meeting counts."""
    query = select(FileBeforeMeeting).where(FileBeforeMeeting.file_id.in_(files))
    found: dict[UUID, dict[UUID, datetime]] = {}
    for said in session.scalars(query.order_by(FileBeforeMeeting.number)):
        meetings = found.setdefault(said.file_id, {})
        if said.is_before:
            meetings[said.meeting_id] = said.said_at
        else:
            meetings.pop(said.meeting_id, None)
    return found


def one(session: Session, life_id: UUID, file_id: UUID) -> AttachedFile:
    """Raises `NotThere`, also for that of another case."""
    file = next((each for each in attached(session, life_id) if each.id == file_id), None)
    if file is None:
        raise NotThere
    return file


@dataclass(frozen=True, slots=True)
class FilesToRead:
    """The files of a case of which one reader may have some, for one meeting."""

    reader: SectionReader
    """With what reaches them, and by what."""
    every: Sequence[AttachedFile]

    @property
    def given(self) -> list[AttachedFile]:
        return [
            each for each in self.every if may_read(self.reader, ReadSection.ATTACHMENT, each.id)
        ]

    @property
    def withheld(self) -> list[AttachedFile]:
        """What would come to them, and does not by the manager's word."""
        if self.reader.is_shut_out:
            return []
        given = {each.id for each in self.given}
        return [each for each in self.every if each.id in self.reader.reach.keys() - given]


@dataclass(frozen=True, slots=True)
class FilesOfCase:
    """All that are there, with the reports to which some are attached; read once for all."""

    every: Sequence[AttachedFile]
    reports: Mapping[UUID | None, ReportRequest]

    def to_read(self, reader: SectionReader, meeting_id: UUID | None) -> FilesToRead:
        """Of what was put before the meeting or is attached to a report for it whatever is theirs;
        a report that is withheld takes its files along (0191). A file of the case that was put
        before no meeting reaches nobody, and may be given to one of them."""
        reach: dict[UUID, Article | Default] = {}
        brought, offered = set(), []
        for each in self.every:
            report = self.reports.get(each.original.subject_id)
            if each.original.brought_by_member_id in reader.own:
                brought.add(each.id)
            elif report is not None:
                of = report.meeting_id, report.received_at is not None
                theirs = may_read(reader, ReadSection.REPORT, report.member_id)
                if of != (meeting_id, True) or not theirs:
                    continue
                reach[each.id] = DEFAULTS.REPORTS_READ
            elif each.original.section != FileSection.CASE:
                continue
            elif meeting_id in each.before:
                reach[each.id] = Article(8, "3")
            offered.append(each)
        known = replace(reader, reach=reach, brought=frozenset(brought))
        return FilesToRead(known, offered)

    def for_meeting(self, meeting_id: UUID) -> list[AttachedFile]:
        """Put before it, or attached to a report for it."""
        asked = {each.id for each in self.reports.values() if each.meeting_id == meeting_id}
        return [
            each
            for each in self.every
            if meeting_id in each.before or each.original.subject_id in asked
        ]

    def of(self, report: UUID) -> list[AttachedFile]:
        """What is attached to a report."""
        return [each for each in self.every if each.original.subject_id == report]


def of_case(
    session: Session,
    life_id: UUID,
    *,
    handed_in: bool = False,
    every: Sequence[AttachedFile] | None = None,
) -> FilesOfCase:
    """Without those that were removed; `handed_in`, without those of reports that are not: 8(9)."""
    found = attached(session, life_id) if every is None else every
    every = [each for each in found if each.removal is None]
    ids = {each.original.subject_id for each in every if each.of_report}
    asked = session.scalars(select(ReportRequest).where(ReportRequest.id.in_(ids))) if ids else ()
    reports: dict[UUID | None, ReportRequest] = {each.id: each for each in asked}
    if handed_in:
        waiting = {each.id for each in reports.values() if each.received_at is None}
        every = [each for each in every if each.original.subject_id not in waiting]
    return FilesOfCase(every, reports)


def read_for(session: Session, life_id: UUID) -> Meeting | None:
    """The meeting whose papers are read now: the next one, or else the last."""
    found = next(iter(planned_meetings(session, life_id)), None)
    return found or last_held(session, life_id)


def known_reader(session: Session, member: Member) -> SectionReader:
    """A seat with the files that reach it for that meeting."""
    meeting = read_for(session, member.life_id)
    brought, reader = of_case(session, member.life_id), reader_of(session, member)
    return brought.to_read(reader, meeting.id if meeting else None).reader


def for_member(session: Session, member: Member, meeting_id: UUID | None = None) -> FilesToRead:
    """What a member reads now; behind a link to no meeting what they brought themselves."""
    reader = reader_of(session, member)
    if reader.is_shut_out:
        return FilesToRead(reader, ())
    found = of_case(session, member.life_id).to_read(reader, meeting_id)
    if meeting_id is not None:
        return found
    return replace(found, every=[each for each in found.every if each.id in found.reader.brought])
