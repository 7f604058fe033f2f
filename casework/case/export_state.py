"""How a request for a child's record stands: the last word on each thing, and whether it holds."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.case.export_pieces import Piece
from identity.access import NotThere
from models.archive_order import OrderState
from models.case import FamilyPerson
from models.record_export import (
    ExportApproval,
    ExportDecision,
    ExportEnd,
    ExportOrder,
    ExportRequest,
    RecordExport,
)


def one(session: Session, case_id: UUID, export_id: UUID) -> RecordExport:
    """Raises `NotThere`, also for that of another case."""
    row = session.get(RecordExport, export_id)
    if row is None or row.case_id != case_id:
        raise NotThere
    return row


def request_of(session: Session, export_id: UUID) -> ExportRequest:
    """The last word on who asks."""
    query = select(ExportRequest).where(ExportRequest.export_id == export_id)
    return session.scalars(query.order_by(ExportRequest.number.desc()).limit(1)).one()


def decisions_of(session: Session, export_id: UUID) -> dict[str, ExportDecision]:
    """By piece the last word on it."""
    query = select(ExportDecision).where(ExportDecision.export_id == export_id)
    rows = session.scalars(query.order_by(ExportDecision.number))
    return {each.piece: each for each in rows}


def is_decided(decisions: Mapping[str, ExportDecision], piece: Piece) -> bool:
    """Somebody has decided on it as it is now."""
    word = decisions.get(piece.key)
    return word is not None and word.digest == piece.digest


def approval_of(session: Session, export_id: UUID) -> ExportApproval | None:
    query = select(ExportApproval).where(ExportApproval.export_id == export_id)
    return session.scalars(query.order_by(ExportApproval.number.desc()).limit(1)).one_or_none()


def order_of(session: Session, export_id: UUID) -> ExportOrder | None:
    """The last one."""
    query = (
        select(ExportOrder)
        .join(ExportOrder.approval)
        .where(ExportOrder.export_id == export_id)
        .order_by(ExportApproval.number.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def holding_order(session: Session, export: RecordExport) -> ExportOrder | None:
    """What was made of the last word on everything; None where something was decided since."""
    order = order_of(session, export.id)
    if order is None or order.state != OrderState.DONE:
        return None
    held = digest_of(request_of(session, export.id), decisions_of(session, export.id))
    return order if order.approval.digest == held else None


def end_of(session: Session, export_id: UUID) -> ExportEnd | None:
    return session.scalars(select(ExportEnd).where(ExportEnd.export_id == export_id)).one_or_none()


def is_barred(session: Session, request: ExportRequest) -> bool:
    """It is said of whoever asks that they use violence: 4(5)."""
    person = session.get(FamilyPerson, request.person_id) if request.person_id else None
    return person is not None and person.alleged_perpetrator is True


def digest_of(request: ExportRequest, decisions: Mapping[str, ExportDecision]) -> bytes:
    """Over the request and each decision: another one once a word of either is another."""
    said = sorted((each.piece, each.number, each.digest.hex()) for each in decisions.values())
    return sha256(repr((request.number, said)).encode()).digest()


def last_number(session: Session, table: type[Any], export_id: UUID) -> int:
    """How many of them there are."""
    return session.scalar(select(func.max(table.number)).where(table.export_id == export_id)) or 0
