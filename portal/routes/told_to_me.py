"""What happened to whoever looks: each word that was sent to them: Art. 18(1)."""

from fastapi import APIRouter
from starlette.responses import Response

from portal.kinds import page_of
from portal.message_words import kind_words
from portal.web import ForOfficers
from queries import told_to_me
from queries.paging import asked_page

router = APIRouter()


@router.get("/account/told")
def told_page(page: ForOfficers, told: str = "") -> Response:
    """Kinds and numbers; the mail itself has no more."""
    with page.work(read_only=True) as work:
        return page.render(
            "account/told.html",
            told=told_to_me.of_reader(work, asked_page(told)),
            words=kind_words,
            page_of=page_of,
        )
