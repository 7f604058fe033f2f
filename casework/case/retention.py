"""A closed file on its way: notice, hidden, a named decision; or held back. By the head: 0259.

What is decided is carried out by who holds the keys: `deployments.retention`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import exists, select

from core.clock import local_day
from identity.access import NotThere, is_head, officer_of, visible_cases
from models.case import Case
from models.life import Life
from models.people import Account
from models.retention import ErasedRecord, FileErasure, LegalHold, RetentionRule
from models.session import Work
from rules import retention as law
from rules.retention import ErasureFacts, ErasureState, RecordType


@dataclass(frozen=True, slots=True)
class ClosedFile:
    """One of the centre, whether anybody still sees it or not; its id is its life's."""

    id: UUID
    number: str
    municipality_id: UUID
    sealed_on: date
    running: FileErasure | None
    holds: Sequence[LegalHold]
    is_erased: bool = False

    @property
    def facts(self) -> ErasureFacts | None:
        return self.running.facts(erased=self.is_erased) if self.running else None


def closed_file(work: Work, number: str, *, to_act: bool = False) -> ClosedFile:
    """For the head, or the deputy; what had begun is held for an act. Raises `NotThere`."""
    officer = head(work)
    begun = (
        select(FileErasure)
        .where(FileErasure.municipality_id == officer.municipality_id, FileErasure.number == number)
        .where(FileErasure.ended_at.is_(None))
        .execution_options(populate_existing=True)
    )
    row = work.session.scalars(begun.with_for_update(key_share=True) if to_act else begun).first()
    if row is not None:
        life_id, place, sealed_on = row.life_id, row.municipality_id, row.sealed_on
    else:
        seen = select(Case).join(Life, Life.id == Case.id).where(Case.number == number)
        case = work.session.scalars(seen.where(visible_cases(work, closed=True))).first()
        if case is None or case.sealed_at is None:
            raise NotThere(number)
        life_id, place, sealed_on = case.id, case.municipality_id, local_day(case.sealed_at)
    holds = select(LegalHold).where(LegalHold.life_id == life_id).order_by(LegalHold.placed_at)
    gone = select(exists().where(ErasedRecord.life_id == life_id))
    return ClosedFile(
        id=life_id,
        number=number,
        municipality_id=place,
        sealed_on=sealed_on,
        running=row,
        holds=work.session.scalars(holds.execution_options(populate_existing=True)).all(),
        is_erased=bool(work.session.scalar(gone)),
    )


def head(work: Work) -> Account:
    if not is_head(work):
        raise NotThere
    return officer_of(work)


def years(work: Work) -> int | None:
    """For how long such a file is kept, as it was entered last."""
    rules = select(RetentionRule).where(RetentionRule.record_type == RecordType.CASE)
    return law.years_in_force(each.facts for each in work.session.scalars(rules))


def give_notice(work: Work, number: str) -> FileErasure:
    """Its time is over: the first step, of which everybody who sees it can say why not."""
    file, now = closed_file(work, number, to_act=True), work.clock.now()
    law.check_unheld([each.facts for each in file.holds], work.clock.today())
    law.check_notice(file.sealed_on, years(work), file.facts, work.clock.today())
    row = FileErasure(
        municipality_id=file.municipality_id,
        life_id=file.id,
        number=file.number,
        record_type=RecordType.CASE,
        sealed_on=file.sealed_on,
        noticed_at=now,
        noticed_by_id=officer_of(work).id,
    )
    work.session.add(row)
    work.session.flush()
    work.record("erasure noticed", "18(1)", life=file, erasure=row.id)
    return row


def hide(work: Work, number: str) -> None:
    """Nobody sees it any more; it can still come back."""
    file, row = _next(work, number, ErasureState.NOTICED)
    row.hidden_at, row.hidden_by_id = work.clock.now(), officer_of(work).id
    work.session.flush()
    work.record("erasure hidden", "18(1)", erasure=row.id, file=file.id)  # whose trail is hidden


def decide(work: Work, number: str, words: str) -> None:
    """That it is erased, by whom and why; its keys are destroyed with the next run."""
    file, row = _next(work, number, ErasureState.HIDDEN)
    row.decided_at, row.decided_by_id = work.clock.now(), officer_of(work).id
    row.decision = words.strip()
    work.session.flush()
    work.record("erasure decided", "18(1)", erasure=row.id, file=file.id)


def take_back(work: Work, number: str) -> None:
    """The file is kept, and seen again; whoever wants it gone gives notice anew."""
    file = closed_file(work, number, to_act=True)
    law.check_stop(file.facts)
    _stop(work, file)


def hold(work: Work, number: str, words: str, until: date | None) -> LegalHold:
    """At once, whatever had begun: the file is seen again, and both steps come after the hold."""
    file = closed_file(work, number, to_act=True)
    law.check_hold(until, file.facts, work.clock.today())
    if file.running is not None:
        _stop(work, file)
    row = LegalHold(
        municipality_id=file.municipality_id,
        life_id=file.id,
        words=words.strip(),
        until=until,
        placed_at=work.clock.now(),
        placed_by_id=officer_of(work).id,
    )
    work.session.add(row)
    work.session.flush()
    work.record("hold placed", "18(1)", life=file, hold=row.id, until=until or "")
    return row


def lift(work: Work, number: str, hold_id: UUID, words: str) -> None:
    file = closed_file(work, number, to_act=True)
    row = next((each for each in file.holds if each.id == hold_id), None)
    if row is None:
        raise NotThere(number)
    law.check_lifting(row.facts)
    row.lifted_at, row.lifted_by_id = work.clock.now(), officer_of(work).id
    row.lifted_words = words.strip()
    work.session.flush()
    work.record("hold lifted", "18(1)", life=file, hold=row.id)


def _next(work: Work, number: str, of: ErasureState) -> tuple[ClosedFile, FileErasure]:
    file, today = closed_file(work, number, to_act=True), work.clock.today()
    if file.running is None or file.facts is None:
        raise NotThere(number)
    law.check_unheld([each.facts for each in file.holds], today)
    law.check_step(file.facts, of, years(work), file.sealed_on, today)
    return file, file.running


def _stop(work: Work, file: ClosedFile) -> None:
    assert file.running is not None  # as the rules have asked
    file.running.ended_at, file.running.ended_by_id = work.clock.now(), officer_of(work).id
    work.session.flush()
    work.record("erasure stopped", "18(1)", life=file, erasure=file.running.id)
