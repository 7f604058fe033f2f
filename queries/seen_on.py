"""On which pages from paper somebody's signature was seen: decision 0194."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select

from models.filed_page import FiledPage, PageTakenBack, SignatureScan
from models.made_paper import MadePaper
from models.session import Work


@dataclass(frozen=True, slots=True)
class SeenOn:
    """A page of a printed paper, as it came back."""

    number: str
    page_id: UUID
    seen_by: str
    """Who saw them sign; empty where nobody says."""


def taken_back() -> ColumnElement[bool]:
    """Of a scan: its page was taken back, or that this signature is seen there."""
    return (
        select(PageTakenBack.id)
        .where(
            PageTakenBack.filed_page_id == SignatureScan.filed_page_id,
            PageTakenBack.signature_id.is_(None)
            | and_(
                PageTakenBack.signature_id == SignatureScan.signature_id,
                PageTakenBack.again == SignatureScan.again,
            ),
        )
        .exists()
    )


def seen_on(work: Work, signatures: Sequence[UUID]) -> Mapping[UUID, Sequence[SeenOn]]:
    """Of each of these signatures the pages, the first one first."""
    if not signatures:
        return {}
    query = (
        select(SignatureScan, MadePaper.number)
        .join(FiledPage, FiledPage.id == SignatureScan.filed_page_id)
        .join(MadePaper, MadePaper.id == FiledPage.made_paper_id)
        .where(SignatureScan.signature_id.in_(signatures), ~taken_back())
        .order_by(SignatureScan.said_at)
    )
    found: dict[UUID, list[SeenOn]] = {}
    for scan, number in work.session.execute(query):
        line = SeenOn(number, scan.filed_page_id, scan.seen_by or "")
        found.setdefault(scan.signature_id, []).append(line)
    return found
