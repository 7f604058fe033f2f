"""Makes the files of records that were confirmed, one after the other: 0197."""

import io
import logging
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from casework.case import export_orders, export_state
from casework.case.export_pieces import pieces_of
from casework.table.made_papers import PaperOf, known_as
from core.i18n import N_, language_or, translator
from core.logs import describe
from core.spool import Spool
from documents.builder import Bounds, pressed
from documents.record import RecordPaper
from models import file_store
from models.case import Case
from models.file_store import FileFacts
from models.record_export import ExportOrder
from models.session import Work, unit_of_work
from models.stored_file import FileKind, StoredFile
from portal import paper_codes
from portal.archive.sealed import BySystem
from portal.archive.turns import first_free
from portal.export.paper import ExportContent, record
from portal.papers import coded
from rules.exports import Becomes, RecordChanged
from rules.refusals import ProcedureRefused

logger = logging.getLogger(__name__)

NOT_MADE: Final = N_("The file of this record could not be made.")
KIND: Final = "record"
BOUNDS: Final = Bounds(seconds=120, megabytes=1500, pages=1500)
SUFFIXES: Final = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "text/plain": ".txt",
}


@dataclass(frozen=True, slots=True)
class RecordContent:
    """What one file is made of: nothing waits in the database for the press."""

    case_id: UUID
    number: str
    at: datetime
    paper: RecordPaper
    files: Sequence[tuple[str, UUID]]
    """The cleaned copies that are given, each by a name that says nothing."""


def turn() -> bool:
    """Make the next one; False where there is none to make."""
    with unit_of_work() as work:
        every = export_orders.open_ones(work)
    return first_free(every, _make_one)


def _make_one(order_id: UUID) -> bool:
    with unit_of_work() as work:
        if export_orders.take(work, order_id) is None:
            return False
    try:
        _make(order_id)
    except ProcedureRefused as why:
        _give_up(order_id, why.reason)
    except Exception as error:
        logger.error("The file of a record was not made: %s", describe(error))
        _give_up(order_id, NOT_MADE)
    return True


def _give_up(order_id: UUID, fault: str) -> None:
    with unit_of_work() as work:
        export_orders.fail_export(work, order_id, fault)


def _make(order_id: UUID) -> None:
    with unit_of_work(read_only=True) as work:
        of = gather(work, work.session.get_one(ExportOrder, order_id))
    paper = coded(of.paper, 0)
    made = pressed(paper, BOUNDS)
    with Spool() as pack, unit_of_work() as work:
        _pack(work, of, made.file, pack)
        case = work.session.get_one(Case, of.case_id)
        row = known_as(work, case, PaperOf(KIND), paper, made)
        facts = FileFacts(
            FileKind.ARCHIVE, "application/zip", f"record-{of.number}.zip", beside=True
        )
        file = file_store.store(work, case, pack, facts)
        export_orders.finish_export(work, order_id, file, row, paper_codes.digest_of(row.number))


def gather(work: Work, order: ExportOrder) -> RecordContent:
    """Exactly what was confirmed; raises `RecordChanged` where that is not the record any more."""
    session = work.session
    case = session.get_one(Case, order.case_id)
    request = export_state.request_of(session, order.export_id)
    decisions, pieces = (
        export_state.decisions_of(session, order.export_id),
        pieces_of(session, case),
    )
    as_confirmed = order.approval.digest == export_state.digest_of(request, decisions)
    if not as_confirmed or not all(export_state.is_decided(decisions, each) for each in pieces):
        raise RecordChanged
    say = translator(language_or(request.language, "sq"))
    at = order.approval.approved_at
    content = ExportContent(case, request, pieces, decisions)
    given = [
        each.file
        for each in pieces
        if each.file is not None and decisions[each.key].outcome is Becomes.GIVEN
    ]
    every = [each.file for each in pieces if each.file is not None]
    files = [(_name(every.index(each) + 1, each), each.id) for each in given]
    paper = record(BySystem(at), say, content)
    return RecordContent(case.id, case.number, at, paper, files)


def _name(number: int, file: StoredFile) -> str:
    return f"files/{number:03}{SUFFIXES.get(file.media_type, '')}"


def _pack(work: Work, of: RecordContent, made: bytes, into: Spool) -> None:
    """A zip with fixed times, nothing compressed; never whole in memory."""
    at = of.at.astimezone(UTC).timetuple()[:6]
    with zipfile.ZipFile(_Written(into), "w", zipfile.ZIP_STORED) as pack:
        _put(pack, f"record-{of.number}.pdf", at, iter([made]))
        for name, file_id in of.files:
            file = work.session.get_one(StoredFile, file_id)
            _put(pack, name, at, file_store.read(work, file))


def _put(pack: zipfile.ZipFile, name: str, at: tuple[int, ...], content: Iterator[bytes]) -> None:
    info = zipfile.ZipInfo(name, at)  # type: ignore[arg-type]
    info.external_attr, info.create_system = 0o644 << 16, 3
    with pack.open(info, "w", force_zip64=True) as entry:
        for some in content:
            entry.write(some)


class _Written(io.RawIOBase):
    """What zipfile writes to: it is never asked to go back."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool

    def writable(self) -> bool:
        return True

    def write(self, some: Any) -> int:
        self._spool.write(bytes(some))
        return len(some)
