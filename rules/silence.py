"""A notice of silence that was none: what came in time, and was put on record later: 14(3.2).

The text has the superior notified "në rast të mos bashkëpunimit", and does not say what follows
where there was cooperation. That they hear so, on the manager's word, is ours: decision 0014.
"""

from dataclasses import dataclass
from datetime import date

from rules.attendance import ToldThatItFell
from rules.ladder import until
from rules.refusals import NotPossible
from rules.reports import NoMailOnceDead, SuperiorUnknown


class SilenceStands(NotPossible):
    reason = "This notice stands: nothing came in time before it, or nobody was notified."
    way_out = "Put on record what came, with the day on which it came."


@dataclass(frozen=True, slots=True)
class SilenceFacts:
    """What was asked for, and a superior who was notified that it had not come: Art. 14(3.2)."""

    due: date
    """The day that counts now."""
    told_on: date | None
    """The first day on which the superior was notified, by whatever means."""
    came_on: date | None
    on_the_action: bool = False
    """On the manager's own word on a late action, which a word on it does not carry out."""
    put_again_on: date | None = None
    told_so: bool = False
    """The superior has been told that it does not hold."""


def silence_holds(known: SilenceFacts) -> bool:
    """Whether a notice rests on silence still: Art. 14(3.2).

    What came late was not in time, whenever it was typed; what came after the notice does not undo
    it, unless it was asked for by another day since.
    """
    if known.told_on is None or known.came_on is None or known.on_the_action:
        return True
    if until(known.due).is_late(known.came_on):
        return True
    again = known.put_again_on is not None and known.put_again_on >= known.told_on
    return known.came_on >= known.told_on and not again


def stands_again(known: SilenceFacts) -> bool:
    """Whether the superior holds our word that it does not hold, and it does: what came turned out
    to be late, or to have come after it: Art. 14(3.2), decision 0014."""
    return known.told_so and known.came_on is not None and silence_holds(known)


def check_fell(known: SilenceFacts, on: date) -> None:
    """A letter or a call of that day said that a notice does not hold: Art. 14(3.2).

    What happened is recorded, also where a mail has said it too.
    """
    if known.told_on is None or on < known.told_on or silence_holds(known):
        raise SilenceStands


def check_fell_by_mail(
    known: SilenceFacts, today: date, *, superior_known: bool, died: bool
) -> None:
    """A mail says it, once, on the manager's press: Art. 14(3.2).

    That no mail leaves once the child has died is ours: DEFAULTS.DEATH_BY_HAND.
    """
    check_fell(known, today)
    if known.told_so:
        raise ToldThatItFell
    if died:
        raise NoMailOnceDead
    if not superior_known:
        raise SuperiorUnknown
