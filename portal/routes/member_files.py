"""Files behind a member's link: attached to their report, or read for a meeting: 8(7), 8(9)."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import files
from casework.case.files import BroughtFile
from core.i18n import N_
from identity.access import NotThere
from identity.member_links import Guest
from models.people import LinkPurpose
from models.session import Work
from portal import bringing
from portal.bringing import BringForm, RemoveForm
from portal.forms import Sheet
from portal.members import AtLink, Entry
from queries import member_desk, member_files
from rules.files import MOST_BYTES, OF_A_REPORT

router = APIRouter(prefix="/l/{token}/files")

ATTACHED: Final = N_("The file is attached to your report.")
REMOVED: Final = N_("The file is removed.")
READERS: Final = (LinkPurpose.READ, LinkPurpose.REPORT)


@router.get("")
def files_page(at: AtLink) -> Response:
    """What this link opens, and of a report that is being written a field for more."""
    return _list(at, Sheet.of(BringForm))


@router.post("")
def bring(at: AtLink) -> Response:
    """To one's own report, until it is handed in: Art. 8(9)."""
    sheet = at.page.typed(BringForm)

    def attach(brought: BroughtFile) -> Response:
        with at.inside(LinkPurpose.REPORT) as (work, guest):
            request = member_desk.report(work, guest).request
            files.attach_to_report(work, guest.member, request, brought)
        return at.page.go(f"{at.home}/files", done=ATTACHED)

    def act(form: BringForm) -> Response:
        with at.inside(LinkPurpose.REPORT) as (work, guest):  # before it is looked through
            member_desk.report(work, guest)
        return bringing.take(at.page, form.title, attach)

    return at.page.submit(sheet, act, again=lambda: _list(at, sheet))


def _list(at: Entry, sheet: Sheet[Any]) -> Response:
    with at.inside(*READERS) as (work, guest):
        files = member_files.read(work, guest)
        files.note_opened(work, guest)
        shown = at.render(
            "member/files.html",
            about=member_desk.about(work, guest),
            files=files,
            sheet=sheet,
            accepted=bringing.ACCEPTED,
            megabytes=MOST_BYTES // 1_000_000,
            most_files=OF_A_REPORT,
        )
    return bringing.with_script(shown)


@router.get("/{file_id:uuid}")
def read_file(at: AtLink, file_id: UUID) -> Response:
    """The copy for readers; that it was opened is on record: Art. 18(1)."""
    with at.inside(*READERS) as (work, guest):
        line = _line(work, guest, file_id)
        member_files.note_read(work, guest, line.file)
        name = _called(work, guest, file_id)
    return bringing.hand_out(at.page, line.file.cleaned, name)


@router.get("/{file_id:uuid}/thumbnail")
def thumbnail(at: AtLink, file_id: UUID) -> Response:
    with at.inside(*READERS) as (work, guest):
        picture = _line(work, guest, file_id).file.thumbnail
        name = _called(work, guest, file_id)
    if picture is None:
        raise NotThere
    return bringing.hand_out(at.page, picture, name)


@router.get("/{file_id:uuid}/remove")
def remove_page(at: AtLink, file_id: UUID) -> Response:
    return _ask(at, file_id, Sheet.of(RemoveForm))


@router.post("/{file_id:uuid}/remove")
def remove(at: AtLink, file_id: UUID) -> Response:
    """Their own, until the report is handed in."""
    sheet = at.page.typed(RemoveForm)

    def act(form: RemoveForm) -> Response:
        with at.inside(LinkPurpose.REPORT) as (work, guest):
            request = member_desk.report(work, guest).request
            files.remove_own(work, guest.member, request, file_id, form.reason)
        return at.page.go(f"{at.home}/files", done=REMOVED)

    return at.page.submit(sheet, act, again=lambda: _ask(at, file_id, sheet))


def _ask(at: Entry, file_id: UUID, sheet: Sheet[Any]) -> Response:
    with at.inside(LinkPurpose.REPORT) as (work, guest):
        line = _line(work, guest, file_id)
        if not line.may_remove:
            raise NotThere
        about = member_desk.about(work, guest)
        return at.render("member/remove_file.html", about=about, line=line, sheet=sheet)


def _line(work: Work, guest: Guest, file_id: UUID) -> member_files.MemberFile:
    lines = member_files.read(work, guest).lines
    line = next((each for each in lines if each.file.id == file_id), None)
    if line is None:
        raise NotThere
    return line


def _called(work: Work, guest: Guest, file_id: UUID) -> str:
    return f"{member_desk.about(work, guest).number}-{file_id.hex[:8]}"
