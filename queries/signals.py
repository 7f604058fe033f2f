"""The signals that suggest a reassessment, and what was answered to each: Art. 14(4)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from casework.record import signal_facts
from models.case import Case, Member
from models.session import Work
from models.signal_answer import SignalAnswer
from rules.signals import Signal, open_signals


@dataclass(frozen=True, slots=True)
class SignalLine:
    """One signal, what its source is called, and every answer to it, the newest first."""

    signal: Signal
    name: str
    """A number, or the institution of a member."""
    answers: Sequence[SignalAnswer] = ()


@dataclass(frozen=True, slots=True)
class SignalFile:
    """What stands open, the oldest first, and what was answered, the newest first."""

    waiting: Sequence[SignalLine]
    answered: Sequence[SignalLine]


def waiting(work: Work, case: Case, members: Sequence[Member]) -> list[SignalLine]:
    """What nobody has answered, for the page of the case, which has read who ever sat."""
    if case.sealed_at is not None:
        return []
    read = signal_facts.read(work.session, case.id, members)
    found = open_signals(read.facts, work.clock.today())
    return [SignalLine(each, read.names.get(each.source, "")) for each in found]


def of_case(work: Work, case: Case) -> SignalFile:
    """All of them with their answers; one whose meeting was called off stands open again."""
    read = signal_facts.read(work.session, case.id)
    answers: dict[Signal, list[SignalAnswer]] = {}
    query = (
        select(SignalAnswer)
        .where(SignalAnswer.case_id == case.id)
        .options(joinedload(SignalAnswer.meeting), joinedload(SignalAnswer.answered_by))
        .order_by(SignalAnswer.answered_on.desc(), SignalAnswer.recorded_at.desc())
    )
    for row in work.session.scalars(query):
        answers.setdefault(row.signal, []).append(row)
    is_open = case.sealed_at is None
    still = open_signals(read.facts, work.clock.today()) if is_open else []

    def line(signal: Signal) -> SignalLine:
        return SignalLine(signal, read.names.get(signal.source, ""), answers.get(signal, ()))

    return SignalFile(
        [line(each) for each in still], [line(each) for each in answers if each not in still]
    )
