"""How a request for a child's record stands: the last word on each thing, and whether it holds."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from itertools import takewhile
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.case.export_asked import Ended
from casework.case.export_names import is_barred_by_name, violent_ones
from casework.case.export_pieces import Piece
from core.clock import local_day
from core.sounds import is_same_name
from identity.access import NotThere
from models.archive_order import OrderState
from models.record_export import (
    ExportApproval,
    ExportDecision,
    ExportEnd,
    ExportOrder,
    ExportRequest,
    RecordExport,
)
from rules.exports import ExportEnding
from rules.exports_ended import HandingFacts


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


def requests_of(session: Session, export_id: UUID) -> Sequence[ExportRequest]:
    """Each word on who asks, the last one first."""
    query = select(ExportRequest).where(ExportRequest.export_id == export_id)
    return session.scalars(query.order_by(ExportRequest.number.desc())).all()


def decisions_of(session: Session, export_id: UUID) -> dict[str, ExportDecision]:
    """By piece the last word on it; what was decided for another asker is no word on it."""
    query = select(ExportDecision).where(
        ExportDecision.export_id == export_id,
        ExportDecision.for_request >= _asks_since(session, export_id),
    )
    rows = session.scalars(query.order_by(ExportDecision.number))
    return {each.piece: each for each in rows}


def _asks_since(session: Session, export_id: UUID) -> int:
    """The number of the first word by which this person asks, and no other since."""
    rows = requests_of(session, export_id)
    same = takewhile(lambda each: who(each) == who(rows[0]), rows)
    return min(each.number for each in same)


def who(request: ExportRequest) -> tuple[object, ...]:
    """What makes it another who asks."""
    return request.asked_by, request.person_id, request.authorised_by_id, request.asker


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


def is_barred(session: Session, export: RecordExport) -> bool:
    """It is said of whoever asks, by what is chosen or by the name, or of who authorised them, that
    they use violence: 4(5).

    Also of who stood there before a correction, which lifts nothing by itself.
    """
    violent = violent_ones(session, export.case_id)
    ids = {each.id for each in violent}
    return any(
        bool({each.person_id, each.authorised_by_id} & ids)
        or is_barred_by_name(each.asker, violent)
        for each in requests_of(session, export.id)
    )


def seen_digest(
    request: ExportRequest,
    decisions: Mapping[str, ExportDecision],
    pieces: Sequence[Piece],
    *,
    barred: bool,
) -> bytes:
    """Over all that the head has before her: who asks, each decision, the record as it is."""
    record = [(each.key, each.digest.hex()) for each in pieces]
    said = (digest_of(request, decisions).hex(), record, barred)
    return sha256(repr(said).encode()).digest()


def digest_of(request: ExportRequest, decisions: Mapping[str, ExportDecision]) -> bytes:
    """Over the request and each decision: another one once a word of either is another."""
    said = sorted((each.piece, each.number, each.digest.hex()) for each in decisions.values())
    return sha256(repr((request.number, said)).encode()).digest()


def handing_of(session: Session, export: RecordExport, ended: Ended) -> HandingFacts:
    """What is handed over, whether to who asked, and what is said of who takes it: 4(5)."""
    request, approval = request_of(session, export.id), approval_of(session, export.id)
    order = holding_order(session, export)
    to_whom = ended.to_whom
    return HandingFacts(
        since=_since(request, order if ended.ending is ExportEnding.HANDED else None),
        made=order is not None,
        as_shown=order is None or ended.order in {None, order.id},
        to_asker=is_same_name(to_whom, request.asker),
        receiver_is_barred=is_barred_by_name(to_whom, violent_ones(session, export.case_id)),
        asker_is_barred=is_barred(session, export)
        and not (approval is not None and approval.although_barred),
        has_happened=ended.has_happened,
    )


def _since(request: ExportRequest, order: ExportOrder | None) -> date:
    """Nothing is handed over before it is made, and nothing ends before it is asked for."""
    made_at = order.ended_at if order is not None else None
    return local_day(made_at) if made_at is not None else request.asked_on


def last_number(session: Session, table: type[Any], export_id: UUID) -> int:
    """How many of them there are."""
    return session.scalar(select(func.max(table.number)).where(table.export_id == export_id)) or 0
