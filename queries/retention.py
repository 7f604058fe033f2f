"""Closed files, how long they are kept and how far they are on their way: for the head; numbers
alone for the administrator: 0259."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, select, text
from sqlalchemy.orm import joinedload

from casework.case.retention import ClosedFile, closed_file, head, years
from core.clock import local_day
from identity.access import visible_cases
from identity.officers import names_of
from models.case import Case
from models.life import Life
from models.retention import ErasedRecord, FileErasure, LegalHold, RetentionRule
from models.session import Work
from rules import retention as law
from rules.retention import ErasureFacts, ErasureState, HoldFacts


class Kept(NamedTuple):
    """What a file's time is reckoned from."""

    number: str
    sealed_on: date
    years: int | None


@dataclass(frozen=True, slots=True)
class ClosedLine:
    """One closed file of the centre."""

    number: str
    sealed_on: date
    kept_until: date | None
    state: ErasureState
    is_held: bool
    erased_from: date | None
    """The first day on which it can be gone, as things stand."""


@dataclass(frozen=True, slots=True)
class HoldLine:
    id: UUID
    words: str
    until: date | None
    placed_at: datetime
    placed_by: str
    lifted_at: datetime | None
    lifted_by: str
    lifted_words: str
    stands: bool


@dataclass(frozen=True, slots=True)
class ClosedPage:
    """One of them, as its page shows it."""

    line: ClosedLine
    holds: Sequence[HoldLine]
    noticed: tuple[date, str] | None
    hidden: tuple[date, str] | None
    decided: tuple[date, str] | None
    decision: str
    next_from: date | None


def rules_entered(work: Work) -> Sequence[RetentionRule]:
    """What counts on top."""
    query = select(RetentionRule).options(joinedload(RetentionRule.entered_by))
    return work.session.scalars(query.order_by(RetentionRule.entered_at.desc())).all()


def counts(work: Work) -> Sequence[Row[Any]]:
    """By centre, for who sees no file."""
    query = text(
        "SELECT name_sq, sealed, held, noticed, hidden, decided, erased"
        " FROM retention_counts(:today) JOIN municipality ON municipality.id = municipality_id"
        " ORDER BY name_sq"
    )
    return work.session.execute(query, {"today": work.clock.today()}).all()


def archive(work: Work) -> Sequence[ClosedLine]:
    """Every closed file of the centre, those nobody sees any more too; the oldest first."""
    place, today, kept = head(work).municipality_id, work.clock.today(), years(work)
    holds: dict[UUID, list[HoldFacts]] = defaultdict(list)
    for row in work.session.scalars(select(LegalHold).where(LegalHold.municipality_id == place)):
        holds[row.life_id].append(row.facts)
    gone = set(
        work.session.scalars(
            select(ErasedRecord.life_id).where(ErasedRecord.municipality_id == place)
        )
    )
    running = {
        row.life_id: row
        for row in work.session.scalars(
            select(FileErasure).where(
                FileErasure.municipality_id == place, FileErasure.ended_at.is_(None)
            )
        )
    }
    seen = work.session.execute(
        select(Case.id, Case.number, Case.sealed_at)
        .join(Life, Life.id == Case.id)
        .where(visible_cases(work, closed=True), Case.sealed_at.is_not(None))
    )
    files = {id: (number, local_day(at)) for id, number, at in seen if at}
    files |= {id: (row.number, row.sealed_on) for id, row in running.items()}
    lines = [
        _line(Kept(number, sealed, kept), _facts(running.get(id)), holds[id], today)
        for id, (number, sealed) in files.items()
        if id not in gone
    ]
    return sorted(lines, key=lambda each: (each.sealed_on, each.number))


@dataclass(frozen=True, slots=True)
class Proof:
    """That a file is gone."""

    row: ErasedRecord
    decided_by: str


def erased(work: Work) -> Sequence[Proof]:
    """What is gone of the centre, the newest first."""
    place = head(work).municipality_id
    query = select(ErasedRecord).where(ErasedRecord.municipality_id == place)
    rows = work.session.scalars(query.order_by(ErasedRecord.erased_at.desc())).all()
    names = names_of(work.session, {each.decided_by_id for each in rows if each.decided_by_id})
    return [
        Proof(each, names.get(each.decided_by_id, "") if each.decided_by_id else "")
        for each in rows
    ]


def one(work: Work, number: str) -> ClosedPage:
    """Raises `NotThere`."""
    file, today = closed_file(work, number), work.clock.today()
    row = file.running
    who = {row.noticed_by_id, row.hidden_by_id, row.decided_by_id} if row else set()
    who |= {id for each in file.holds for id in (each.placed_by_id, each.lifted_by_id)}
    names = names_of(work.session, {id for id in who if id})
    facts = file.facts
    return ClosedPage(
        line=_line(Kept(number, file.sealed_on, years(work)), facts, _held(file), today),
        holds=[
            HoldLine(
                each.id,
                each.words or "",
                each.until,
                each.placed_at,
                names.get(each.placed_by_id, ""),
                each.lifted_at,
                names.get(each.lifted_by_id, "") if each.lifted_by_id else "",
                each.lifted_words or "",
                each.facts.stands(today),
            )
            for each in file.holds
        ],
        noticed=_step(row.noticed_at, row.noticed_by_id, names) if row else None,
        hidden=_step(row.hidden_at, row.hidden_by_id, names) if row else None,
        decided=_step(row.decided_at, row.decided_by_id, names) if row else None,
        decision=(row.decision or "") if row else "",
        next_from=facts.next_from if facts else None,
    )


def _step(
    at: datetime | None, by: UUID | None, names: Mapping[UUID, str]
) -> tuple[date, str] | None:
    return (local_day(at), names.get(by, "")) if at and by else None


def _facts(row: FileErasure | None) -> ErasureFacts | None:
    return row.facts() if row else None


def _held(file: ClosedFile) -> list[HoldFacts]:
    return [each.facts for each in file.holds]


def _line(
    file: Kept, facts: ErasureFacts | None, holds: Sequence[HoldFacts], today: date
) -> ClosedLine:
    last_day = law.kept_until(file.sealed_on, file.years)
    over = last_day is not None and today > last_day
    state = ErasureState.ENDED if over else ErasureState.KEPT
    return ClosedLine(
        number=file.number,
        sealed_on=file.sealed_on,
        kept_until=last_day,
        state=facts.state if facts else state,
        is_held=any(each.stands(today) for each in holds),
        erased_from=law.erased_from(last_day, facts, holds, today),
    )
