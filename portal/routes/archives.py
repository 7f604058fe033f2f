"""The archives of one sealed file: ask for one, see how far it is, take it along: Art. 17(5)."""

from collections.abc import Iterator
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from casework.case import archives
from core.i18n import N_
from identity import access
from models import file_store
from models.stored_file import StoredFile
from portal.web import ForOfficers, Page
from queries import archives as read_archives
from rules.archive import check_asked

router = APIRouter(prefix="/cases/{number}/archive")

ASKED = N_("It is being made. This takes a minute or two.")


@router.get("")
def archives_page(page: ForOfficers, number: str) -> Response:
    """What there is, and how far the next one has come."""
    return _shown(page, number)


@router.post("")
def ask(page: ForOfficers, number: str) -> Response:
    """Make one anew, with what was added beside the file since."""

    def act() -> Response:
        with page.work() as work:
            case = access.case_for(work, number)
            archives.ask(work, case.id)
        return page.go(f"/cases/{number}/archive", ASKED)

    return page.act_once(act)


@router.get("/{order_id:uuid}.zip")
def take_along(page: ForOfficers, number: str, order_id: UUID) -> Response:
    """The archive as it was made; that it was taken along is on record: Art. 18(1)."""
    with page.work() as work:
        case = access.case_for(work, number)
        file = archives.hand_out(work, case, order_id)
        name = f"archive-{case.number}.zip"
    return StreamingResponse(
        _pieces(page, file),
        media_type=file.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Length": str(file.size),
        },
    )


def _pieces(page: Page, file: StoredFile) -> Iterator[bytes]:
    """Each in a transaction of its own: none is held for a slow line."""
    for position in range(file.pieces):
        with page.work(read_only=True) as work:
            piece = file_store.piece(work.session, file, position)
        yield piece


def _shown(page: Page, number: str) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        check_asked(sealed=case.sealed_at is not None, under_way=False)
        found = read_archives.read(work, case)
        return page.render("archive/archives.html", case=case, archives=found)
