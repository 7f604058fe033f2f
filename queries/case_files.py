"""The files of a case as a page lists them: who brought each, when, and what has become of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from casework.record import files
from casework.record.files import AttachedFile
from casework.record.table import meetings, planned_of, seats
from core.clock import local_day
from models.case import Case
from models.meeting import Meeting
from models.people import Account
from models.plan import ReportRequest
from models.session import Work
from models.stored_file import FileSection, OriginalOpening
from models.supplement import Supplement
from rules.convening import is_short


@dataclass(frozen=True, slots=True)
class OpenedOriginal:
    """That somebody opened a file as it came."""

    who: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class FileBefore:
    """A meeting before which the members read a file."""

    meeting: Meeting
    since: datetime

    @property
    def late(self) -> bool:
        """Fewer days before it than the text gives: Art. 8(3)."""
        return is_short(self.meeting.counts_from, local_day(self.since))


@dataclass(frozen=True, slots=True)
class CaseFileLine:
    """One file that was brought."""

    file: AttachedFile
    brought_by: str
    removed_by: str
    request: ReportRequest | None
    """The report to which it is attached."""
    supplement: Supplement | None
    """To which it is attached, beside a sealed file."""
    before: Sequence[FileBefore]
    opened: Sequence[OpenedOriginal]


@dataclass(frozen=True, slots=True)
class CaseFiles:
    lines: Sequence[CaseFileLine]
    planned: Sequence[Meeting]
    """Meetings to come, before which a file may be put."""
    today: date

    @property
    def soon(self) -> list[Meeting]:
        """Those with fewer days left than the text gives: Art. 8(3)."""
        return [each for each in self.planned if is_short(each.day, self.today)]

    @property
    def there(self) -> list[CaseFileLine]:
        return [each for each in self.lines if each.file.removal is None]

    @property
    def size(self) -> int:
        return sum(each.file.original.size for each in self.there)


def read(work: Work, case: Case) -> CaseFiles:
    """All of a case; reports that are not handed in keep their files to themselves: Art. 8(9)."""
    session = work.session
    every = files.attached(session, case.id)
    requests = {each.id: each for each in _requests(work, every)}
    added = _supplements(work, every)
    shown = [each for each in every if _is_handed_in(each, requests)]
    met = meetings(session, case.id)
    names = _names(work, case, shown)
    opened = _opened(work, shown)
    lines = [
        CaseFileLine(
            each,
            names.get(each.original.brought_by_id or each.original.brought_by_member_id, ""),
            _removed_by(each, names),
            requests.get(each.original.subject_id) if each.original.subject_id else None,
            added.get(each.original.subject_id),
            [FileBefore(every, each.before[every.id]) for every in met if every.id in each.before],
            opened.get(each.id, ()),
        )
        for each in shown
    ]
    return CaseFiles(lines, planned_of(met), work.clock.today())


def _requests(work: Work, every: Sequence[AttachedFile]) -> Sequence[ReportRequest]:
    ids = {
        each.original.subject_id for each in every if each.original.section == FileSection.REPORT
    }
    return work.session.scalars(select(ReportRequest).where(ReportRequest.id.in_(ids))).all()


def _supplements(work: Work, every: Sequence[AttachedFile]) -> dict[UUID | None, Supplement]:
    ids = {each.original.subject_id for each in every if each.original.section == FileSection.PAPER}
    query = select(Supplement).where(Supplement.id.in_(ids))
    return {each.id: each for each in work.session.scalars(query)} if ids else {}


def _is_handed_in(file: AttachedFile, requests: dict[UUID, ReportRequest]) -> bool:
    if file.original.section != FileSection.REPORT or file.original.subject_id is None:
        return True
    return requests[file.original.subject_id].received_at is not None


def _removed_by(file: AttachedFile, names: dict[UUID | None, str]) -> str:
    removal = file.removal
    return names.get(removal.removed_by_id or removal.removed_by_member_id, "") if removal else ""


def _names(work: Work, case: Case, every: Sequence[AttachedFile]) -> dict[UUID | None, str]:
    """Officers by their account, members by their seat."""
    found: dict[UUID | None, str] = {
        each.id: each.professional.name or "" for each in seats(work.session, case.id)
    }
    ids = {each.original.brought_by_id for each in every}
    ids |= {each.removal.removed_by_id for each in every if each.removal}
    accounts = select(Account).where(Account.id.in_(ids - {None}))
    return found | {each.id: each.name or "" for each in work.session.scalars(accounts)}


def _opened(work: Work, every: Sequence[AttachedFile]) -> dict[UUID, list[OpenedOriginal]]:
    query = select(OriginalOpening, Account).join(
        Account, Account.id == OriginalOpening.opened_by_id
    )
    query = query.where(OriginalOpening.file_id.in_([each.id for each in every]))
    found: dict[UUID, list[OpenedOriginal]] = {}
    for row, account in work.session.execute(query.order_by(OriginalOpening.opened_at)):
        line = OpenedOriginal(account.name or "", row.opened_at, row.reason)
        found.setdefault(row.file_id, []).append(line)
    return found


def for_meeting(work: Work, case: Case, meeting_id: UUID) -> list[CaseFileLine]:
    """What was put before it, or is attached to a report for it, and is still there."""
    return [
        each
        for each in read(work, case).there
        if any(one.meeting.id == meeting_id for one in each.before)
        or (each.request is not None and each.request.meeting_id == meeting_id)
    ]


@dataclass(frozen=True, slots=True)
class FilePut:
    """A file and a meeting before which the members read it."""

    file: AttachedFile
    before: FileBefore


def put_before(work: Work, case: Case) -> list[FilePut]:
    """What proves when the members could read it first: Art. 8(3); by meeting, in that order."""
    every = [each for each in files.attached(work.session, case.id) if each.before]
    met = meetings(work.session, case.id) if every else []
    return [
        FilePut(each, FileBefore(meeting, each.before[meeting.id]))
        for meeting in met
        for each in sorted(every, key=lambda one: one.original.stored_at)
        if meeting.id in each.before
    ]


def line_of(work: Work, case: Case, file_id: UUID) -> CaseFileLine | None:
    """One of them that this page shows."""
    return next((each for each in read(work, case).lines if each.file.id == file_id), None)
