"""Pages that come back from paper: sent as a scan, filed to their paper, or looked at: 0194."""

from collections.abc import Mapping
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from casework.table import filing, waiting_pages
from casework.table.filing import SheetOfScan
from core.i18n import N_
from documents import code, scans
from documents.blanks import BLANK
from models.filed_page import FiledPage
from models.session import Work
from portal import bringing
from portal.fields import Ask, Line, Prose
from portal.file_uploads import Upload
from portal.forms import FormModel, Sheet
from portal.web import ForOfficers, Page
from queries import filed_papers, put_aside
from rules.files import check_size
from rules.filing import WhyAside

router = APIRouter(prefix="/scans")

WHY: Final[Mapping[str, str]] = {
    WhyAside.NO_CODE: N_("No code could be read on it."),
    WhyAside.TWO_CODES: N_("Several codes are on it: perhaps two sheets in one picture."),
    WhyAside.NOT_KNOWN: N_("Its number is of no paper of your centre."),
    WhyAside.BLANK_FORM: N_(
        "It is a form of no case: file it to a paper of its case, by the number of that one."
    ),
    WhyAside.NOT_THEIRS: N_("It is of a case that whoever sent it may not open."),
    WhyAside.NO_SUCH_PAGE: N_("Its code names a page, or a text, that this paper has not."),
    WhyAside.OLD_TEXT: N_("Its text was laid for signature anew since."),
    WhyAside.DOUBLE: N_("This page was filed before."),
    WhyAside.TAKEN_BACK: N_("It was filed to a paper of which it is not, and taken back."),
}
OF_NONE: Final = N_("No paper of your centre has this number.")
OF_A_FORM: Final = N_("This is the number of a blank form: it is of no case.")
NUMBER: Final = Ask(
    N_("Number of the paper"),
    N_("The ten signs in the foot of the page, for example K7M4Q-9XDTN"),
    missing=N_("Write the number."),
)


class FindPaper(FormModel):
    """The number on a page that lies on somebody's desk."""

    number: Annotated[Line, NUMBER]


class FilePage(FormModel):
    """Whose page it is, as somebody reads in its foot."""

    number: Annotated[Line, NUMBER]
    sheet: Annotated[
        int, Field(ge=1, le=999), Ask(N_("Which page"), missing=N_("Write which page it is."))
    ]


class RejectPage(FormModel):
    """Why it goes to no paper."""

    reason: Annotated[
        Prose,
        Ask(
            N_("Why is it rejected?"),
            N_("Its picture is deleted; the reason stays."),
            missing=N_("Write why."),
        ),
    ]


@router.get("")
def scans_page(page: ForOfficers) -> Response:
    """Where scans are sent, and what waits for a person."""
    with page.work() as work:
        return _show(page, work)


@router.post("")
def send_scan(page: ForOfficers) -> Response:
    """Every page of the file goes to its paper, or waits."""
    return page.act_once(lambda: _taken(page))


def _taken(page: Page) -> Response:
    upload: Upload | None = getattr(page.request.state, "upload", None)
    if upload is None or not upload.size:
        page.status = 422
        with page.work() as work:
            return _show(page, work, trouble=N_("Choose a file."))
    check_size(upload.size)
    sheets, whole = scans.read(upload.content), upload.content.sha256
    pages = [
        SheetOfScan(sheet.codes, sheet.picture, whole, number)
        for number, sheet in enumerate(sheets, start=1)
    ]
    with page.work() as work:
        became = filing.take(work, pages)
        filed = [each.id for each in became if isinstance(each, FiledPage)]
        return _show(page, work, filed=filed, aside=len(became) - len(filed))


@router.get("/paper")
def find_paper(page: ForOfficers, number: str = "") -> Response:
    """The paper with this number, or the page again."""
    if not number:
        return page.go("/scans")
    found = code.typed(number)
    with page.work() as work:
        if found and filed_papers.is_there(work, found):
            return page.go(f"/papers/{found}")
        sheet = Sheet(FindPaper, {"number": [number]})
        sheet.refuse("number", page.say.gettext(OF_A_FORM if found in BLANK else OF_NONE))
        page.status = 422
        return _show(page, work, find=sheet)


@router.get("/{page_id:uuid}")
def waiting_page(page: ForOfficers, page_id: UUID) -> Response:
    """One page that waits, large enough to be read."""
    with page.work() as work:
        return _one(page, work, page_id)


@router.get("/{page_id:uuid}/picture.jpg")
def picture(page: ForOfficers, page_id: UUID) -> Response:
    with page.work() as work:
        row = waiting_pages.one_waiting(work, page_id)
        return Response(filing.picture_of(row), media_type="image/jpeg")


@router.post("/{page_id:uuid}/file")
def file_page(page: ForOfficers, page_id: UUID) -> Response:
    sheet = page.typed(FilePage)

    def act(form: FilePage) -> Response:
        with page.work() as work:
            filing.file_by_hand(work, page_id, code.typed(form.number), form.sheet)
        return page.go(f"/papers/{code.typed(form.number)}", done=N_("The page is filed."))

    return page.submit(sheet, act, lambda: _again(page, page_id, sheet))


@router.post("/{page_id:uuid}/reject")
def reject_page(page: ForOfficers, page_id: UUID) -> Response:
    sheet = page.typed(RejectPage)

    def act(form: RejectPage) -> Response:
        with page.work() as work:
            filing.reject(work, page_id, form.reason)
        return page.go("/scans", done=N_("The page is rejected."))

    return page.submit(sheet, act, lambda: _again(page, page_id, sheet))


def _again(page: Page, page_id: UUID, sheet: Sheet[Any]) -> Response:
    with page.work() as work:
        return _one(page, work, page_id, sheet)


def _one(page: Page, work: Work, page_id: UUID, typed: Sheet[Any] | None = None) -> Response:
    line = put_aside.one_waiting(work, page_id)
    known = {"number": code.shown(line.made.number), "sheet": line.row.page} if line.made else {}
    filled = typed and typed.model is FilePage
    return page.render(
        "scans/one.html",
        line=line,
        why=WHY,
        file=typed if filled else Sheet.of(FilePage, **known),
        reject=typed if typed and not filled else Sheet.of(RejectPage),
        shown=code.shown,
    )


def _show(
    page: Page,
    work: Work,
    *,
    find: Sheet[FindPaper] | None = None,
    trouble: str = "",
    filed: list[UUID] | None = None,
    aside: int = 0,
) -> Response:
    shown = page.render(
        "scans/scans.html",
        find=find or Sheet.of(FindPaper),
        trouble=trouble,
        filed=filed_papers.filed(work, filed or []),
        aside=aside,
        waiting=put_aside.waiting(work),
        why=WHY,
        shown=code.shown,
        most=scans.ScanBounds().pages,
    )
    return bringing.with_script(shown)
