"""Files of records that were confirmed: taken by one process, ended once: 0197.

`portal.export.maker` makes them, apart from any page, as archives are made.
"""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from core.i18n import N_
from models.archive_order import OrderState, SealedPage
from models.case import Case
from models.life import Life
from models.made_paper import MadePaper
from models.record_export import ExportOrder
from models.session import Work
from models.stored_file import StoredFile

MOST_TRIES: Final = 3
FAULT: Final = N_("It was begun several times, and each time the process was ended.")


def open_ones(work: Work) -> Sequence[UUID]:
    """What nobody has ended, the oldest first; whoever holds the lock of one is at it."""
    query = select(ExportOrder.id).where(ExportOrder.ended_at.is_(None))
    return work.session.scalars(query.order_by(ExportOrder.asked_at)).all()


def take(work: Work, order_id: UUID) -> ExportOrder | None:
    """For whoever holds its lock: also where it was begun, for whoever was at it is gone."""
    query = select(ExportOrder).where(ExportOrder.id == order_id, ExportOrder.ended_at.is_(None))
    row = work.session.scalars(query.with_for_update(key_share=True, of=ExportOrder)).one_or_none()
    if row is not None and row.tries >= MOST_TRIES:
        fail_export(work, row.id, FAULT)
        return None
    if row is not None:
        row.state, row.touched_at = OrderState.AT_WORK, _now(work)
        row.tries += 1
    return row


def finish_export(
    work: Work, order_id: UUID, file: StoredFile, paper: MadePaper, code: bytes
) -> None:
    """It is stored, and may be handed over; whoever holds a page of `paper` may ask by its `code`
    whether a centre has made it, as of a sealed file."""
    row = _mine(work, order_id)
    row.state, row.ended_at, row.file_id = OrderState.DONE, work.clock.now(), file.id
    life = work.session.get_one(Life, row.case_id)
    case = work.session.get_one(Case, row.case_id)
    page = SealedPage(
        municipality_id=case.municipality_id, digest=code, file_digest=sha256(paper.sha256).digest()
    )
    work.session.add(page)
    told = {
        "export": row.export_id,
        "file": file.id,
        "sha256": file.sha256.hex(),
        "number": paper.number,
    }
    work.record("record made", "18(1)", life=life, order=row.id, **told)


def fail_export(work: Work, order_id: UUID, fault: str) -> None:
    """There is none, and why; the head may confirm again."""
    row = _mine(work, order_id)
    row.state, row.ended_at, row.fault = OrderState.FAILED, work.clock.now(), fault
    life = work.session.get_one(Life, row.case_id)
    work.record("record not made", "18(1)", life=life, order=row.id, export=row.export_id)


def _mine(work: Work, order_id: UUID) -> ExportOrder:
    """One that was taken and goes on: nobody else holds it for long."""
    query = select(ExportOrder).where(
        ExportOrder.id == order_id, ExportOrder.state == OrderState.AT_WORK
    )
    return work.session.scalars(query.with_for_update(key_share=True)).one()


def _now(work: Work) -> datetime:
    """Real time, also where a demo's clock is ahead."""
    moment: datetime = work.session.execute(select(func.clock_timestamp())).scalar_one()
    return moment
