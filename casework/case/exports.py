"""A child's record is asked for, decided on piece by piece, confirmed, handed over: 18(1), 0197."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from casework.case.export_asked import Ended, PieceWord, RecordAsked, SeenRecord, looked_at
from casework.case.export_names import is_one_asker
from casework.case.export_pieces import pieces_of
from casework.case.export_state import (
    approval_of,
    decisions_of,
    digest_of,
    end_of,
    handing_of,
    holding_order,
    is_barred,
    is_decided,
    last_number,
    one,
    order_of,
    request_of,
    seen_digest,
)
from identity.access import NotThere, is_head, officer_of
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
from rules.beginning import check_done
from rules.blacked import LeftOut
from rules.exports import (
    Becomes,
    DecisionFacts,
    ExportEnding,
    ExportFacts,
    check_approval,
    check_decision,
    check_open,
    check_request,
    check_same_asker,
    lacks_authority,
)
from rules.exports_ended import check_ending
from workflow.life import lock

ARTICLE: Final = "18(1)"


def ask(work: Work, case_id: UUID, asked: RecordAsked) -> RecordExport:
    """Somebody asks for the record of this child; of one person one request after the other."""
    lock(work, case_id)
    case = work.session.get_one(Case, case_id)
    former = _exports_of(work, case_id)
    _check_asked(work, case.id, asked, under_way=_asks_already(work, former, asked))
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


def correct(work: Work, case_id: UUID, export_id: UUID, asked: RecordAsked) -> None:
    """What stood before stays; what was confirmed of it is confirmed anew."""
    lock(work, case_id)
    export = one(work.session, case_id, export_id)
    over = end_of(work.session, export.id) is not None
    others = [each for each in _exports_of(work, case_id) if each.id != export.id]
    under_way = _asks_already(work, others, asked)
    _check_asked(work, case_id, asked, over=over, under_way=under_way)
    _request(work, export, asked, request_of(work.session, export.id).number + 1)
    work.record("request corrected", ARTICLE, life=export.case.life, export=export.id)


def _exports_of(work: Work, case_id: UUID) -> Sequence[RecordExport]:
    query = select(RecordExport).where(RecordExport.case_id == case_id)
    return work.session.scalars(query).all()


def _asks_already(work: Work, former: Sequence[RecordExport], asked: RecordAsked) -> bool:
    """Each who has a right to it has their own; of one person one is open at a time."""
    return any(
        is_one_asker(request_of(work.session, each.id), asked.person_id, asked.asker)
        for each in former
        if end_of(work.session, each.id) is None
    )


def _check_asked(work: Work, case_id: UUID, asked: RecordAsked, **stands: bool) -> None:
    check_done(asked.asked_on, work.session.get_one(Case, case_id).referred_on)
    for named in asked.named:
        person = work.session.get(FamilyPerson, named)
        if person is None or person.case_id != case_id:
            raise NotThere
    check_request(
        asked.asked_on,
        work.clock.today(),
        asker=asked.asker,
        ground=asked.ground,
        identity=asked.identity,
        by_whom_unsaid=lacks_authority(asked.asked_by, asked.authorised_by_id),
        **stands,
    )


def _request(work: Work, export: RecordExport, asked: RecordAsked, number: int) -> None:
    row = ExportRequest(
        export_id=export.id,
        number=number,
        asked_by=asked.asked_by,
        person_id=asked.person_id,
        authorised_by_id=asked.authorised_by_id,
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


def decide(work: Work, case_id: UUID, export_id: UUID, decided: PieceWord) -> None:
    """A named person says of each piece whether it is given, given without something, withheld."""
    lock(work, case_id)
    export = one(work.session, case_id, export_id)
    check_open(over=end_of(work.session, export.id) is not None)
    request = request_of(work.session, export.id)
    check_same_asker(decided.request, request.number)
    every = {each.key: each for each in pieces_of(work.session, export.case)}
    words = [each.strip() for each in decided.words if each.strip()]
    sought = LeftOut.of(words)
    chosen = [looked_at(every.get(key), seen, decided, sought) for key, seen in _pairs(decided)]
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
    number = last_number(work.session, ExportDecision, export.id)
    kept = decided.outcome is not Becomes.GIVEN
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
            for_request=request.number,
            decided_at=work.clock.now(),
            decided_by_id=officer_of(work).id,
        )
        work.session.add(row)
        told = {"piece": key, "outcome": decided.outcome, "ground": row.ground or "none"}
        work.record("piece decided", ARTICLE, life=export.case.life, export=export.id, **told)
    work.session.flush()


def _pairs(decided: PieceWord) -> Sequence[tuple[str, bytes]]:
    return sorted(decided.pieces.items())


def approve(
    work: Work,
    case_id: UUID,
    export_id: UUID,
    note: str = "",
    *,
    seen: SeenRecord,
    files_with_words: Sequence[int] = (),
) -> ExportOrder:
    """The head confirms all of it, exactly as she had it before her, and the file is made.

    `files_with_words` is what was found in files that are given: `portal.export.in_files`.
    """
    lock(work, case_id)
    export = one(work.session, case_id, export_id)
    pieces = pieces_of(work.session, export.case)
    decisions = decisions_of(work.session, export.id)
    request = request_of(work.session, export.id)
    digest = digest_of(request, decisions)
    barred = is_barred(work.session, export)
    former = approval_of(work.session, export.id)
    last = order_of(work.session, export.id)
    failed = last is not None and last.state == OrderState.FAILED
    check_approval(
        ExportFacts(
            undecided=sum(not is_decided(decisions, each) for each in pieces),
            deciders={each.decided_by_id for each in decisions.values()},
            asker_is_barred=barred,
            confirmed=former is not None and former.digest == digest and not failed,
            as_seen=seen.digest == seen_digest(request, decisions, pieces, barred=barred),
            same_asker=seen.request == request.number,
            decided_since=sum(each.number > seen.decision for each in decisions.values()),
            files_with_words=files_with_words,
        ),
        officer_of(work).id,
        note,
        over=end_of(work.session, export.id) is not None,
    )
    order = _confirmed(work, export, digest, note, although_barred=barred)
    work.record(
        "record confirmed", ARTICLE, life=export.case.life, export=export.id, order=order.id
    )
    return order


def _confirmed(
    work: Work, export: RecordExport, digest: bytes, note: str, *, although_barred: bool
) -> ExportOrder:
    """Her word, and the order of the file."""
    row = ExportApproval(
        export_id=export.id,
        number=last_number(work.session, ExportApproval, export.id) + 1,
        digest=digest,
        note=note.strip() or None,
        although_barred=although_barred,
        approved_at=work.clock.now(),
        approved_by_id=officer_of(work).id,
    )
    work.session.add(row)
    work.session.flush()
    order = ExportOrder(
        case_id=export.case_id, export_id=export.id, approval_id=row.id, asked_at=work.clock.now()
    )
    work.session.add(order)
    work.session.flush()
    return order


def end(work: Work, case_id: UUID, export_id: UUID, ended: Ended) -> None:
    """It was handed over, or the request was withdrawn, or refused by the head; it stays so."""
    if ended.ending is ExportEnding.REFUSED and not is_head(work):
        raise NotThere
    lock(work, case_id)
    export = one(work.session, case_id, export_id)
    order = holding_order(work.session, export)
    handed = ended.ending is ExportEnding.HANDED
    handing = handing_of(work.session, export, ended)
    barred = handed and handing.although_barred
    check_ending(
        ended.ending,
        ended.on,
        work.clock.today(),
        handing=handing,
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
        means=ended.means if handed else None,
        ended_on=ended.on,
        reason=ended.reason.strip() or None,
        although_barred=barred or None,
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
