"""Archives of sealed files: asked for by somebody or by the seal, taken by one, ended once: 17(5).

`portal.archive` makes them, apart from any page.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from casework.record.archives_made import HANDED_OUT, MADE, taken_back_since
from core.i18n import N_
from core.ids import new_id
from identity.access import NotThere
from models.archive_order import ArchiveOrder, LaterPrint, OrderState, SealedPage
from models.case import Case
from models.life import AuditEntry, Life
from models.session import Work
from models.stored_file import StoredFile
from rules.archive import check_asked, check_handed_out
from workflow.life import lock

MOST_TRIES: Final = 3
FAULT: Final = N_("It was begun several times, and each time the process was ended.")
AT_ONCE: Final = 50


def ask(work: Work, case_id: UUID) -> ArchiveOrder:
    """Somebody wants one anew."""
    lock(work, case_id)
    case = work.session.get_one(Case, case_id, populate_existing=True)
    query = select(ArchiveOrder.id).where(
        ArchiveOrder.case_id == case_id, ArchiveOrder.ended_at.is_(None)
    )
    under_way = work.session.scalar(query) is not None
    check_asked(sealed=case.sealed_at is not None, under_way=under_way)
    row = ArchiveOrder(case_id=case_id, asked_by_id=work.actor.id, asked_at=work.clock.now())
    work.session.add(row)
    work.session.flush()
    work.record("archive asked for", "17(5)", life=case.life, order=row.id)
    return row


def ask_for_sealed(work: Work) -> int:
    """Each file that is sealed and has none yet, also from before there were any."""
    without = select(Case.id).where(
        Case.sealed_at.is_not(None),
        ~select(ArchiveOrder.id).where(ArchiveOrder.case_id == Case.id).exists(),
    )
    found = work.session.scalars(without.order_by(Case.sealed_at).limit(AT_ONCE)).all()
    for case_id in found:
        _ask_once(work, case_id)
    return len(found)


def _ask_once(work: Work, case_id: UUID) -> None:
    """Two workers may have found the same file: the second one asks for nothing."""
    values = {"id": new_id(), "case_id": case_id, "asked_at": work.clock.now()}
    values |= {"state": OrderState.WAITING, "tries": 0, "papers": 0, "of_papers": 0}
    new = insert(ArchiveOrder).values(**values).on_conflict_do_nothing().returning(ArchiveOrder.id)
    order_id = work.session.scalar(new)
    if order_id is not None:
        life = work.session.get_one(Life, case_id)
        work.record("archive asked for", "17(5)", life=life, order=order_id)


def open_ones(work: Work) -> Sequence[UUID]:
    """What nobody has ended, the oldest first; whoever holds the lock of one is at it."""
    query = select(ArchiveOrder.id).where(ArchiveOrder.ended_at.is_(None))
    return work.session.scalars(query.order_by(ArchiveOrder.asked_at)).all()


def take(work: Work, order_id: UUID) -> ArchiveOrder | None:
    """For whoever holds its lock: also where it was begun, for whoever was at it is gone."""
    query = select(ArchiveOrder).where(ArchiveOrder.id == order_id, ArchiveOrder.ended_at.is_(None))
    row = work.session.scalars(query.with_for_update(key_share=True)).one_or_none()
    if row is not None and row.tries >= MOST_TRIES:
        fail(work, row, FAULT)
        return None
    if row is not None:
        row.state, row.touched_at, row.papers = OrderState.AT_WORK, _now(work), 0
        row.tries += 1
    return row


def wait(work: Work, order_id: UUID) -> None:
    """It cannot begin yet: taken up again with the next look."""
    row = _mine(work, order_id)
    row.state, row.tries = OrderState.WAITING, row.tries - 1


def touch(work: Work, order_id: UUID, papers: int, of_papers: int) -> None:
    """One more paper is set."""
    row = _mine(work, order_id)
    row.papers, row.of_papers, row.touched_at = papers, of_papers, _now(work)


def finish(
    work: Work,
    order_id: UUID,
    file: StoredFile,
    *,
    entries: int,
    codes: list[bytes],
    seal: bytes,
    certificate: str | None,
    before: Sequence[bytes] = (),
) -> None:
    """It is stored, and its pages are known by their codes; so is what was printed `before` the
    seal and is no page of it. `certificate` is the fingerprint of the one that signed it."""
    row = _mine(work, order_id)
    case = work.session.get_one(Case, row.case_id)
    row.state, row.ended_at = OrderState.DONE, work.clock.now()
    row.file_id, row.entries, row.papers = file.id, entries, row.of_papers
    for digest in codes:
        values = {"municipality_id": case.municipality_id, "digest": digest, "file_digest": seal}
        new = insert(SealedPage).values(id=new_id(), **values)
        work.session.execute(new.on_conflict_do_nothing(index_elements=["digest"]))
    for digest in before:
        printed_beside(work, case, digest, before=True)
    told = {"order": row.id, "file": file.id, "sha256": file.sha256.hex(), "entries": entries}
    signed = {"certificate": certificate} if certificate else {}
    work.record(MADE, "17(5)", life=case.life, **told, **signed)


def printed_beside(work: Work, case: Case, digest: bytes, *, before: bool) -> None:
    """A page of a sealed file that is none of its archive is known as such by its code; printed
    first `before` the seal, or after it."""
    assert case.seal is not None
    if work.session.scalar(select(SealedPage.id).where(SealedPage.digest == digest)) is not None:
        return
    values = {"id": new_id(), "municipality_id": case.municipality_id, "digest": digest}
    values |= {"file_digest": sha256(case.seal).digest(), "before_seal": before}
    new = insert(LaterPrint).values(**values)
    work.session.execute(new.on_conflict_do_nothing(index_elements=["digest"]))


def hand_out(work: Work, case: Case, order_id: UUID) -> StoredFile:
    """What somebody takes along, and that they do; raises `NotThere`."""
    query = select(StoredFile).join(ArchiveOrder, ArchiveOrder.file_id == StoredFile.id)
    wanted = query.where(ArchiveOrder.id == order_id, ArchiveOrder.case_id == case.id)
    file = work.session.scalars(wanted).one_or_none()
    if file is None:
        raise NotThere(case.number)
    check_handed_out(mixed_up=bool(taken_back_since(work.session, case.id).get(order_id)))
    told = {"order": order_id, "file": file.id, "sha256": file.sha256.hex()}
    work.record(HANDED_OUT, "18(1)", life=case.life, **told)
    return file


def fail(work: Work, row: ArchiveOrder, fault: str) -> None:
    """There is none, and why; somebody may ask again."""
    row.state, row.ended_at, row.fault = OrderState.FAILED, work.clock.now(), fault
    life = work.session.get_one(Life, row.case_id)
    work.record("archive not made", "17(5)", life=life, order=row.id)


def give_up(work: Work, order_id: UUID, fault: str) -> None:
    fail(work, _mine(work, order_id), fault)


def break_codes(work: Work, case_ids: Collection[UUID]) -> None:
    """The night's check found that these are not what was sealed: their pages are not unchanged."""
    seals = select(AuditEntry.detail["seal"].astext).where(
        AuditEntry.life_id.in_(case_ids), AuditEntry.act == "file sealed"
    )
    digests = [sha256(bytes.fromhex(each)).digest() for each in work.session.scalars(seals)]
    for table in (SealedPage, LaterPrint):
        broken = table.file_digest.in_(digests) & table.broken_on.is_(None)
        work.session.execute(update(table).where(broken).values(broken_on=work.clock.today()))


def _mine(work: Work, order_id: UUID) -> ArchiveOrder:
    """One that was taken and goes on: nobody else holds it for long."""
    query = select(ArchiveOrder).where(
        ArchiveOrder.id == order_id, ArchiveOrder.state == OrderState.AT_WORK
    )
    return work.session.scalars(query.with_for_update(key_share=True)).one()


def _now(work: Work) -> datetime:
    """Real time, also where a demo's clock is ahead."""
    moment: datetime = work.session.execute(select(func.clock_timestamp())).scalar_one()
    return moment
