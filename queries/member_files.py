"""The files that a member reads behind a link, and those of the report they write: Art. 8(7)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from casework.record.files import AttachedFile, for_member
from casework.record.table import seats
from identity.member_links import Guest
from models.life import Life
from models.people import Account, LinkPurpose
from models.plan import ReportRequest
from models.session import Work
from queries.reader_copies import listed as items_listed
from rules.readers import ReadSection
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
    withheld: Sequence[AttachedFile] = ()
    """What came to them if the manager had not withheld it; no page of theirs says so."""

    def note_opened(self, work: Work, guest: Guest) -> None:
        """Which files were in their list, with the pictures, and which were withheld: 18(1)."""
        told = {"paper": guest.link.id, "sections": listed([each.file for each in self.lines])}
        kept = {"withheld": listed(self.withheld)} if self.withheld else {}
        _note(work, guest, "files opened", **told, **kept)


def note_read(work: Work, guest: Guest, file: AttachedFile) -> None:
    """One was opened; a file does not change, so that its hash is its version: Art. 18(1)."""
    digest = file.cleaned.sha256.hex()
    told = {"paper": file.id, "sections": listed([file]), "sha256": digest}
    _note(work, guest, "file opened", **told)


def _note(work: Work, guest: Guest, act: str, **told: Any) -> None:
    life = work.session.get_one(Life, guest.member.life_id)
    work.record(act, "18(1)", life=life, member=guest.member.id, **told)


def listed(files: Sequence[AttachedFile]) -> str:
    return items_listed((ReadSection.ATTACHMENT, each.id) for each in files)


def read(work: Work, guest: Guest) -> MemberFiles:
    """None at the municipal table, and none once the file is sealed: Art. 17(5)."""
    case = case_of(work.session, guest.member.life_id)
    if case is None or case.sealed_at is not None or not guest.member.has_signed:
        return MemberFiles((), may_attach=False)
    request = _own_report(work, guest)
    writes = request is not None and request.received_at is None
    meeting_id = guest.link.subject_id if guest.link.purpose == LinkPurpose.READ else None
    files = for_member(work.session, guest.member, meeting_id)
    found = files.given
    if request is not None:  # of other reports behind their own links
        found = [each for each in found if each.original.subject_id == request.id]
    name = _names(work, guest)
    lines = [
        MemberFile(each, name(each), may_remove=writes and request is not None) for each in found
    ]
    return MemberFiles(lines, may_attach=writes, withheld=files.withheld)


def _own_report(work: Work, guest: Guest) -> ReportRequest | None:
    if guest.link.purpose != LinkPurpose.REPORT:
        return None
    request = work.session.get(ReportRequest, guest.link.subject_id)
    return request if request and request.member_id == guest.member.id else None


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
