"""The files that a member reads behind a link, and those of the report they write: Art. 8(7)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from casework.record.files import AttachedFile, for_member
from casework.record.table import seats
from identity.member_links import Guest
from models.people import Account, LinkPurpose
from models.plan import ReportRequest
from models.session import Work
from models.stored_file import FileSection
from workflow.kinds import case_of


@dataclass(frozen=True, slots=True)
class MemberFile:
    file: AttachedFile
    brought_by: str
    may_remove: bool
    """It is their own, and of a report that is not handed in."""


@dataclass(frozen=True, slots=True)
class MemberFiles:
    lines: Sequence[MemberFile]
    may_attach: bool
    """A report is being written: Art. 8(9)."""


def read(work: Work, guest: Guest) -> MemberFiles:
    """None at the municipal table, and none once the file is sealed: Art. 17(5)."""
    case = case_of(work.session, guest.member.life_id)
    if case is None or case.sealed_at is not None or not guest.member.has_signed:
        return MemberFiles((), may_attach=False)
    request = _own_report(work, guest)
    writes = request is not None and request.received_at is None
    meeting_id = guest.link.subject_id if guest.link.purpose == LinkPurpose.READ else None
    found = for_member(work.session, guest.member, meeting_id)
    if request is not None:  # of other reports behind their own links
        found = [each for each in found if _is_of(each, request)]
    name = _names(work, guest)
    lines = [
        MemberFile(each, name(each), writes and request is not None and _is_of(each, request))
        for each in found
    ]
    return MemberFiles(lines, may_attach=writes)


def _own_report(work: Work, guest: Guest) -> ReportRequest | None:
    if guest.link.purpose != LinkPurpose.REPORT:
        return None
    request = work.session.get(ReportRequest, guest.link.subject_id)
    return request if request and request.member_id == guest.member.id else None


def _is_of(file: AttachedFile, request: ReportRequest) -> bool:
    original = file.original
    return original.section == FileSection.REPORT and original.subject_id == request.id


def _names(work: Work, guest: Guest) -> Callable[[AttachedFile], str]:
    """Who brought a file."""
    life = guest.member.life_id
    members = {each.id: each.professional.name for each in seats(work.session, life)}

    def name(file: AttachedFile) -> str:
        original = file.original
        if original.brought_by_member_id is not None:
            return members.get(original.brought_by_member_id) or ""
        account = work.session.get(Account, original.brought_by_id)
        return (account.name or "") if account else ""

    return name
