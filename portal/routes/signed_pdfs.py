"""A PDF with a digital signature, beside the paper that was signed: kept as it came: 0195."""

from collections.abc import Collection
from contextlib import suppress
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import signed_pdfs
from core.i18n import N_
from documents import claims, code, scans
from documents.scans import ScanNotRead
from identity.access import NotThere
from portal import bringing
from portal.file_uploads import Upload
from portal.web import ForOfficers, Page
from queries import filed_papers
from rules.files import NoFile, check_size
from rules.filing import check_same_paper

router = APIRouter(prefix="/papers/{printed}/signed-pdf")


@router.post("")
def keep_pdf(page: ForOfficers, printed: str) -> Response:
    """What it claims is read first: one without a signature is refused."""
    return page.act_once(lambda: _kept(page, printed))


def _kept(page: Page, printed: str) -> Response:
    upload: Upload | None = getattr(page.request.state, "upload", None)
    with page.work() as work:
        made = filed_papers.read(work, code.typed(printed)).made
    if upload is None or not upload.size:
        raise NoFile
    check_size(upload.size)
    said = claims.read(upload.content)
    if "yes" not in upload.typed.get("here", []):
        check_same_paper(made.number, _numbers(upload))
    with page.work() as work:
        made = filed_papers.read(work, made.number).made
        signed_pdfs.keep(work, made, upload.content, said)
    return page.go(f"/papers/{made.number}", done=N_("The PDF is kept as it came."))


def _numbers(upload: Upload) -> Collection[str]:
    """Of which papers its pages say that they are; none where that cannot be read."""
    with suppress(ScanNotRead):
        return {each.number for sheet in scans.read(upload.content) for each in sheet.codes}
    return ()


@router.get("/{file_id:uuid}")
def open_pdf(page: ForOfficers, printed: str, file_id: UUID) -> Response:
    """As it came, to be saved and never shown; who had it is on record."""
    with page.work() as work:
        file = filed_papers.read(work, code.typed(printed))
        found = [each.original for each in file.pdfs if each.original.id == file_id]
        if not found:
            raise NotThere
        work.record("signed PDF opened", "18(1)", life=file.life, file=file_id)
    return bringing.hand_out_original(page, found[0], f"signed-{file.made.number}")
