"""The pages from paper that wait for a person, as whoever looks may see them: 0194."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from casework.table import waiting_pages
from casework.table.waiting_pages import waiting_for
from models.filed_page import FiledPage, PageTakenBack, WaitingPage
from models.made_paper import MadePaper
from models.people import Account
from models.session import Work
from rules.filing import WhyAside


@dataclass(frozen=True, slots=True)
class PutAsideLine:
    """A page that waits for a person."""

    row: WaitingPage
    by: str
    """Who brought it."""
    made: MadePaper | None
    """Its paper, where its code was read and the reader may open it."""
    taken_from: MadePaper | None = None
    """The paper to which it had been filed by mistake, where the reader may open that."""


def waiting(work: Work) -> Sequence[PutAsideLine]:
    return [_line(work, row) for row in waiting_for(work)]


def how_many_wait(work: Work) -> int:
    """For whoever looks, without a look at any of them."""
    return waiting_pages.how_many_wait(work)


def _brought(work: Work, row: WaitingPage) -> str:
    return work.session.get_one(Account, row.brought_by_id).name_at(row.brought_at) or ""


def _paper_of(work: Work, row: WaitingPage) -> MadePaper | None:
    made = work.session.get(MadePaper, row.made_paper_id) if row.made_paper_id else None
    return made if made and waiting_pages.is_theirs(work, made) else None


def one_waiting(work: Work, page_id: UUID) -> PutAsideLine:
    return _line(work, waiting_pages.one_waiting(work, page_id))


def _line(work: Work, row: WaitingPage) -> PutAsideLine:
    return PutAsideLine(row, _brought(work, row), _paper_of(work, row), _taken_from(work, row))


def _taken_from(work: Work, row: WaitingPage) -> MadePaper | None:
    if row.why is not WhyAside.TAKEN_BACK:
        return None
    query = (
        select(MadePaper)
        .join(FiledPage, FiledPage.made_paper_id == MadePaper.id)
        .join(PageTakenBack, PageTakenBack.filed_page_id == FiledPage.id)
        .where(PageTakenBack.signature_id.is_(None), FiledPage.scan_page == row.scan_page)
        .where(FiledPage.scan_sha256 == row.scan_sha256)
    )
    made = work.session.scalars(query.order_by(PageTakenBack.taken_at.desc()).limit(1)).first()
    return made if made and waiting_pages.is_theirs(work, made) else None
