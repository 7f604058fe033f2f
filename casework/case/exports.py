"""A child's record is asked for, decided on piece by piece, confirmed, handed over: 18(1), 0197."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.case.export_pieces import Piece, pieces_of
from identity.access import NotThere, officer_of
from models.archive_order import OrderState
from models.case import Case, FamilyPerson
from models.record_export import (
    ExportApproval,
    ExportDecision,
    ExportEnd,
    ExportOrder,
    ExportRequest,
    RecordExport,
)
from models.session import Work
from rules.exports import (
    ApprovalFacts,
    Asker,
    DecidedPiece,
    DecisionFacts,
    ExportEnding,
    ExportGround,
    ExportUnderWay,
    HandedBy,
    Outcome,
    check_approval,
    check_decision,
    check_ending,
    check_open,
    check_request,
)
from workflow.life import lock

ARTICLE: Final = "18(1)"


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for the record, as somebody typed it."""

    asked_by: Asker
    asker: str
    asked_on: date
    ground: str
    identity: str
    language: str
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What becomes of some pieces, each with the digest of what was looked at."""

    pieces: Mapping[str, bytes]
    outcome: Outcome
    reason: str = ""
    ground: ExportGround | None = None
    fields: Collection[str] = ()
    words: Collection[str] = ()
    throughout: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """How the request ended: handed to somebody, or not."""

    ending: ExportEnding
    on: date
    to_whom: str = ""
    means: HandedBy | None = None
    reason: str = ""


def ask(work: Work, case_id: UUID, asked: Asked) -> RecordExport:
    """Somebody asks for the record of this child; one request after the other."""
    lock(work, case_id)
    case = work.session.get_one(Case, case_id)
    _check_asked(work, case.id, asked)
    query = select(RecordExport).where(RecordExport.case_id == case_id)
    former = work.session.scalars(query).all()
    if any(end_of(work.session, each.id) is None for each in former):
        raise ExportUnderWay
    row = RecordExport(
        case_id=case_id,
        number=len(former) + 1,
        begun_at=work.clock.now(),
        begun_by_id=officer_of(work).id,
    )
    work.session.add(row)
    work.session.flush()
    _request(work, row, asked, 1)
    work.record("record asked for", ARTICLE, life=case.life, export=row.id, number=row.number)
    return row


def correct(work: Work, case_id: UUID, export_id: UUID, asked: Asked) -> None:
    """What stood before stays; what was confirmed of it is confirmed anew."""
    lock(work, case_id)
    export = one(work.session, case_id, export_id)
    over = end_of(work.session, export.id) is not None
    _check_asked(work, case_id, asked, over=over)
    _request(work, export, asked, request_of(work.session, export.id).number + 1)
    work.record("request corrected", ARTICLE, life=export.case.life, export=export.id)


def _check_asked(work: Work, case_id: UUID, asked: Asked, *, over: bool = False) -> None:
    if asked.person_id is not None:
        person = work.session.get(FamilyPerson, asked.person_id)
        if person is None or person.case_id != case_id:
            raise NotThere
    check_request(
        asked.asked_on,
        work.clock.today(),
        asker=asked.asker,
        ground=asked.ground,
        identity=asked.identity,
        over=over,
    )


def _request(work: Work, export: RecordExport, asked: Asked, number: int) -> None:
    row = ExportRequest(
        export_id=export.id,
        number=number,
        asked_by=asked.asked_by,
        person_id=asked.person_id,
        asker=asked.asker.strip(),
        asked_on=asked.asked_on,
        ground=asked.ground.strip(),
        identity=asked.identity.strip(),
        language=asked.language,
        recorded_at=work.clock.now(),
        recorded_by_id=officer_of(work).id,
    )
    work.session.add(row)
    work.session.flush()


def decide(work: Work, case_id: UUID, export_id: UUID, decided: Decided) -> None:
    """A named person says of each piece whether it is given, given without something, withheld."""
    lock(work, case_id)
    export = one(work.session, case_id, export_id)
    check_open(over=end_of(work.session, export.id) is not None)
    every = {each.key: each for each in pieces_of(work.session, export.case)}
    words = [each.strip() for each in decided.words if each.strip()]
    chosen = [_looked_at(every.get(key), seen, decided, words) for key, seen in _pairs(decided)]
    facts = DecisionFacts(
        chosen,
        decided.outcome,
        decided.reason,
        decided.ground,
        decided.fields,
        words,
        decided.throughout,
    )
    check_decision(facts)
    number = _last(work.session, ExportDecision, export.id)
    kept = decided.outcome is not Outcome.GIVEN
    for key, _ in _pairs(decided):
        number += 1
        piece = every[key]
        row = ExportDecision(
            export_id=export.id,
            number=number,
            piece=key,
            digest=piece.digest,
            outcome=decided.outcome,
            fields=sorted(set(decided.fields) & set(piece.values)) if kept else None,
            words=words if kept else None,
            throughout=kept and bool(words) and (decided.throughout or piece.is_reporter),
            ground=decided.ground if kept else None,
            reason=decided.reason.strip() or None,
            decided_at=work.clock.now(),
            decided_by_id=officer_of(work).id,
        )
        work.session.add(row)
        told = {"piece": key, "outcome": decided.outcome, "ground": row.ground or "none"}
        work.record("piece decided", ARTICLE, life=export.case.life, export=export.id, **told)
    work.session.flush()


def _pairs(decided: Decided) -> Sequence[tuple[str, bytes]]:
    return sorted(decided.pieces.items())


def _looked_at(
    piece: Piece | None, seen: bytes, decided: Decided, words: Collection[str]
) -> DecidedPiece:
    if piece is None:
        return DecidedPiece(is_reporter=False, is_file=False, as_seen=False, has_some=False)
    said = "\n".join(map(str, piece.values.values())).casefold()
    has_some = bool(set(decided.fields) & set(piece.values))
    has_some |= any(each.casefold() in said for each in words)
    return DecidedPiece(
        is_reporter=piece.is_reporter,
        is_file=piece.file is not None,
        as_seen=piece.digest == seen,
        has_some=has_some,
    )


def approve(work: Work, case_id: UUID, export_id: UUID, note: str = "") -> ExportOrder:
    """The head confirms all of it, and the file is made."""
    lock(work, case_id)
    export = one(work.session, case_id, export_id)
    pieces = pieces_of(work.session, export.case)
    decisions = decisions_of(work.session, export.id)
    request = request_of(work.session, export.id)
    digest = digest_of(request, decisions)
    former = approval_of(work.session, export.id)
    last = order_of(work.session, export.id)
    failed = last is not None and last.state == OrderState.FAILED
    check_approval(
        ApprovalFacts(
            undecided=sum(not is_decided(decisions, each) for each in pieces),
            deciders={each.decided_by_id for each in decisions.values()},
            asker_is_barred=is_barred(work.session, request),
            confirmed=former is not None and former.digest == digest and not failed,
        ),
        officer_of(work).id,
        note,
        over=end_of(work.session, export.id) is not None,
    )
    row = ExportApproval(
        export_id=export.id,
        number=_last(work.session, ExportApproval, export.id) + 1,
        digest=digest,
        note=note.strip() or None,
        approved_at=work.clock.now(),
        approved_by_id=officer_of(work).id,
    )
    work.session.add(row)
    work.session.flush()
    order = ExportOrder(
        case_id=case_id, export_id=export.id, approval_id=row.id, asked_at=work.clock.now()
    )
    work.session.add(order)
    work.session.flush()
    work.record(
        "record confirmed", ARTICLE, life=export.case.life, export=export.id, order=order.id
    )
    return order


def end(work: Work, case_id: UUID, export_id: UUID, ended: Ended) -> None:
    """It was handed over, or the request was withdrawn or refused; it stays so."""
    lock(work, case_id)
    export = one(work.session, case_id, export_id)
    order = holding_order(work.session, export)
    handed = ended.ending is ExportEnding.HANDED
    check_ending(
        ended.ending,
        ended.on,
        work.clock.today(),
        made=order is not None,
        to_whom=ended.to_whom,
        reason=ended.reason,
        over=end_of(work.session, export.id) is not None,
    )
    row = ExportEnd(
        case_id=case_id,
        export_id=export.id,
        ending=ended.ending,
        order_id=order.id if order and handed else None,
        to_whom=ended.to_whom.strip() if handed else None,
        means=(ended.means or HandedBy.HAND) if handed else None,
        ended_on=ended.on,
        reason=ended.reason.strip() or None,
        recorded_at=work.clock.now(),
        recorded_by_id=officer_of(work).id,
    )
    work.session.add(row)
    work.session.flush()
    told: dict[str, Any] = {"ending": ended.ending, "on": ended.on}
    if order is not None and handed:
        told |= {"order": order.id, "file": order.file_id, "means": row.means}
    act = "record handed over" if handed else "record not handed over"
    work.record(act, ARTICLE, life=export.case.life, export=export.id, **told)


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


def _last(session: Session, table: type[Any], export_id: UUID) -> int:
    return session.scalar(select(func.max(table.number)).where(table.export_id == export_id)) or 0
