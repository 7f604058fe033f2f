"""Signals that suggest a reassessment, and the manager's answer to them: Art. 14(4)."""

from collections.abc import Sequence

from casework.record import signal_facts
from casework.record.table import meetings
from casework.table import signals
from rules.signals import Signal, SignalKind, open_signals, standing
from tests.onrecord import reading
from tests.scenarios.play import Play
from tests.scenarios.verb import verb


def _standing(play: Play, *, waiting: bool) -> Sequence[Signal]:
    with reading() as work:
        facts = signal_facts.read(work.session, play.case.case).facts
    today = play.today()
    return open_signals(facts, today) if waiting else list(standing(facts, today))


@verb
def answer_signals(
    play: Play, *, of: list[SignalKind] | None = None, meeting: int | None = None, reason: str = ""
) -> None:
    """All that stand, or those of these kinds; a meeting by its number."""
    found = [each for each in _standing(play, waiting=of is None) if of is None or each.kind in of]
    with play.as_manager() as work:
        every = meetings(work.session, play.case.case)
        signals.answer(
            work,
            play.case.case,
            found,
            answered_on=play.happened,
            meeting_id=next((each.id for each in every if each.number == meeting), None),
            reason=reason,
        )


@verb
def read_signals(play: Play, *, kinds: list[SignalKind]) -> None:
    """What waits for an answer, the oldest first."""
    found = [each.kind for each in _standing(play, waiting=True)]
    assert found == kinds, found
