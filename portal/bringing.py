"""A file that came with a form, and one that is handed out: Art. 18(1)."""

from collections.abc import Callable, Iterator
from typing import Annotated, Final
from uuid import UUID

from starlette.responses import Response, StreamingResponse

from casework.case.files import BroughtFile
from core.i18n import N_
from documents.cleaning import clean_copy
from identity import access
from models import file_store
from models.session import Work
from models.stored_file import StoredFile
from portal import security
from portal.fields import Ask, Line, Prose
from portal.file_uploads import Upload
from portal.forms import FormModel
from portal.web import Page
from rules.files import MOST_BYTES, FileTooLarge, NoFile, check_size

ACCEPTED: Final = ".pdf,.jpg,.jpeg,.png,.txt,application/pdf,image/jpeg,image/png,text/plain"
ENDINGS: Final = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "text/plain": "txt",
}


class BringForm(FormModel):
    """What is said of a file that is attached."""

    title: Annotated[
        Line,
        Ask(
            N_("What is it?"),
            N_(
                "For example: medical finding of 3 September. Leave out names of people. The name"
                " that the file has on your computer is not kept."
            ),
            open=True,
        ),
    ] = ""


class RemoveForm(FormModel):
    reason: Annotated[Prose, Ask(N_("Why is it removed?"), missing=N_("Write why."))]


class OriginalForm(FormModel):
    reason: Annotated[
        Prose,
        Ask(
            N_("What do you need the original for?"),
            N_("For example: to hand the court the signed PDF."),
            missing=N_("Write what you need it for."),
        ),
    ]


def with_script(response: Response) -> Response:
    """A page that sends a file says how far it has come, where scripts run: 0193."""
    response.headers["Content-Security-Policy"] = security.UPLOAD_POLICY
    return response


def take(page: Page, title: str, act: Callable[[BroughtFile], Response]) -> Response:
    """Clean what was sent, then do the act with it; nothing waits in the database meanwhile.

    Raises `NotPossible` for what is not accepted.
    """
    upload: Upload | None = getattr(page.request.state, "upload", None)
    if upload is None or not upload.size:
        raise NoFile
    check_size(upload.size)
    if not upload.is_whole:
        raise FileTooLarge(megabytes=MOST_BYTES // 1_000_000)
    with clean_copy(upload.content) as copy:
        return act(BroughtFile(title, upload.content, copy))


def hand_out(page: Page, file: StoredFile, name: str) -> Response:
    """A copy for readers, shown by the browser; nobody on the way keeps it."""
    return _as_it_is_read(page, file, f'inline; filename="{name}.{ENDINGS[file.media_type]}"')


def hand_out_original(page: Page, file: StoredFile, name: str) -> Response:
    """Never shown: whatever is in it waits until somebody opens it."""
    ending = ENDINGS[file.media_type]
    saved = f'attachment; filename="{name}-original.{ending}"'
    return _as_it_is_read(page, file, saved, "application/octet-stream")


def _as_it_is_read(page: Page, file: StoredFile, how: str, media_type: str = "") -> Response:
    in_emergency = page.in_emergency is not None

    def pieces() -> Iterator[bytes]:
        for position in range(file.pieces):
            # Each in a transaction of its own: a slow line holds no connection.
            with page.work(read_only=True) as work:
                if in_emergency and not _is_open_still(work, file.life_id):
                    return  # a piece is all that a time outlasts: 0248
                some = file_store.piece(work.session, file, position)
            yield some

    kind = media_type or file.media_type
    headers = {"Content-Disposition": how, "Content-Length": str(file.size)}
    return StreamingResponse(
        pieces(),
        media_type=f"{kind}; charset=utf-8" if kind == "text/plain" else kind,
        headers=headers,
    )


def _is_open_still(work: Work, life_id: UUID) -> bool:
    try:
        access.still_reads(work, life_id)
    except access.NotThere:
        return False
    return True
