"""The archives of one sealed file: what is made, what is under way, and how far: Art. 17(5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from casework.case import file_rows
from casework.record import archives_made
from casework.record.archives_made import MadeArchive
from identity.officers import names_of
from models.archive_order import ArchiveOrder, LaterPrint, OrderState, SealedPage
from models.case import Case
from models.people import Municipality
from models.session import Work
from models.stored_file import StoredFile


@dataclass(frozen=True, slots=True)
class ArchiveLine:
    """One archive that was asked for."""

    order: ArchiveOrder
    file: StoredFile | None
    """Once it is made."""
    made: MadeArchive | None = None
    taken_along: Sequence[tuple[str, datetime]] = ()
    """By whom, by name, and when first."""


@dataclass(frozen=True, slots=True)
class CaseArchives:
    """The newest first."""

    lines: Sequence[ArchiveLine]
    added_at: datetime | None
    """When something was put beside the file last."""

    @property
    def under_way(self) -> ArchiveOrder | None:
        return next((each.order for each in self.lines if each.order.ended_at is None), None)

    @property
    def made(self) -> Sequence[ArchiveLine]:
        return [each for each in self.lines if each.file]

    @property
    def failed(self) -> ArchiveOrder | None:
        """The last one, where nothing came of it."""
        last = self.lines[0].order if self.lines else None
        return last if last and last.state == OrderState.FAILED else None

    @property
    def is_behind(self) -> bool:
        """Something stands beside the file that is in none."""
        made = self.made[0].order.ended_at if self.made else None
        return bool(made and self.added_at and self.added_at > made)


def read(work: Work, case: Case) -> CaseArchives:
    query = (
        select(ArchiveOrder, StoredFile)
        .outerjoin(StoredFile, StoredFile.id == ArchiveOrder.file_id)
        .where(ArchiveOrder.case_id == case.id)
        .options(joinedload(ArchiveOrder.asked_by))
        .order_by(ArchiveOrder.asked_at.desc(), ArchiveOrder.touched_at.desc())
    )
    made = archives_made.made(work.session, case.id)
    names = names_of(work.session, {who for each in made.values() for who, _ in each.taken_along})
    lines = [
        ArchiveLine(order, file, told := made.get(order.id), _first_of_each(told, names))
        for order, file in work.session.execute(query)
    ]
    return CaseArchives(lines, file_rows.last_added(work.session, case.id))


def _first_of_each(
    made: MadeArchive | None, names: Mapping[UUID, str]
) -> Sequence[tuple[str, datetime]]:
    first: dict[UUID, datetime] = {}
    for who, at in made.taken_along if made else ():
        first.setdefault(who, at)
    return [(names.get(who, ""), at) for who, at in first.items()]


class Printed(StrEnum):
    """What a page is of its file."""

    OF_IT = "of_it"
    BEFORE = "before"
    """Printed of it before the seal, and no page of it as it was sealed."""
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page with this code was made of a sealed file, or of a record that is handed out."""

    centre: Municipality
    printed: Printed


def known_page(work: Work, digest: bytes) -> KnownPage | None:
    """None for any other code, and for one whose file is not what was sealed."""
    known = select(Municipality).join(SealedPage, SealedPage.municipality_id == Municipality.id)
    known = known.where(SealedPage.digest == digest, SealedPage.broken_on.is_(None))
    centre = work.session.scalars(known).one_or_none()
    if centre is not None:
        return KnownPage(centre, Printed.OF_IT)
    beside = select(Municipality, LaterPrint.before_seal).join(
        LaterPrint, LaterPrint.municipality_id == Municipality.id
    )
    beside = beside.where(LaterPrint.digest == digest, LaterPrint.broken_on.is_(None))
    found = work.session.execute(beside).one_or_none()
    if found is None:
        return None
    centre, before = found
    return KnownPage(centre, Printed.BEFORE if before else Printed.AFTER)
