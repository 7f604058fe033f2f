"""What waits for a word, over the reader's cases: ours, 0128.

However many cases, a number of statements that does not grow. Nothing of a case in which the reader
has a conflict of interest, of another centre, or that is closed: `identity.access.answers_for`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select

from casework.record import signal_facts, waiting_facts
from identity.access import answers_for, is_head, runs_case
from identity.officers import names_of
from models.case import Case
from models.life import Life
from models.session import Work
from rules.waiting import WaitingForWord, for_the_head, for_the_manager, waiting


@dataclass(frozen=True, slots=True)
class LineForWord:
    """One kind of thing that waits in one case."""

    number: str
    """Of the case."""
    waits: WaitingForWord


@dataclass(frozen=True, slots=True)
class CaseWaiting:
    """All that waits for the manager of one case, as who supervises it reads it."""

    number: str
    manager: str
    """Empty where nobody manages it yet."""
    waits: Sequence[WaitingForWord]


@dataclass(frozen=True, slots=True)
class WaitingDesk:
    """What waits for the reader's own word, and for that of those whom they supervise."""

    own: Sequence[LineForWord]
    supervised: Sequence[CaseWaiting]


def of_reader(work: Work) -> WaitingDesk:
    """Over every case that the reader runs, supervises, or stands in for: Art. 16(1).

    What was asked and what had a day stands first, then the oldest.
    """
    cases = _cases(work, answers_for(work))
    found, heads = _waiting(work, cases), is_head(work)
    own, others = list[LineForWord](), dict[UUID, list[WaitingForWord]]()
    for case in cases:
        mine = for_the_manager(found[case.id]) if runs_case(work, case) else []
        if heads and case.manager_id != work.actor.id:
            mine += for_the_head(found[case.id])
            if not runs_case(work, case):
                others[case.id] = [
                    each for each in for_the_manager(found[case.id]) if each not in mine
                ]
        own += [LineForWord(case.number, each) for each in mine]
    managers = {case.manager_id for case in cases if case.manager_id and others.get(case.id)}
    names = names_of(work.session, managers) if managers else {}
    return WaitingDesk(
        sorted(own, key=_order),
        sorted(
            (_supervised(case, names, others[case.id]) for case in cases if others.get(case.id)),
            key=lambda each: (each.waits[0].order, each.number),
        ),
    )


def of_case(work: Work, case: Case) -> Sequence[WaitingForWord]:
    """What waits in one case, for its page: manager's and head's; not the signals, which that page
    has read. Nothing of a file that is sealed."""
    if case.sealed_at is not None:
        return ()
    facts = waiting_facts.read_all(work.session, [case.id])[case.id]
    return sorted(waiting(facts, None, work.clock.today()), key=lambda each: each.order)


def _cases(work: Work, *which: ColumnElement[bool]) -> Sequence[Case]:
    query = select(Case).join(Life, Life.id == Case.id).where(Case.sealed_at.is_(None), *which)
    return work.session.scalars(query.order_by(Case.number)).all()


def _waiting(work: Work, cases: Sequence[Case]) -> Mapping[UUID, Sequence[WaitingForWord]]:
    ids, today = [case.id for case in cases], work.clock.today()
    if not ids:
        return {}
    facts = waiting_facts.read_all(work.session, ids)
    signals = signal_facts.read_all(work.session, ids)
    return {id: waiting(facts[id], signals[id].facts, today) for id in ids}


def _supervised(
    case: Case, names: Mapping[UUID, str], waits: Sequence[WaitingForWord]
) -> CaseWaiting:
    manager = names.get(case.manager_id, "") if case.manager_id else ""
    return CaseWaiting(case.number, manager, waits)


def _order(line: LineForWord) -> tuple[object, ...]:
    return (*line.waits.order, line.number)
