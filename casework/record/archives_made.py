"""What the trail says of the archives of one file: signed with what, handed to whom, and what they
hold that was taken back since: 0196."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.filed_page import FiledPage
from models.life import AuditEntry

MADE: Final = "archive made"
HANDED_OUT: Final = "archive handed out"
PAGE_BACK: Final = "page taken back"
PDF_BACK: Final = "signed PDF taken back"
KEPT: Final = ("page filed", "signed PDF kept")


@dataclass(slots=True)
class MadeArchive:
    """One archive, by its order."""

    number: int
    """Its entry in the trail, which orders what happened in one moment of a demo's clock."""
    certificate: str | None
    """The fingerprint of the one that signed it; what was made before 2026-12-01 does not say."""
    taken_back: list[datetime] = field(default_factory=list)
    """When something that it holds was found to be filed wrongly: it may be another child's."""
    taken_along: list[tuple[UUID, datetime]] = field(default_factory=list)
    """Which officers have it, and since when."""


def made(session: Session, case_id: UUID) -> Mapping[UUID, MadeArchive]:
    """Of one case, in two statements."""
    acts = (MADE, HANDED_OUT, PAGE_BACK, PDF_BACK, *KEPT)
    query = select(AuditEntry).where(AuditEntry.life_id == case_id, AuditEntry.act.in_(acts))
    entries = session.scalars(query.order_by(AuditEntry.number)).all()
    files = _files_of_pages(session, case_id, entries)
    found: dict[UUID, MadeArchive] = {}
    kept: dict[UUID, int] = defaultdict(int)
    for entry in entries:
        told = entry.detail
        if entry.act == MADE:
            found[UUID(told["order"])] = MadeArchive(entry.number, told.get("certificate"))
        elif entry.act == HANDED_OUT and entry.actor_id:
            found[UUID(told["order"])].taken_along.append((entry.actor_id, entry.at))
        elif entry.act in KEPT:
            kept[UUID(told["file"])] = entry.number
        elif entry.act in {PAGE_BACK, PDF_BACK}:
            file = UUID(told["file"]) if entry.act == PDF_BACK else files[UUID(told["page"])]
            for each in found.values():
                if each.number > kept[file]:
                    each.taken_back.append(entry.at)
    return found


def taken_back_since(session: Session, case_id: UUID) -> Mapping[UUID, Sequence[datetime]]:
    """By the order of the archive, when something that it holds was taken back."""
    return {order: each.taken_back for order, each in made(session, case_id).items()}


def is_in_one(session: Session, case_id: UUID, file_id: UUID) -> bool:
    """Whether an archive was made after this file was kept."""
    query = select(AuditEntry).where(AuditEntry.life_id == case_id)
    query = query.where(AuditEntry.act.in_((MADE, *KEPT))).order_by(AuditEntry.number.desc())
    for entry in session.scalars(query):
        if entry.act == MADE:
            return True
        if entry.detail["file"] == str(file_id):
            return False
    return False


def _files_of_pages(
    session: Session, case_id: UUID, entries: Sequence[AuditEntry]
) -> Mapping[UUID, UUID]:
    if not any(entry.act == PAGE_BACK for entry in entries):
        return {}
    query = select(FiledPage.id, FiledPage.file_id).where(FiledPage.life_id == case_id)
    return {row.id: row.file_id for row in session.execute(query)}
